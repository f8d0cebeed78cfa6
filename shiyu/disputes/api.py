"""What disputes add to the API besides the generic verbs: the room."""

from ninja import Router

from shiyu.disputes.room.endpoints import router as room

router = Router()
router.add_router("", room)

"""What disputes add to the API besides the generic verbs: the guide and the room."""

from ninja import Router

from shiyu.disputes.guide.api import router as guide
from shiyu.disputes.room.endpoints import router as room

router = Router()
router.add_router("", guide)
router.add_router("", room)

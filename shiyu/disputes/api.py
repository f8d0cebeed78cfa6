"""What disputes add to the API besides the generic verbs."""

from ninja import Router

from shiyu.disputes.guide.api import router as guide

router = Router()
router.add_router("", guide)

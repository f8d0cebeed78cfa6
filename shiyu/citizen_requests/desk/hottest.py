"""The few hottest topics on the leaders' overview: what and where, never who; kept for a minute."""

from functools import partial

from django.utils.translation import get_language, override

from shiyu.base.reckoned import Reckoned, reckoned
from shiyu.cases.actors import PostHolder
from shiyu.cases.permission import division_prefix
from shiyu.citizen_requests.desk.standing import sight
from shiyu.citizen_requests.desk.topics_shown import Shown, living, shown

MOST = 3


def hottest(actor: PostHolder, *, division: str) -> Reckoned[list[Shown]]:
    """The hottest of the whole city, or of one division, and when that was looked at.

    A handful of questions, and only where nobody with the same sight asked within the minute.
    """
    language = get_language() or ""
    name = f"overview.topics.{language}.{division}.{sight(actor)}"
    return reckoned(name, partial(_hottest, actor, division, language))


def _hottest(actor: PostHolder, division: str, language: str) -> list[Shown]:
    topics = living().filter(place__startswith=division_prefix(division)) if division else living()
    with override(language):
        return shown(topics[:MOST], actor=actor)

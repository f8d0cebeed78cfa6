"""What the form of a direct answer says of the knowledge base, on the page of a case."""

from shiyu.base.words import Words
from shiyu.citizen_requests.vocabulary import EDITION, KNOWLEDGE
from shiyu.web.forms import FormOfMove

FROM_KNOWLEDGE = FormOfMove(
    hints={
        KNOWLEDGE.name: Words(
            "照知识库答复的，填那一条的编号，版次自动记录；自己作答的不填。",
            "Where it is the knowledge base’s answer, its number: the edition is noted by itself. Else leave it empty.",
        )
    },
    hidden=frozenset({EDITION.name}),  # the one in force: whoever reads it out here has just looked it up
)

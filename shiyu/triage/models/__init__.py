"""What triage keeps, a file each matter."""

from shiyu.triage.models.likeness import LikenessDecision, LikenessWeights
from shiyu.triage.models.topics import SignCount, Topic, TopicMessage, TopicStream, UsualCount

__all__ = (
    "LikenessDecision", "LikenessWeights", "SignCount", "Topic", "TopicMessage", "TopicStream", "UsualCount",
)  # fmt: skip

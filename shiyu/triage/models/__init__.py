"""What triage keeps, a file each matter."""

from shiyu.triage.models.learned import LearnedModel, ModelChange
from shiyu.triage.models.likeness import LikenessDecision, LikenessWeights
from shiyu.triage.models.topics import SignCount, Topic, TopicMessage, TopicStream, UsualCount

__all__ = (
    "LearnedModel", "LikenessDecision", "LikenessWeights", "ModelChange", "SignCount", "Topic", "TopicMessage",
    "TopicStream", "UsualCount",
)  # fmt: skip

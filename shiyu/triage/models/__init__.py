"""What triage keeps."""

from shiyu.triage.models.learned import LearnedModel, ModelChange
from shiyu.triage.models.likeness import LikenessDecision, LikenessWeights

__all__ = ("LearnedModel", "LikenessDecision", "LikenessWeights", "ModelChange")

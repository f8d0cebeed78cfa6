"""What triage keeps."""

from shiyu.triage.models.likeness import LikenessDecision, LikenessWeights

__all__ = ("LikenessDecision", "LikenessWeights")

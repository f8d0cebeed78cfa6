"""What triage keeps."""

from shiyu.triage.models.learned import LearnedModel, ModelChange

__all__ = ("LearnedModel", "ModelChange")

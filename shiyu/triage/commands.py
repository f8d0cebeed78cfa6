"""智能研判的命令 Commands of triage: train a model from closed cases, list its versions, go back to one."""

from shiyu.triage.model_commands import app

__all__ = ("app",)

"""What triage keeps, a file each matter."""

from shiyu.triage.models.topics import SignCount, Topic, TopicMessage, TopicStream, UsualCount

__all__ = ("SignCount", "Topic", "TopicMessage", "TopicStream", "UsualCount")

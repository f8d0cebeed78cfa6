"""The tables of disputes."""

from shiyu.disputes.models.room import RoomAnswer, RoomMessage, RoomSeen, RoomText

__all__ = ["RoomAnswer", "RoomMessage", "RoomSeen", "RoomText"]

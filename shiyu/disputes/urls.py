"""Addresses of disputes."""

from shiyu.disputes.room.urls import urlpatterns as room_patterns

urlpatterns = [*room_patterns]

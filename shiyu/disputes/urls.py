"""Addresses of disputes besides the API."""

from shiyu.disputes.desk.urls import urlpatterns as desk
from shiyu.disputes.portal.own_urls import urlpatterns as own
from shiyu.disputes.room.urls import urlpatterns as room

urlpatterns = [*room, *desk, *own]

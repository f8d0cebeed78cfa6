"""Addresses of disputes besides the API: the desk, the guide of residents, the pages of parties."""

from django.urls import URLPattern, URLResolver

from shiyu.disputes.agreements.urls import urlpatterns as agreements
from shiyu.disputes.desk.urls import urlpatterns as desk
from shiyu.disputes.desk.urls_centre import urlpatterns as centre
from shiyu.disputes.portal.own_urls import urlpatterns as own
from shiyu.disputes.portal.urls import urlpatterns as everybody
from shiyu.disputes.room.urls import urlpatterns as room

urlpatterns: list[URLPattern | URLResolver] = [*room, *desk, *centre, *agreements, *everybody, *own]

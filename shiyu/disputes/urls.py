"""Addresses of disputes besides the API."""

from shiyu.disputes.desk.urls import urlpatterns as desk
from shiyu.disputes.desk.urls_centre import urlpatterns as centre
from shiyu.disputes.portal.own_urls import urlpatterns as own

urlpatterns = [*desk, *centre, *own]

"""Addresses of disputes besides the API."""

from shiyu.disputes.agreements.urls import urlpatterns as agreements
from shiyu.disputes.desk.urls import urlpatterns as desk
from shiyu.disputes.portal.own_urls import urlpatterns as own

urlpatterns = [*desk, *own, *agreements]

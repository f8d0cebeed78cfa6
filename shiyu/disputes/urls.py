"""Addresses of disputes besides the API."""

from django.urls import URLPattern, URLResolver

from shiyu.disputes.desk.urls import urlpatterns as desk
from shiyu.disputes.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [*desk, *portal.urlpatterns]

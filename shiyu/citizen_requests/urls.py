"""Addresses of citizen requests besides the API: pages of residents and officers, and the doors for programs."""

from django.urls import URLPattern, URLResolver

from shiyu.citizen_requests.desk import urls as desk
from shiyu.citizen_requests.open311 import urls as open311
from shiyu.citizen_requests.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [*portal.urlpatterns, *desk.urlpatterns, *open311.urlpatterns]

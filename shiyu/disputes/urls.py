"""Addresses of disputes besides the API."""

from django.urls import URLPattern, URLResolver

from shiyu.disputes.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [*portal.urlpatterns]

"""Addresses of proposals besides the API."""

from django.urls import URLPattern, URLResolver

from shiyu.proposals.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [*portal.urlpatterns]

"""Addresses of disputes besides the API."""

from shiyu.disputes.desk.urls import urlpatterns as desk

urlpatterns = [*desk]

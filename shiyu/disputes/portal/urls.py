"""Addresses of residents and parties."""

from django.urls import path

from shiyu.disputes.portal.start import start

urlpatterns = [path("disputes/start", start, name="dispute_start")]

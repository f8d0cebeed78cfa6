"""Addresses of residents and parties."""

from django.urls import path

from shiyu.disputes.portal.apply import applied, apply
from shiyu.disputes.portal.start import start

urlpatterns = [
    path("disputes/start", start, name="dispute_start"),
    path("disputes/apply", apply, name="dispute_apply"),
    path("disputes/applied/<slug:number>", applied, name="dispute_applied"),
]

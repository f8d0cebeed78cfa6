"""Addresses of what colleagues arrange among themselves."""

from django.urls import path

from shiyu.web.team.handover import handover
from shiyu.web.team.leave import leave
from shiyu.web.team.phrases_page import phrases
from shiyu.web.team.reminders_page import reminders

urlpatterns = [
    path("account/leave", leave, name="leave"),
    path("handover", handover, name="handover"),
    path("phrases", phrases, name="phrases"),
    path("reminders", reminders, name="reminders"),
]

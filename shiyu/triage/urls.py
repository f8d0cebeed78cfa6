"""Addresses of triage: parts of pages."""

from django.urls import path

from shiyu.triage.web.page import reply_check

urlpatterns = [path("cases/<str:number>/moves/<str:move>/check", reply_check, name="reply_check")]

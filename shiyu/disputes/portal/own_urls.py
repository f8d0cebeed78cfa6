"""Addresses of a party's own disputes."""

from django.urls import path

from shiyu.disputes.portal import mine

urlpatterns = [
    path("disputes/mine", mine.mine, name="disputes_mine"),
    path("disputes/mine/<slug:number>", mine.one, name="dispute_mine"),
    path("disputes/mine/<slug:number>/moves/<slug:name>", mine.move, name="dispute_move"),
    path("disputes/mine/<slug:number>/files/<uuid:reference>", mine.file, name="dispute_file"),
]

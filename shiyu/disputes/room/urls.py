"""Addresses of the room: those of staff, and those of a party."""

from django.urls import path

from shiyu.disputes.room import pages

urlpatterns = [
    path("disputes/<str:number>/room", pages.staff_room, name="dispute_room"),
    path("disputes/<str:number>/room/new", pages.staff_fresh, name="dispute_room_fresh"),
    path("disputes/<str:number>/room/offers/<int:message_id>", pages.staff_answer, name="dispute_room_answer"),
    path("disputes/<str:number>/room/files/<uuid:reference>", pages.staff_file, name="dispute_room_file"),
    path("disputes/mine/<slug:number>/room", pages.my_room, name="dispute_my_room"),
    path("disputes/mine/<slug:number>/room/new", pages.my_fresh, name="dispute_my_room_fresh"),
    path("disputes/mine/<slug:number>/room/draft", pages.my_draft, name="dispute_my_room_draft"),
    path("disputes/mine/<slug:number>/room/offers/<int:message_id>", pages.my_answer, name="dispute_my_room_answer"),
    path("disputes/mine/<slug:number>/room/files/<uuid:reference>", pages.my_file, name="dispute_my_room_file"),
]

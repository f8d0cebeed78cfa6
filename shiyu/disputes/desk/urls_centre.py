"""Addresses of the centre."""

from django.urls import path

from shiyu.disputes.desk.board import board
from shiyu.disputes.desk.break_glass import in_need, looks_in_need, open_in_need
from shiyu.disputes.desk.mediators import mediators, note_training

urlpatterns = [
    path("disputes/board", board, name="disputes_board"),
    path("disputes/looks", looks_in_need, name="disputes_looks"),
    path("disputes/mediators", mediators, name="disputes_mediators"),
    path("disputes/mediators/training", note_training, name="disputes_training"),
    path("disputes/<str:number>/open-in-need", open_in_need, name="dispute_open_in_need"),
    path("disputes/<str:number>/in-need", in_need, name="dispute_in_need"),
]

"""Addresses of the desk of disputes."""

from django.urls import path

from shiyu.disputes.desk.dispute_list import DISPUTES
from shiyu.disputes.desk.handed import handed, handed_file, handed_one, receive
from shiyu.disputes.desk.referring import refer_to_mediation
from shiyu.disputes.desk.ties import declare_tie, take_tie_back, ties

urlpatterns = [
    path("disputes", DISPUTES.page, name="disputes"),
    path("disputes/ties", ties, name="disputes_ties"),
    path("disputes/ties/declare", declare_tie, name="disputes_tie_declare"),
    path("disputes/ties/<int:tie>/end", take_tie_back, name="disputes_tie_end"),
    path("disputes/handed", handed, name="disputes_handed"),
    path("disputes/handed/<str:number>", handed_one, name="disputes_handed_one"),
    path("disputes/handed/<str:number>/receipt", receive, name="disputes_handed_receipt"),
    path("disputes/handed/<str:number>/files/<uuid:reference>", handed_file, name="disputes_handed_file"),
    path("disputes/refer/<str:number>", refer_to_mediation, name="dispute_refer"),
]

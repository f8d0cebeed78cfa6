"""Addresses of the desk of disputes."""

from django.urls import path

from shiyu.disputes.desk.dispute_list import DISPUTES
from shiyu.disputes.desk.referring import refer_to_mediation

urlpatterns = [
    path("disputes", DISPUTES.page, name="disputes"),
    path("disputes/refer/<str:number>", refer_to_mediation, name="dispute_refer"),
]

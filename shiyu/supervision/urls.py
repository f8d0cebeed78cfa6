"""Addresses of supervision."""

from django.urls import path

from shiyu.supervision.desk.board import board
from shiyu.supervision.desk.circular import circular
from shiyu.supervision.desk.circular_paper import circular_paper
from shiyu.supervision.desk.ledger import ledger
from shiyu.supervision.desk.order_list import ORDERS
from shiyu.supervision.desk.projects import projects
from shiyu.supervision.desk.referring import put_under_supervision

urlpatterns = [
    path("supervision", board, name="supervision"),
    path("supervision/orders", ORDERS.page, name="supervision_orders"),
    path("supervision/ledger", ledger, name="supervision_ledger"),
    path("supervision/units", circular, name="supervision_units"),
    path("supervision/circular", circular_paper, name="supervision_circular"),
    path("supervision/projects", projects, name="supervision_projects"),
    path("supervision/refer/<str:number>", put_under_supervision, name="supervision_refer"),
]

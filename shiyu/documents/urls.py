"""Addresses of papers; systems lead to them from their cases."""

from django.urls import path

from shiyu.documents.pages import paper, paper_file, papers

urlpatterns = [
    path("papers", papers, name="papers"),
    path("papers/<uuid:reference>", paper, name="paper"),
    path("papers/<uuid:reference>/file", paper_file, name="paper_file"),
]

"""Addresses of the lists of proposals; a case and its moves have theirs already."""

from django.urls import path

from shiyu.proposals.lists import PROPOSAL_ASSIGNING, PROPOSAL_REVIEW, PROPOSAL_UNIT

urlpatterns = [
    path("proposals/review", PROPOSAL_REVIEW.page, name="proposal_review"),
    path("proposals/assigning", PROPOSAL_ASSIGNING.page, name="proposal_assigning"),
    path("proposals/unit", PROPOSAL_UNIT.page, name="proposal_unit"),
]

"""Addresses of the lists of proposals, their import and figures; a case and its moves have theirs already."""

from django.urls import path

from shiyu.proposals.figures_page import proposal_figures, proposal_report, proposals_behind
from shiyu.proposals.imports import proposal_import
from shiyu.proposals.lists import PROPOSAL_ASSIGNING, PROPOSAL_REVIEW, PROPOSAL_UNIT

urlpatterns = [
    path("proposals/review", PROPOSAL_REVIEW.page, name="proposal_review"),
    path("proposals/assigning", PROPOSAL_ASSIGNING.page, name="proposal_assigning"),
    path("proposals/unit", PROPOSAL_UNIT.page, name="proposal_unit"),
    path("proposals/import", proposal_import, name="proposal_import"),
    path("proposals/figures", proposal_figures, name="proposal_figures"),
    path("proposals/figures/behind", proposals_behind, name="proposals_behind"),
    path("proposals/report", proposal_report, name="proposal_report"),
]

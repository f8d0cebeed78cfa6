"""Addresses of proposals: the lists of officers, the pages of members, what is public; a case has its own already."""

from django.urls import URLPattern, URLResolver, path

from shiyu.proposals.figures_page import proposal_figures, proposal_report, proposals_behind
from shiyu.proposals.imports import proposal_import
from shiyu.proposals.lists import PROPOSAL_ASSIGNING, PROPOSAL_REVIEW, PROPOSAL_UNIT
from shiyu.proposals.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/review", PROPOSAL_REVIEW.page, name="proposal_review"),
    path("proposals/assigning", PROPOSAL_ASSIGNING.page, name="proposal_assigning"),
    path("proposals/unit", PROPOSAL_UNIT.page, name="proposal_unit"),
    path("proposals/import", proposal_import, name="proposal_import"),
    path("proposals/figures", proposal_figures, name="proposal_figures"),
    path("proposals/figures/behind", proposals_behind, name="proposals_behind"),
    path("proposals/report", proposal_report, name="proposal_report"),
    *portal.urlpatterns,
]

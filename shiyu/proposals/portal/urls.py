"""Addresses of the members' pages and of the public list."""

from django.urls import path

from shiyu.proposals.portal import acting, attaching, mine, published, signing, writing

urlpatterns = [
    path("proposals/public", published.public_list, name="proposals_public"),
    path("proposals/public/<slug:number>", published.public_one, name="proposal_public"),
    path("proposals/new", writing.new, name="proposal_new"),
    path("proposals/new/similar", writing.compare, name="proposal_new_similar"),
    path("proposals/mine", mine.mine, name="proposals_mine"),
    path("proposals/mine/<slug:number>", mine.one, name="proposal_mine"),
    path("proposals/mine/<slug:number>/edit", writing.edit, name="proposal_edit"),
    path("proposals/mine/<slug:number>/co-signers", signing.invite, name="proposal_invite"),
    path("proposals/mine/<slug:number>/submit", signing.submit, name="proposal_submit"),
    path("proposals/mine/<slug:number>/looks", mine.looks, name="proposal_looks"),
    path("proposals/mine/<slug:number>/files/<uuid:reference>", mine.file, name="proposal_file"),
    path("proposals/mine/<slug:number>/text/<uuid:reference>", attaching.text_file, name="proposal_text_file"),
    path("proposals/mine/<slug:number>/moves/<slug:name>", acting.move, name="proposal_move"),
]

"""Rows of the table for proposals: the pages of members, and what is public."""

from tests.access.rows import LOGIN, NO, OK, ON, row

OF_PROPOSALS = (
    # Members' pages: nothing of the scene's resident is a proposal, and his telephone is in no register.
    row("proposals/public", nobody=OK),
    row("proposals/public/<slug:number>", nobody=NO),
    row("proposals/new", nobody=LOGIN, resident=NO),
    row("proposals/new", "POST", nobody=LOGIN, resident=NO),
    row("proposals/new/similar", nobody=LOGIN, resident=NO),
    row("proposals/new/similar", "POST", nobody=LOGIN, resident=NO),
    row("proposals/mine", nobody=LOGIN, resident=OK),
    row("proposals/mine/<slug:number>", nobody=LOGIN, resident=ON),  # his request, which leads to the page of requests
    row("proposals/mine/<slug:number>/edit", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/edit", "POST", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/co-signers", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/co-signers", "POST", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/submit", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/submit", "POST", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/looks", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/files/<uuid:reference>", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/text/<uuid:reference>", nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/moves/<slug:name>", at={"name": "judge"}, nobody=LOGIN, resident=NO),
    row("proposals/mine/<slug:number>/moves/<slug:name>", "POST", at={"name": "judge"}, nobody=LOGIN, resident=NO),
)  # fmt: skip

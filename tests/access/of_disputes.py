"""Rows of the table for disputes: the guide and the application, for everybody."""

from tests.access.rows import BAD, LOGIN, OK, row

OF_DISPUTES = (
    row("disputes/start", nobody=OK),
    row("disputes/apply", nobody=OK),
    row("disputes/apply", "POST", nobody=BAD),
    row("disputes/applied/<slug:number>", nobody=LOGIN),  # this browser applied for nothing: to the query code
    row("api/v1/disputes/guide", nobody=OK),
    row("api/v1/disputes/guide/walk", nobody=OK),
)

"""Pages and answers in JSON, compressed on their way: a list of fifty cases is a tenth as long over a slow line."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from typing_extensions import override

WORDS = ("text/html", "application/json", "application/problem+json", "application/geo+json", "text/xml")


class Compressed(GZipMiddleware):
    """Django's middleware for answers made of words and known in full; files are sent as they are.

    Compression together with encryption can tell an attacker who makes a browser ask again and again, with a guess of
    his in the address, when the guess stands in the page (BREACH). Three things stand against it: Django masks the CSRF
    token anew in every page and this middleware adds up to a hundred random bytes to every answer; and another site
    cannot read, nor with `SameSite=Lax` quietly ask for, a page of somebody who is logged in.
    """

    @override
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in WORDS:
            return response
        return super().process_response(request, response)

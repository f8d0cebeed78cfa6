"""A form that our script sends, to show how far its files have got, is answered with where to go and not led there.

A script that is led on asks for the next page itself, and what is told there once (a query code) would be lost.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ASKED, GOES_TO = "X-Sent-By", "X-Goes-To"


def tell_where(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a redirect becomes an empty answer that names the address, where a script asks so."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.headers.get(ASKED) == "script" and 300 <= response.status_code < 400 and "Location" in response:
            response.headers[GOES_TO] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response

    return answer

"""Security headers that Django does not set itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shiyu.web.maps.areas import TILES

# No inline script or style anywhere; a page that shows a picture it made itself needs data: and blob:.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=()"


def policy() -> str:
    """What a page may load: pictures of 天地图 too, where the city has a key for its tiles."""
    return POLICY.replace("img-src 'self'", f"img-src 'self' {TILES}") if settings.MAP_KEY else POLICY


def content_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every answer says what a page may load, unless its view said so itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return answer

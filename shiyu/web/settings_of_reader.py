"""What a reader sets for his own browser: the size of type (适老化)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from shiyu.web.going_back import back_from
from shiyu.web.shell import LARGE, SIZE_COOKIE

_YEAR = 365 * 24 * 3600


@require_POST
def size(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen size of type for a year and goes back."""
    response = back_from(request, otherwise="/")
    if request.POST.get("size") == LARGE:
        response.set_cookie(
            SIZE_COOKIE, LARGE, max_age=_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(SIZE_COOKIE)
    return response

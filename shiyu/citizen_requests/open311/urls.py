"""Addresses of the door. `.xml` or `.json` chooses the format; without either `Accept` does."""

from django.urls import path, re_path

from shiyu.citizen_requests.open311 import views
from shiyu.citizen_requests.open311.door import door

_END = r"(?:\.(?P<suffix>[A-Za-z0-9]{1,10}))?\Z"
_V2 = r"^open311/v2/"

urlpatterns = [
    re_path(rf"^open311/(?:v2/)?discovery{_END}", door(get=views.discovery), name="open311_discovery"),
    path("open311/v2/openapi.json", door(get=views.description), name="open311_openapi"),
    re_path(rf"{_V2}services{_END}", door(get=views.service_list)),
    re_path(rf"{_V2}services/(?P<code>[^/.]+){_END}", door(get=views.service_definition)),
    re_path(rf"{_V2}requests{_END}", door(get=views.request_list, post=views.post_request), name="open311_requests"),
    re_path(rf"{_V2}requests/(?P<number>[^/.]+){_END}", door(get=views.one_request)),
    re_path(rf"{_V2}tokens/(?P<token>[^/.]+){_END}", door(get=views.token)),
    path("open311/v2/media/<slug:number>/<uuid:reference>", door(get=views.media), name="open311_media"),
    path("open311/v2", door(get=views.nothing_here), name="open311_root"),
    re_path(r"^open311/[\s\S]*\Z", door(get=views.nothing_here)),
]

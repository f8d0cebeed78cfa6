"""Every address of the platform: the probes and the API here, the rest from each folder that brings a `urls.py`."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, path

from shiyu.config.api import api
from shiyu.config.folders import folders_with
from shiyu.config.health import healthz, metrics, readyz
from shiyu.web.answers import unanswered

handler500 = unanswered

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", api.urls),
]
for _folder in folders_with("urls"):
    urlpatterns += import_module(f"shiyu.{_folder}.urls").urlpatterns

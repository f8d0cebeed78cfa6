"""The root of the API: the routers of every folder that brings an `api.py`, with one document, one way to refuse."""

from functools import cache
from importlib import import_module
from typing import Any, cast

from ninja import NinjaAPI, Swagger
from ninja.openapi.schema import OpenAPISchema
from typing_extensions import override

from shiyu import __version__
from shiyu.config.folders import folders_with
from shiyu.web.answers import answer
from shiyu.web.bodies import StrictParser
from shiyu.web.describing import SECURITY_SCHEMES


class DescribedOnce(NinjaAPI):
    """Describes itself once for each address it is served under: that takes half a second, and anybody may ask."""

    @override
    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return self._described(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    @cache  # noqa: B019 -- there is one for the life of the process
    def _described(self, path_prefix: str) -> OpenAPISchema:
        return super().get_openapi_schema(path_prefix=path_prefix)


api = DescribedOnce(
    title="市域 shiyu",
    version=__version__,
    description=(
        "事事有着落，件件有回音。所有更改都是“动作”，须带 Idempotency-Key；"
        "拒绝以 application/problem+json 说明原因。\n\n"
        "Every change is a move and bears an Idempotency-Key; a refusal says why as application/problem+json."
    ),
    docs=Swagger({"persistAuthorization": False, "supportedSubmitMethods": ["get", "post"]}),
    parser=StrictParser(),
    openapi_extra={"components": {"securitySchemes": SECURITY_SCHEMES}},
)
for _kind in (Exception, *api._exception_handlers):  # noqa: SLF001 -- ninja's own wording gives way to ours
    api.add_exception_handler(_kind, cast("Any", answer))
for _folder in folders_with("api"):
    api.add_router("", import_module(f"shiyu.{_folder}.api").router)

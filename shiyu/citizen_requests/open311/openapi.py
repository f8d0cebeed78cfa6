"""The door's own description in OpenAPI, at /open311/v2/openapi.json. GeoReport's words are kept as they are."""

from typing import Any

from shiyu.citizen_requests.open311.asking import DEEPEST, MOST
from shiyu.citizen_requests.open311.form import LONGEST, LONGEST_URL, MULTIPART, URLENCODED
from shiyu.citizen_requests.open311.formats import Format
from shiyu.citizen_requests.open311.terms import Datatype

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NOTHING: Schema = {"type": ["string", "null"]}
_WHEN: Schema = {"type": "string", "format": "date-time"}
_WHEN_OR_NOTHING: Schema = {"type": ["string", "null"], "format": "date-time"}
_WHEN_OR_BLANK: Schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"maxLength": 0}]}
_DEGREES_OR_NOTHING: Schema = {"type": ["number", "null"]}
_NUMBER = {"type": "string", "pattern": "^[0-9A-Za-z-]{1,40}$"}


def _object(*, optional: Schema | None = None, **required: Schema) -> Schema:
    return {"type": "object", "required": [*required], "properties": {**required, **(optional or {})}}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


SERVICE = _object(
    service_code=_TEXT, service_name=_TEXT, description=_TEXT, metadata={"type": "boolean"},
    type={"enum": ["realtime", "batch", "blackbox"]}, keywords=_TEXT, group=_TEXT,
)  # fmt: skip
ATTRIBUTE = _object(
    variable={"type": "boolean"}, code=_TEXT, datatype={"enum": [kind.value for kind in Datatype]},
    required={"type": "boolean"}, datatype_description=_TEXT_OR_NOTHING, order={"type": "integer", "minimum": 1},
    description=_TEXT, values=_list(_object(key=_TEXT, name=_TEXT)),
)  # fmt: skip
REQUEST = _object(
    service_request_id=_NUMBER, status={"enum": ["open", "closed"]}, status_notes=_TEXT, service_name=_TEXT,
    service_code=_TEXT, description=_TEXT, agency_responsible=_TEXT_OR_NOTHING, service_notice=_TEXT_OR_NOTHING,
    requested_datetime=_WHEN, updated_datetime=_WHEN, expected_datetime=_WHEN_OR_NOTHING, address=_TEXT,
    address_id=_TEXT_OR_NOTHING, zipcode=_TEXT_OR_NOTHING, lat=_DEGREES_OR_NOTHING, long=_DEGREES_OR_NOTHING,
    media_url=_TEXT_OR_NOTHING,
    optional={
        "extended_attributes": _object(
            detailed_status=_TEXT, outcome=_TEXT_OR_NOTHING, duplicate_of=_TEXT_OR_NOTHING, type=_TEXT_OR_NOTHING,
            media_urls=_list(_TEXT),
        )
    },
)  # fmt: skip
RECEIVED = _object(
    service_request_id=_NUMBER, service_notice=_TEXT, account_id=_TEXT_OR_NOTHING,
    optional={"extended_attributes": _object(token=_TEXT, query_code=_TEXT_OR_NOTHING)},
)  # fmt: skip
ERRORS = _list(_object(code={"type": "integer"}, description=_TEXT))
DISCOVERY = _object(
    changeset=_TEXT, contact=_TEXT, key_service=_TEXT,
    endpoints=_list(_object(specification=_TEXT, url=_TEXT, changeset=_TEXT, type=_TEXT, formats=_list(_TEXT))),
)  # fmt: skip
FORM = _object(
    api_key=_TEXT, service_code=_TEXT,
    optional={
        "jurisdiction_id": _TEXT,
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "address_string": {"type": "string", "maxLength": 200},
        "address_id": {"type": "string", "description": "A division code of the city, 12 digits."},
        "description": {"type": "string", "maxLength": LONGEST},
        "first_name": _TEXT, "last_name": _TEXT, "phone": _TEXT, "email": _TEXT,
        "device_id": {"type": "string", "description": "Not kept."},
        "account_id": {"type": "string", "description": "Not kept."},
        "media_url": {"type": "string", "maxLength": LONGEST_URL},
    },
)  # fmt: skip
_WITH_FILE = {
    **FORM,
    "properties": {**FORM["properties"], "media": {"type": "string", "format": "binary"}},
}
_REFUSALS = {
    "400": "A parameter is missing or wrong; the description says which.",
    "403": "api_key is missing or invalid.",
    "404": "No such service, request, token, jurisdiction or address.",
    "405": "The address does not take this method.",
    "406": "No such format.",
    "429": "Too much was sent; see Retry-After.",
    "503": "Busy; nothing was done. See Retry-After.",
}


def described(endpoint: str) -> Schema:
    """The OpenAPI document of the door at this address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open311 GeoReport v2", "version": "2", "description": "http://wiki.open311.org/GeoReport_v2"},
        "servers": [{"url": endpoint}],
        "paths": {
            "/discovery.{format}": _get("Service discovery", DISCOVERY),
            "/services.{format}": _get("The services", _list(SERVICE), _query("jurisdiction_id")),
            "/services/{service_code}.{format}": _get(
                "What a service asks", _object(service_code=_TEXT, attributes=_list(ATTRIBUTE)),
                _in_path("service_code"), _query("jurisdiction_id"),
            ),
            "/requests.{format}": {**_get("Requests, newest first", _list(REQUEST), *_filters()), "post": _post()},
            "/requests/{service_request_id}.{format}": _get(
                "One request", _list(REQUEST), _in_path("service_request_id"), _query("jurisdiction_id"),
                _query("api_key"), _query("extensions"),
            ),
            "/tokens/{token}.{format}": _get(
                "The number a token stands for", _list(_object(service_request_id=_NUMBER, token=_TEXT)),
                _in_path("token"), _query("jurisdiction_id"),
            ),
        },
    }  # fmt: skip


def _filters() -> list[Schema]:
    return [
        _query("jurisdiction_id"),
        _query("api_key"),
        _query("service_request_id", says="Numbers between commas; overrides every other filter."),
        _query("service_code", says="Codes between commas."),
        _query("start_date", _WHEN_OR_BLANK, says="With a zone; at most 90 days before end_date."),
        _query("end_date", _WHEN_OR_BLANK),
        _query("status", {"type": "string", "pattern": "^ *(open|closed)? *(, *(open|closed)? *)*$"}),
        _query("page", {"type": "integer", "minimum": 1, "maximum": DEEPEST}),
        _query("page_size", {"type": "integer", "minimum": 1, "maximum": MOST}),
        _query("before", _NUMBER, says="Only requests older than this one; `Link` of an answer bears it."),
        _query("extensions", says="`true` adds `extended_attributes`."),
    ]


def _get(says: str, schema: Schema, *parameters: Schema) -> Schema:
    responses = {"200": _response("As asked.", schema), **_refused(*_REFUSALS)}
    return {"parameters": [_format()], "get": {"summary": says, "parameters": [*parameters], "responses": responses}}


def _post() -> Schema:
    key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 100}, "description": (
        "The same key with the same content is one request. Without it, the same content within ten minutes is."
    )}  # fmt: skip
    answered = _list(RECEIVED)
    return {
        "summary": "Report something",
        "parameters": [key],
        "requestBody": {"required": True, "content": {URLENCODED: {"schema": FORM}, MULTIPART: {"schema": _WITH_FILE}}},
        "responses": {
            "201": _response("Taken in.", answered),
            "200": _response("Taken in before; this is the same request.", answered),
            **_refused(*_REFUSALS),
            "413": _response("Too large.", ERRORS),
            "415": _response("Not a form in UTF-8.", ERRORS),
        },
    }


def _response(says: str, schema: Schema) -> Schema:
    kinds = [form.value.partition(";")[0] for form in Format]
    return {"description": says, "content": {kind: {"schema": schema if "json" in kind else {}} for kind in kinds}}


def _refused(*codes: str) -> Schema:
    return {code: _response(_REFUSALS[code], ERRORS) for code in codes}


def _format() -> Schema:
    return {"name": "format", "in": "path", "required": True, "schema": {"enum": ["xml", "json"]}}


def _in_path(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _query(name: str, schema: Schema | None = None, *, says: str = "") -> Schema:
    return {"name": name, "in": "query", "schema": schema or _TEXT, "description": says}

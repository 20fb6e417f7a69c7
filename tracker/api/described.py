"""The API described: as OpenAPI, and as a page in words."""

import json
import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from tracker.api import answers
from tracker.api.documents import FIELDS
from tracker.api.parameters import IN_PATH
from tracker.api.v1 import GEOJSON, api
from tracker.outputs.filters import EXPLICIT

DEEPEST = 12
WEBHOOK = {
    "operationId": "send_document",
    "summary": "Send a document",
    "description": "For a source's own program, signed with a secret that both know; docs/webhook.md says how.",
    "parameters": [
        {"in": "header", "name": f"X-Tracker-{name}", "required": True, "description": words,
         "schema": {"type": "string"}}
        for name, words in (
            ("Source", "The key of the source."),
            ("Timestamp", "The time of sending, in seconds since 1970."),
            ("Signature", "sha256= and the HMAC-SHA256 of timestamp, full stop and body."),
        )
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["id", "text"],
                    "properties": {name: {"type": "string"} for name in sorted(FIELDS)},
                }
            }
        },
    },
    "responses": {
        "201": {"description": "Stored, and about to be read."},
        "200": {"description": "It was here already."},
        **{str(code): {"description": words} for code, words in (
            (400, "It cannot be taken."), (401, "The signature does not fit."), (413, "It is too large."),
            (422, "A field is missing or cannot be used."))},
    },
}  # fmt: skip


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The OpenAPI description, as plain values. Made once a process: nothing in it depends on who asks."""
    prefix = reverse("api")
    made = json.loads(json.dumps(api.get_openapi_schema(path_prefix=prefix)))
    made["info"]["description"] += (
        f" Without a token {settings.API_ANONYMOUS_PER_MINUTE} questions a minute are answered, with one "
        f"{settings.API_TOKEN_PER_MINUTE}. Cookies count for nothing."
    )
    for path in made["paths"].values():
        path["get"]["security"] = [{}, {"token": []}]
        for one in path["get"]["parameters"]:
            one.setdefault("description", IN_PATH.get(one["name"], ""))
    collection = made["paths"][f"{prefix}agreements/{{key}}/breaches.geojson"]["get"]["responses"]["200"]
    collection["content"] = {GEOJSON: collection["content"].pop("application/json")}
    made["paths"][reverse("api_documents")] = {"post": WEBHOOK}
    token = {"type": "http", "scheme": "bearer", "description": "A token of your account, from /account/tokens/."}
    made["components"]["securitySchemes"] = {"token": token}
    return made


@answers.readable
def openapi(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(schema())


def page(request: HttpRequest) -> HttpResponse:
    """The same for people: every address with its parameters, a line to try it, and an answer as it may look."""
    return render(request, "api.html", {"api": schema(), "operations": operations(request.build_absolute_uri("/"))})


def operations(site: str) -> list[dict[str, Any]]:
    """`site`: where the pages are served, with a slash at its end."""
    rows = []
    for path, methods in schema()["paths"].items():
        for method, told in methods.items():
            ok = next(iter(told["responses"].values())).get("content")
            kind = next(iter(ok)) if ok else ""
            rows.append(
                {
                    "id": told["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "address": _to_try(site, path, told),
                    "words": told["description"],
                    "parameters": [_parameter(one) for one in told.get("parameters", [])],
                    "kind": kind,
                    "example": json.dumps(example(ok[kind]["schema"]), indent=2, ensure_ascii=False) if ok else "",
                }
            )
    return rows


def _to_try(site: str, path: str, told: dict[str, Any]) -> str:
    """An address to fill in: its parts in capitals, and with a filter that shows everything where there is one."""
    filled = re.sub(r"{(\w+)}", lambda part: part[1].upper(), path)
    is_filtered = any(one["name"] == EXPLICIT for one in told.get("parameters", ()))
    return site.rstrip("/") + filled + (f"?{EXPLICIT}=1" if is_filtered else "")


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    form = one["schema"]
    item = form.get("items", form)
    return {
        "name": one["name"],
        "where": one["in"],
        "required": one["required"],
        "words": one.get("description", ""),
        "type": item.get("format") or item["type"],
        "several": form["type"] == "array",
        "values": item.get("enum", []),
    }


def example(form: dict[str, Any], depth: int = 0) -> Any:
    """A value of a schema: its own example where it gives one, else one made from its parts."""
    if "$ref" in form:
        return example(schema()["components"]["schemas"][form["$ref"].rpartition("/")[2]], depth)
    if "examples" in form:
        return [form["examples"][0]] if form.get("type") == "array" else form["examples"][0]
    if "anyOf" in form:
        return example(form["anyOf"][0], depth)
    if "enum" in form:
        return form["enum"][0]
    if form.get("type") == "array":
        return [example(form["items"], depth + 1)] if depth < DEEPEST else []
    if form.get("type") == "object":
        return {name: example(part, depth + 1) for name, part in form.get("properties", {}).items()}
    by_kind = {"date": "2017-01-08", "date-time": "2017-01-08T12:00:00+02:00"}
    by_type = {"string": "…", "integer": 1, "number": 0.5, "boolean": False}
    return by_kind.get(form.get("format", "")) or by_type.get(form.get("type", ""))

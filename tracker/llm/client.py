"""Asking the model: schema → JSON object → plain text, as far down as the server needs; one retry; errors in words."""

import json
import re
from dataclasses import dataclass
from typing import Protocol

import httpx
from pydantic import BaseModel, ValidationError

ANSWER_BYTES = 2_000_000
TRIES = 2


@dataclass(frozen=True)
class Endpoint:
    """Where the model is. `url` is the base of an OpenAI-compatible API, such as http://127.0.0.1:8080/v1."""

    url: str
    model: str
    key: str = ""
    timeout_seconds: float = 30.0


class Gate(Protocol):
    """Whether the model may be asked at all: the day's cap, and a pause after several failures. Shared by workers."""

    def closed(self) -> str | None:
        """Why the model is not asked now, as a sentence; None where it may be. Counts the question."""

    def answered(self) -> None: ...

    def failed(self) -> None: ...


class ModelError(Exception):
    """The model gave nothing that can be used; the text says why, and the rules read instead."""


class _NotThisFormat(Exception):
    """The server does not know this way of asking for JSON."""


def ask(endpoint: Endpoint, messages: list[dict], shape: type[BaseModel]) -> BaseModel:
    """A valid answer. Raises ModelError after one retry, or where no format is understood."""
    formats = [
        {
            "type": "json_schema",
            "json_schema": {"name": "reading", "schema": shape.model_json_schema(), "strict": True},
        },
        {"type": "json_object"},
        None,
    ]
    for wanted in formats:
        try:
            return _asked_twice(endpoint, messages, shape, wanted)
        except _NotThisFormat:
            continue
    raise ModelError("The language model refuses every form of the question.")


def _asked_twice(endpoint: Endpoint, messages: list[dict], shape: type[BaseModel], wanted: dict | None) -> BaseModel:
    trouble = ""
    for _ in range(TRIES):
        try:
            return shape.model_validate_json(_json_in(_post(endpoint, messages, wanted)))
        except httpx.TimeoutException:
            trouble = f"The language model did not answer within {endpoint.timeout_seconds:g} seconds."
        except httpx.HTTPError as error:
            trouble = f"The language model could not be reached ({type(error).__name__})."
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
            trouble = f"The language model's answer has not the shape that was asked for ({where})."
        except ValueError as error:
            trouble = f"The language model's answer is no JSON ({error})."
    raise ModelError(trouble)


def _post(endpoint: Endpoint, messages: list[dict], wanted: dict | None) -> str:
    """The text of the first choice. Raises httpx errors, _NotThisFormat (400, 422), ValueError for other shapes."""
    body = {"model": endpoint.model, "messages": messages, "temperature": 0} | (
        {"response_format": wanted} if wanted else {}
    )
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    address = endpoint.url.rstrip("/") + "/chat/completions"
    with httpx.Client(timeout=endpoint.timeout_seconds, follow_redirects=False) as client:
        answer = client.post(address, json=body, headers=headers)
    if answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY):
        raise _NotThisFormat
    answer.raise_for_status()
    if len(answer.content) > ANSWER_BYTES:
        raise ValueError("it is too long")
    try:
        return str(json.loads(answer.content)["choices"][0]["message"]["content"])
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("it has no choice with a message") from error


def _json_in(text: str) -> str:
    """The JSON object inside an answer that may have words or a code fence around it."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise ValueError("there is no object in it")
    return re.sub(r"\x00", "", text[start : end + 1])

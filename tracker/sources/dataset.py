"""Rows of a data set's API as the CSV file that an import takes, and what its answers have in common."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.sources import fetching
from tracker.sources.items import NotReadable


def to_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """All columns that any row has, in the order in which they appear; b"" without rows."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return b""
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def answer(response: fetching.Response, name: str) -> dict[str, Any]:
    """The JSON object that a service answered. Raises NotReadable, naming the service."""
    try:
        data = json.loads(response.body)
    except (ValueError, RecursionError) as failure:
        raise NotReadable(f"{name} did not answer in JSON.") from failure
    if not isinstance(data, dict):
        raise NotReadable(f"{name} answered in a shape that is not known.")
    return data


def rows_of(data: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    """The list of rows under a key. Raises NotReadable where there is none."""
    rows = data.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotReadable(f"{name} answered without a list of “{key}”.")
    return rows

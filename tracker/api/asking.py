"""What was asked for: page by page, by day, and what of it could not be used."""

import datetime as dt
from collections.abc import Collection
from typing import Any, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tracker.api.problems import Problem
from tracker.forms.known import EARLIEST, LATEST, KnownDay, KnownMoment

Row = TypeVar("Row")
A_PAGE, MOST = 100, 500
LARGEST = 2**31 - 1
PAGING = ("limit", "cursor")


def limit(params: QueryDict) -> tuple[int, list[str]]:
    """How many items an answer may hold, and a note where that is not what was asked for."""
    asked = params.get("limit", "")
    if not asked:
        return A_PAGE, []
    given = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    if 1 <= given <= MOST:
        return given, []
    used = MOST if given else A_PAGE
    words = _("“%(value)s” is no limit between 1 and %(most)s; %(used)s was used.")
    return used, [words % {"value": asked[:60], "most": MOST, "used": used}]


def number_cursor(params: QueryDict) -> int:
    """The number after which to go on. Raises Problem 400 for what `next` never gave."""
    asked = params.get("cursor", "") or "0"
    if not asked.isdecimal() or len(asked) > 10 or int(asked) > LARGEST:
        raise _no_cursor(asked)
    return int(asked)


def day_cursor(params: QueryDict) -> dt.date | None:
    """The day after which to go on; None from the start. Raises Problem 400."""
    asked = params.get("cursor", "")
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if asked and not (day and EARLIEST <= day <= LATEST):
        raise _no_cursor(asked)
    return day


def _no_cursor(asked: str) -> Problem:
    return Problem(400, _("“%(value)s” is no cursor. Take the address that “next” gave.") % {"value": asked[:60]})


def page_of(rows: QuerySet[Row] | list[Row], most: int) -> tuple[list[Row], Row | None]:
    """The first of the rows, and the last of these where more follow. One row more than shown is read, none counted."""
    found = list(rows[: most + 1])
    return found[:most], found[most - 1] if len(found) > most else None


def paging(request: HttpRequest, query: str, most: int, cursor: Any) -> dict[str, Any]:
    """`query`: the filter as understood, so that all pages are cut from one list, also over midnight."""
    if cursor is None:
        return {"limit": most, "next": None}
    asked = "&".join(filter(None, [query, urlencode({"limit": most, "cursor": cursor})]))
    return {"limit": most, "next": request.build_absolute_uri(f"{request.path}?{asked}")}


WHOLE = {"limit": None, "next": None}


def day(params: QueryDict, name: str) -> tuple[dt.date | None, list[str]]:
    """An ISO day of the address, and a note where it is none."""
    return _known(params, name, KnownDay(required=False))


def moment(params: QueryDict, name: str, zone: ZoneInfo) -> tuple[dt.datetime | None, list[str]]:
    """A moment of the address, in the zone where it names none, and a note where it is none."""
    return _known(params, name, KnownMoment(zone, required=False))


def _known(params: QueryDict, name: str, field: KnownDay | KnownMoment) -> tuple[Any, list[str]]:
    found = field.clean(params.get(name, ""))
    words = _("“%(value)s” is no value of “%(name)s” and was ignored.")
    return found, [words % {"value": value[:60], "name": name} for value in field.dropped]


def strays(params: QueryDict, known: Collection[str], several: Collection[str] = ()) -> list[str]:
    """Notes on parameters that this address does not know, and on those given twice where only one counts."""
    unknown = _("“%(name)s” is no parameter of this address and was ignored.")
    twice = _("“%(name)s” was given more than once; the last one counts.")
    return [unknown % {"name": name[:60]} for name in params if name not in known] + [
        twice % {"name": name} for name in known if name not in several and len(params.getlist(name)) > 1
    ]

"""What the shapes of the API's answers are made of."""

import datetime as dt
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Value = TypeVar("Value")
# What is not stated is null, never an empty text.
OrNone = Annotated[Value | None, BeforeValidator(lambda value: None if value == "" else value)]


class Shape(BaseModel):
    """Read from a dict, or from the attributes of a row."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)


class Problem(Shape):
    detail: str = Field(examples=["“soon” is no cursor. Take the address that “next” gave."])


class Paging(Shape):
    limit: int | None = Field(description="The most items of one answer; null where the list is whole.", examples=[100])
    next: str | None = Field(
        description="The address of the next page, with the same filter; null on the last page.",
        examples=["https://tracker.example.org/api/v1/agreements/northland/breaches?f=1&limit=100&cursor=100"],
    )


class About(Shape):
    """What an answer says of itself."""

    notes: list[str] = Field(
        description="What was asked for and could not be used, and what else to know, in words.",
        examples=["“soon” is not a value of the filter “From” and was ignored."],
    )
    time_zone: str | None = Field(
        description="The zone of all days; null where each item names its own.", examples=["Asia/Damascus"]
    )
    data_cutoff: dt.datetime = Field(description="The states were computed from what was known then.")
    method_version: str = Field(description="Of the rule that sets states; see /method/.", examples=["0.3"])
    cite_as: str = Field(examples=["Ceasefire Tracker, Northland ceasefire, …, written 2017-01-08."])


class Listing(About):
    paging: Paging


class Named(Shape):
    key: str = Field(examples=["northland-army"])
    name: str = Field(examples=["Northland army"])


class Citation(Shape):
    publisher: OrNone[str] = Field(None, examples=["Morning Monitor"])
    title: OrNone[str] = None
    url: OrNone[str] = Field(None, examples=["https://monitor.example.org/bulletin-17"])
    published: OrNone[str] = Field(None, examples=["2017-01-02"])


def keyed(rows: Any) -> list[dict[str, str]]:
    """Parties as key and name."""
    return [{"key": row.key, "name": row.name} for row in rows]

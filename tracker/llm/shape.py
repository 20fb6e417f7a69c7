"""The shape of a model's answer, as pydantic models: they give the JSON schema to ask for, and check the answer."""

from datetime import date
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from tracker.vocab import Assertion, BreachMode, ReportKind, SubEventType, TimePrecision, Weapon

KINDS = (ReportKind.INCIDENT_CLAIM, ReportKind.DENIAL, ReportKind.TALLY, ReportKind.CALM, ReportKind.ASSESSMENT)
MOST_CLAIMS, LONGEST_QUOTE, MOST_PEOPLE = 60, 300, 1_000_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Quote(_Strict):
    """The words of the text that say it."""

    quote: str = Field(min_length=1, max_length=LONGEST_QUOTE)


class Number(Quote):
    value: int = Field(ge=0, le=MOST_PEOPLE)


class Days(Quote):
    first: date
    last: date
    precision: Literal[tuple(one.value for one in TimePrecision)]


def answer_model(party_ids: list[str]) -> type[BaseModel]:
    """The model of an answer for one agreement: its parties are the only ones that can be named."""
    ids = StrEnum("PartyId", {f"p{n}": party for n, party in enumerate([*party_ids, "civilians"])})
    party = create_model("PartyQuote", __base__=Quote, party=(ids, ...))
    fields: dict[str, Any] = {
        "kind": (Literal[tuple(kind.value for kind in KINDS)], ...),
        "sub_event_type": (Literal[tuple(one.value for one in SubEventType)] | None, None),
        "breach_mode": (Literal[tuple(one.value for one in BreachMode)] | None, None),
        "weapon": (Literal[tuple(one.value for one in Weapon)] | None, None),
        "assertion": (Literal[tuple(one.value for one in Assertion)], ...),
        "disputed": (Quote | None, None),
        "trigger": (Quote, ...),
        "dates": (Days | None, None),
        "place": (Quote | None, None),
        "region": (Quote | None, None),
        "accused": (list[party], Field(default=[], max_length=8)),
        "target": (list[party], Field(default=[], max_length=8)),
        "killed": (Number | None, None),
        "injured": (Number | None, None),
        "count": (Number | None, None),
        "said_by": (Quote | None, None),
    }
    claim = create_model("ModelClaim", __base__=_Strict, **fields)
    return create_model("Answer", __base__=_Strict, claims=(list[claim], Field(max_length=MOST_CLAIMS)))

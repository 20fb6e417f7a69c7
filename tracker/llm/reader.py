"""`read` by a model: asks, checks every quote against the text, and gives claims in the reader's own shape."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from tracker.extract import Claim, Context, Field, Reading
from tracker.llm.client import Endpoint, Gate, ModelError, ask
from tracker.llm.prompt import messages
from tracker.llm.shape import answer_model
from tracker.vocab import (
    SUB_EVENT_TYPES,
    Assertion,
    BreachMode,
    EventType,
    ReportKind,
    SubEventType,
    TimePrecision,
    Weapon,
)

SURE = 0.6  # below what a rule is worth: a person looks twice
RULE = ("model",)
NOTHING = Field(None, 0.0, (), ())
NOBODY = Field((), 0.0, (), ())
EVENT_OF = {sub: event for event, subs in SUB_EVENT_TYPES.items() for sub in subs}
LONGEST_TEXT = 60_000  # characters; a longer text is left to the rules
FURTHEST = timedelta(days=400)  # a day further from publication is not believed


def read(text: str, published_at: date | datetime | None, context: Context, endpoint: Endpoint, gate: Gate) -> Reading:
    """Claims that the model finds, each field with words of the text. Raises ModelError: the rules have to read."""
    if len(text) > LONGEST_TEXT:
        raise ModelError("The text is too long for the language model.")
    if why := gate.closed():
        raise ModelError(why)
    shape = answer_model([party.id for party in context.parties])
    try:
        answer = ask(endpoint, messages(text, published_at, context), shape)
    except ModelError:
        gate.failed()
        raise
    gate.answered()
    check = _Check(text, published_at)
    claims = [made for told in answer.claims if (made := _claim(told, check))]
    return Reading(tuple(claims), (), tuple(check.warnings), f"model:{endpoint.model}"[:40])


class _Check:
    """What is believed: a quote that stands in the text, a day that is not far from publication."""

    def __init__(self, text: str, published_at: date | datetime | None):
        self.text = text
        self.published = published_at.date() if isinstance(published_at, datetime) else published_at
        self.warnings: list[str] = []

    def spans(self, quote: str) -> tuple[tuple[int, int], ...]:
        at = self.text.find(quote)
        if at < 0:
            warning = "The language model quoted words that the text does not have; these fields were left out."
            self.warnings += [] if warning in self.warnings else [warning]
            return ()
        return ((at, at + len(quote)),)

    def field(self, told: Any, value: Any = None) -> Field:
        """A field with its evidence; nothing where there is none."""
        spans = self.spans(told.quote) if told is not None else ()
        return Field(told.quote if value is None else value, SURE, spans, RULE) if spans else NOTHING

    def believes(self, day: date) -> bool:
        return self.published is None or abs(day - self.published) <= FURTHEST


def _claim(told: Any, check: _Check) -> Claim | None:
    """One claim; None where even its trigger is not in the text."""
    trigger = check.field(told.trigger)
    if trigger is NOTHING:
        return None
    here = trigger.spans
    made: dict[str, Field] = {f.name: NOTHING for f in fields(Claim) if f.name != "sentence"}
    made |= {
        "kind": Field(ReportKind(told.kind), SURE, here, RULE),
        "trigger": trigger,
        "assertion": Field(Assertion(told.assertion), SURE, here, RULE),
        "place_text": check.field(told.place),
        "region_text": check.field(told.region),
        "origin": check.field(told.said_by),
        "disputed": check.field(told.disputed, True) if told.disputed else Field(False, SURE, (), RULE),
        "accused": _parties(told.accused, check),
        "target": _parties(told.target, check),
        "injured": check.field(told.injured, told.injured.value) if told.injured else NOTHING,
        "count": check.field(told.count, told.count.value) if told.count else Field(1, SURE, (), RULE),
        "time_precision": Field(TimePrecision.UNKNOWN, SURE, (), RULE),
    }
    made |= _event(told, here) | _days(told.dates, check) | _killed(told.killed, check)
    return Claim(**made, sentence=_sentence(check.text, here[0]))


def _event(told: Any, here: tuple) -> dict[str, Field]:
    if told.sub_event_type is None:
        return {}
    sub = SubEventType(told.sub_event_type)
    return {
        "event_type": Field(EventType(EVENT_OF[sub]), SURE, here, RULE),
        "sub_event_type": Field(sub, SURE, here, RULE),
        "weapon": Field(Weapon(told.weapon) if told.weapon else Weapon.UNSTATED, SURE, here, RULE),
        "breach_mode": Field(BreachMode(told.breach_mode) if told.breach_mode else BreachMode.COMBAT, SURE, here, RULE),
    }


def _days(told: Any, check: _Check) -> dict[str, Field]:
    if told is None or told.last < told.first or not (check.believes(told.first) and check.believes(told.last)):
        return {}
    first = check.field(told, told.first)
    if first is NOTHING:
        return {}
    return {
        "date_from": first,
        "date_to": check.field(told, told.last),
        "time_precision": check.field(told, TimePrecision(told.precision)),
    }


def _killed(told: Any, check: _Check) -> dict[str, Field]:
    if told is None:
        return {}
    number = check.field(told, told.value)
    return dict.fromkeys(("fatalities_low", "fatalities_best", "fatalities_high"), number)


def _parties(told: list, check: _Check) -> Field:
    """The parties whose quotes stand in the text."""
    found = [(one.party.value, check.spans(one.quote)) for one in told]
    found = [(party, spans) for party, spans in found if spans]
    if not found:
        return NOBODY
    return Field(
        tuple(dict.fromkeys(party for party, _ in found)),
        SURE,
        tuple(span for _, spans in found for span in spans),
        RULE,
    )


def _sentence(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The sentence around a quote, roughly: from the last full stop before it to the next one behind."""
    start = max(text.rfind(mark, 0, span[0]) for mark in (". ", "\n", "! ", "? "))
    ends = [at for mark in (". ", "\n", "! ", "? ") if (at := text.find(mark, span[1])) >= 0]
    return (start + 1 if start >= 0 else 0), (min(ends) + 1 if ends else len(text))

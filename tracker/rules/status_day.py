"""The stored result of a region and a day: two tracks, what they rest on, and their form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tracker.rules.coverage import CoverageSummary
from tracker.rules.parameters import METHOD_VERSION
from tracker.rules.status import Step
from tracker.rules.status_hold import Held
from tracker.vocab import State

# Flat names of the possible track's values; the others take the ending "_possible".
_POSSIBLE_NAMES = {"state": "possible_state", "raw_state": "raw_possible"}


@dataclass(frozen=True)
class Track:
    """One track of a day: the confirmed breaches alone, or with the possible ones.

    `state` is shown, `raw_state` what the day's inputs say by rule number `rule`; `ladder` holds every rule down to it.
    `ratio` and its interval compare with the baseline; None without one.
    """

    state: State
    raw_state: State
    rule: int
    held_because: str = ""
    stale_since: date | None = None
    last_known: State | None = None
    days_with: int = 0
    origins: int = 0
    breach_ids: tuple[str, ...] = ()
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p_over: float | None = None
    ladder: tuple[Step, ...] = ()

    @property
    def held(self) -> Held:
        """What the next day goes on from."""
        return Held(self.state, self.held_because, self.stale_since, self.last_known)

    def in_words(self) -> str:
        """The shown state, with the last known one where there is no information."""
        return f"{self.state.label} (last known: {self.last_known.label})" if self.last_known else self.state.label


@dataclass(frozen=True)
class DayStatus:
    """How a region stands on one local day. `c`, `u` and `badges` count breaches of the window by cell (with `count`).

    `unverified` counts un-refuted claims in scope that stand in neither count: badges, and those parked as
    unverifiable. `ledgers` counts monitors' own counts above zero for days of the window.
    """

    day: date
    confirmed: Track
    possible: Track
    c: int
    u: int
    badges: int
    unverified: int
    ledgers: int
    provisional: bool
    coverage: CoverageSummary
    method_version: str = METHOD_VERSION

    @property
    def state(self) -> State:
        return self.confirmed.state

    @property
    def possible_state(self) -> State:
        return self.possible.state

    def in_words(self) -> str:
        """Both answers: "Strained, possibly Violated"; one where they agree, with the claims that nobody verified."""
        words = self.confirmed.in_words()
        if self.possible.state is not self.confirmed.state:
            return f"{words}, possibly {self.possible.in_words()}"
        if self.state is State.NO_INFORMATION and self.unverified:
            return f"{words}, {self.unverified} unverified {'claim' if self.unverified == 1 else 'claims'}"
        return words

    def as_json(self) -> dict[str, Any]:
        """Flat, of plain values only: the confirmed track by its own names, the possible one beside it."""
        plain = {
            "day": self.day.isoformat(),
            "c": self.c,
            "u": self.u,
            "badges": self.badges,
            "unverified": self.unverified,
            "ledgers": self.ledgers,
            "provisional": self.provisional,
            "coverage": self.coverage.as_json(),
            "method_version": self.method_version,
        }
        for item in fields(Track):
            plain[item.name] = _plain(getattr(self.confirmed, item.name))
            plain[_possible_name(item.name)] = _plain(getattr(self.possible, item.name))
        return plain

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "DayStatus":
        """The result that `as_json` wrote."""
        names = [item.name for item in fields(Track)]
        return cls(
            day=date.fromisoformat(row["day"]),
            confirmed=_track({name: row[name] for name in names}),
            possible=_track({name: row[_possible_name(name)] for name in names}),
            coverage=CoverageSummary.from_json(row["coverage"]),
            **{
                name: row[name]
                for name in ("c", "u", "badges", "unverified", "ledgers", "provisional", "method_version")
            },
        )


def _possible_name(name: str) -> str:
    return _POSSIBLE_NAMES.get(name, f"{name}_possible")


def _plain(value: Any) -> Any:
    if isinstance(value, State):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Step):
        return {**value._asdict(), "state": value.state.value}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _track(values: dict[str, Any]) -> Track:
    ladder = tuple(Step(**{**step, "state": State(step["state"])}) for step in values["ladder"])
    since, last = values["stale_since"], values["last_known"]
    return Track(
        **{
            **values,
            "state": State(values["state"]),
            "raw_state": State(values["raw_state"]),
            "stale_since": date.fromisoformat(since) if since else None,
            "last_known": State(last) if last else None,
            "breach_ids": tuple(values["breach_ids"]),
            "ladder": ladder,
        }
    )

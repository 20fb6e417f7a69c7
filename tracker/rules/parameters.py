"""The thresholds of the status rule, each with its reason, and the version of the method.

The method page is generated from `explained`. A change of any value or rule raises METHOD_VERSION.
"""

from dataclasses import dataclass, field, fields
from typing import Any

METHOD_VERSION = "0.3"


def _threshold(value: float, reason: str) -> Any:
    return field(default=value, metadata={"reason": reason})


@dataclass(frozen=True)
class Parameters:
    """Every number that the rule uses. Days are local days of the agreement, hours are real hours.

    The reason and source of each stand beside it, and `explained` hands them out. "Own choice" marks a value that no
    source gives; the simulation in tests/rules/test_collapsed_simulation.py measures those of rule 3.
    """

    window_days: int = _threshold(
        7, "Own choice: a week evens out weekdays and is the period of most monitors' summaries."
    )
    collapsed_share: float = _threshold(
        0.75,
        "Own choice: the rate is back at three quarters of what it was before, so the ceasefire changes little; "
        "at a quarter the simulation raises no alarm, at one and a half times it nearly always does.",
    )
    collapsed_probability: float = _threshold(
        0.90, "Own choice: nine in ten by the ratio's posterior (Gamma rates, Beta tail), the usual one-sided bar."
    )
    collapsed_days_running: int = _threshold(2, "Own choice: one bad day is a violation and not an end.")
    collapsed_breaches: int = _threshold(
        10, "Own choice: below ten events a ratio of rates is too wide to rest the gravest state on; raw, not divided."
    )
    collapsed_on_days: int = _threshold(3, "Own choice: one battle reported many times is not a collapse.")
    collapsed_origins: int = _threshold(
        2, "No state as grave may rest on one voice; the same bar as corroboration. A named mission meets it alone."
    )
    violated_severity: int = _threshold(
        3, "A death, an air strike or a position taken: the events that agreements themselves name as serious."
    )
    violated_on_days: int = _threshold(3, "Own choice: breaches on three of seven days are a pattern, two are not.")
    violated_mission_share: float = _threshold(
        0.5,
        "Where a mission's tallies stand for the breaches, hundreds a day can be normal: half of the rate before.",
    )
    coverage_origins: int = _threshold(
        2, "Silence is not calm: Holding needs two independent origins that published about the region."
    )
    coverage_non_parties: int = _threshold(1, "A party's word that all is calm is not enough: one must be no party.")
    normal_weeks: int = _threshold(4, "Own choice: an item in four of six weeks makes a source one that reports.")
    normal_of_weeks: int = _threshold(6, "Own choice: six weeks bridge a holiday or an outage of one week or two.")
    stale_days: int = _threshold(
        7, "Own choice: as long as the window; after it nothing that the held state was read from is left in it."
    )
    provisional_hours: int = _threshold(
        72, "First reports of a ceasefire's start are corrected most; own choice of three days."
    )
    baseline_events: int = _threshold(10, "Below ten events before, a ratio says nothing: no baseline.")
    interval: float = _threshold(
        0.90, "5 to 95 %: wide enough to show the doubt, and near the one-sided bar of rule 3."
    )

    @classmethod
    def explained(cls) -> list[tuple[str, float, str]]:
        """(name, value, reason) of every threshold in the order above."""
        return [(item.name, item.default, item.metadata["reason"]) for item in fields(cls)]

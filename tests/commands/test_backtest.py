"""`manage.py backtest` on a small data set of our own: what counts, what it is held against, and what must hold."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from tests.views import cast
from tracker.management.backtest import Backtest, rank_correlation
from tracker.models import Party, Role
from tracker.vocab import Scope, State

pytestmark = pytest.mark.django_db
HEADER = (
    "id,type_of_violence,side_a,side_b,where_coordinates,adm_1,latitude,longitude,where_prec,date_start,date_end,best,"
    "source_original\n"
)
EFFECT = dt.date(2020, 3, 1)


def row(number: int, day: dt.date, side_a="Northland army", side_b="Southern Front", source="Wire", lat=10.5) -> str:
    return f"{number},1,{side_a},{side_b},Village,Alder,{lat},11.0,1,{day},{day},1,{source}\n"


@pytest.fixture
def northland():
    agreement = cast.agreement()
    for key, name, role in (("front", "Southern Front", "signatory"), ("band", "Black Band", "excluded")):
        party = Party.objects.create(key=key, name=name, kind="rebel_group")
        Role.objects.create(agreement=agreement, party=party, role=role)
    return agreement


def events(*, before: int, after: int) -> str:
    """So many events a day in the six weeks before effect, and in the nine after it, of two sources."""
    days = [EFFECT + dt.timedelta(days=step) for step in range(-42, 63)]
    rows, number = [], 0
    for day in days:
        for turn in range(before if day < EFFECT else after):
            number += 1
            rows.append(row(number, day, source=("Wire", "Daily")[turn % 2]))
    return HEADER + "".join(rows)


def backtest(agreement, text: str) -> Backtest:
    return Backtest(agreement, text.encode(), EFFECT + dt.timedelta(days=62))


def test_as_many_events_as_before_are_a_collapse_and_far_fewer_are_not(northland):
    day = EFFECT + dt.timedelta(days=20)
    assert backtest(northland, events(before=3, after=4)).states()["NL-A", day] == State.COLLAPSED
    assert backtest(northland, events(before=8, after=1)).states()["NL-A", day] == State.VIOLATED


def test_acts_against_an_excluded_group_do_not_count(northland):
    day = EFFECT + dt.timedelta(days=3)
    test = backtest(northland, HEADER + row(1, day, side_b="Black Band") + row(2, day))
    assert {event.breach.id: event.breach.scope for event in test.events}["2"] == Scope.BREACH
    assert [event.breach.id for event in test.counted()] == ["2"]
    assert test.weekly() == {("NL-A", 0): 1}
    assert (test.cumulative(3), test.cumulative(4)) == (0, 1)


def test_grave_events_that_go_on_are_never_called_holding_or_unknown(northland):
    states = backtest(northland, events(before=2, after=2)).states()
    later = {state for (_, day), state in states.items() if day > EFFECT + dt.timedelta(days=8)}
    assert later <= {State.VIOLATED, State.COLLAPSED}


@pytest.mark.parametrize(
    ("pairs", "rho"),
    [([(1, 1), (2, 2), (3, 3)], 1.0), ([(1, 3), (2, 2), (3, 1)], -1.0), ([(1, 1), (1, 2)], 0.0),
     ([(1, 1), (1, 1), (2, 3), (3, 2)], 0.778)],
)  # fmt: skip
def test_the_rank_correlation(pairs, rho):
    assert rank_correlation(pairs) == pytest.approx(rho, abs=0.001)


def test_the_command_prints_its_table_and_fails_where_an_expectation_does(northland, tmp_path):
    (tmp_path / "events.csv").write_text(events(before=8, after=1))
    (tmp_path / "reference.csv").write_text("admin1,week,covered,events\nAlder,0,true,7\nAlder,1,false,9\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 expectations do not hold"):
        call_command("backtest", agreement="northland", events=tmp_path / "events.csv",
                     reference=tmp_path / "reference.csv", stdout=out)  # fmt: skip
    assert "Alder" in out.getvalue()
    assert "7/7" in out.getvalue()


def test_what_is_missing_is_said(northland, tmp_path):
    with pytest.raises(CommandError, match="Load the example"):
        call_command("backtest", agreement="other")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("backtest", agreement="northland", events=tmp_path / "none.csv", reference=tmp_path / "none.csv")

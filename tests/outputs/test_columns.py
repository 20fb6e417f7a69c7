"""The columns in memory answer as SQL does, whatever the filter, and follow whatever changes."""

import datetime as dt
import random
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from django.core.paginator import Paginator
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone

from tests.actions.test_imports import match, run, taken_in
from tests.outputs import crowds
from tests.outputs.crowds import DAYS, MANY, random_filters
from tests.views import cast
from tracker.actions import breaches, desk, joining, log, review, undoing
from tracker.actions import imports as imports_actions
from tracker.forms.filters import FilterForm
from tracker.models import Agreement, Breach, Decision
from tracker.outputs import columns, counts, dashboard, features
from tracker.outputs.brief import brief
from tracker.outputs.columns import keeping
from tracker.outputs.filters import LISTS, Filters
from tracker.outputs.listing import latest_reports, newest_first
from tracker.outputs.stacks import stacked
from tracker.vocab import Group, Scope, Verb, Verification

pytestmark = pytest.mark.django_db
WORLD = [(0, 1 << 48)]


@pytest.fixture(autouse=True)
def every_agreement_is_large(monkeypatch):
    monkeypatch.setattr(keeping, "SMALLEST", 0)
    keeping.forget()
    yield
    keeping.forget()


def looked_at() -> Agreement:
    """As a page fetches it."""
    return dashboard.with_cursor(Agreement.objects.with_terms()).get(key="northland")


@pytest.fixture
def crowd():
    return crowds.crowd()


@dataclass
class Answers:
    """All that pages ask of the breaches that a filter shows."""

    tally: columns.Tally
    by_words: dict
    by_accused: list
    daily: dict
    map: dict
    listed: list
    reports: list
    names: dict
    brief: tuple
    stacks: list


def asked(agreement: Agreement, filters: Filters) -> Answers:
    placed = features._placed(filters, WORLD)
    order = np.argsort(placed["pk"])
    told = brief(agreement, dt.date(2020, 3, 5), user=None, now=timezone.now())
    return Answers(
        tally=counts.Counts(filters)._tally,
        by_words=counts.by_words(filters),
        by_accused=counts.by_accused(filters),
        daily=counts.daily_by_region(agreement, DAYS[3], DAYS[9]),
        map={name: column[order].tolist() for name, column in placed.items()},
        listed=[breach.pk for breach in newest_first(filters)[3:20]],
        reports=[_page(latest_reports(filters, user)) for user in (None, SimpleNamespace(is_editor=True))],
        names=FilterForm(agreement, [], QueryDict())._names,
        brief=(told["key_figures"], told["unknown"], [row["breach"].pk for row in told["notable"]]),
        stacks=[sorted(stacked(filters, user)) for user in (None, SimpleNamespace(is_editor=True))],
    )


def _page(reports) -> tuple[int, list[int]]:
    """How many there are, and those of a page in the middle."""
    return Paginator(reports, 5).count, [report.pk for report in reports[2:20]]


def by_sql(filters: Filters) -> Answers:
    """The same without columns: an agreement without a cursor has none."""
    plain = Agreement.objects.with_terms().get(key="northland")
    return asked(plain, Filters(**{name: getattr(filters, name) for name in KEPT} | {"agreement": plain}))


KEPT = ("first", "last", *LISTS, "text", "by")


def agree(agreement: Agreement, filters: Filters) -> None:
    assert columns.shown_in_columns(filters) is not None
    assert asked(agreement, filters) == by_sql(filters)


def test_they_answer_as_sql_does_for_any_filter(crowd):
    agreement, chance = looked_at(), random.Random(11)
    for _ in range(40):
        agree(agreement, random_filters(agreement, chance))


def test_a_filter_that_they_do_not_know_is_left_to_sql(crowd, monkeypatch):
    agreement = looked_at()
    assert columns.shown_in_columns(Filters(agreement, by="accused", notes=("A note.",))) is not None
    assert columns.shown_in_columns(Filters(agreement, known=timezone.now())) is None
    monkeypatch.setattr("tracker.outputs.columns.shown.KNOWN", frozenset({"agreement", "first", "last"}))
    assert columns.shown_in_columns(Filters(agreement)) is not None
    assert columns.shown_in_columns(Filters(agreement, scope=("breach",))) is None


def test_a_small_agreement_needs_none(crowd, monkeypatch):
    monkeypatch.setattr(keeping, "SMALLEST", MANY + 1)
    assert columns.columns_of(looked_at()) is None


class Desk:
    """An editor at work; each act is one change that the columns have to follow."""

    def __init__(self, agreement: Agreement):
        self.agreement, self.by = agreement, cast.account(Group.EDITOR)
        for number in (1, 2, 3):
            Breach.objects.filter(number=number).update(verification="unconfirmed", work_state="new", scope="breach")

    def breach(self, number: int) -> Breach:
        return Breach.objects.with_claims().get(number=number)

    def act(self, verb, number: int, **more):
        breach = self.breach(number)
        return verb(breach=breach, by=self.by, version=breach.version, now=timezone.now(), **more)

    def undo(self, verb: Verb):
        decision = Decision.objects.standing().filter(verb=verb).latest("pk")
        undoing.undo(decision=decision, by=self.by, now=timezone.now())

    def open(self):
        cast.breach(self.agreement, 900, cast.source("voice-1"))

    def decide(self):
        self.act(review.decide, 1, verification=Verification.REFUTED, reason_code="other", reason="No.")

    def merge(self):
        self.act(joining.merge, 1, into=self.breach(2))

    def split(self):
        breach = self.breach(3)
        report = cast.claim(self.agreement, 901, cast.source("voice-4"))
        breaches.attach(report=report, breach=breach, now=timezone.now())
        self.act(joining.split, 3, reports=[report], reason="Two.")

    def pin(self):
        self.act(desk.correct, 1, changes={"lat": 11.5, "lon": 10.2})

    def accuse(self):
        self.act(desk.correct, 2, changes={"accused": ["guard"], "date_from": DAYS[4], "date_to": DAYS[4]})

    def scope(self):
        self.act(desk.set_scope, 3, scope=Scope.PERMITTED, reason="So.")

    def import_table(self):
        match(run(taken_in(self.agreement)))

    def import_undone(self):
        batch = run(taken_in(self.agreement))
        match(batch)
        columns.columns_of(looked_at())
        imports_actions.undo(batch=batch, by=self.by, now=timezone.now())


ACTS = {
    "a new breach": ["open"],
    "a decision": ["decide"],
    "a decision undone": ["decide", ("undo", Verb.DECIDED)],
    "a merge": ["merge"],
    "a merge undone": ["merge", ("undo", Verb.MERGED)],
    "a split": ["split"],
    "a split undone": ["split", ("undo", Verb.SPLIT)],
    "a pin moved": ["pin"],
    "other parties and another day": ["accuse"],
    "a correction undone": ["accuse", ("undo", Verb.CORRECTED)],
    "another scope": ["scope"],
    "an import": ["import_table"],
    "an import undone": ["import_undone"],
}


@pytest.mark.parametrize("acts", ACTS.values(), ids=ACTS.keys())
def test_they_follow(crowd, acts):
    at_desk = Desk(crowd)
    before = columns.columns_of(looked_at())
    for name, *more in ((act,) if isinstance(act, str) else act for act in acts):
        getattr(at_desk, name)(*more)
        agreement, chance = looked_at(), random.Random(3)
        after = columns.columns_of(agreement)
        assert after is not before
        assert after.stamp == keeping.stamp_of(agreement.pk)
        for _ in range(2):
            agree(agreement, random_filters(agreement, chance))
        agree(agreement, Filters(agreement))
        before = after


def test_what_no_change_names_is_found_by_its_version(crowd, monkeypatch):
    for most in (keeping.MOST_ANEW, 0):
        monkeypatch.setattr(keeping, "MOST_ANEW", most)
        columns.columns_of(looked_at())
        Breach.objects.filter(number__lt=15).update(severity=4, verification="confirmed", version=F("version") + 1)
        log.change(Verb.IMPORTED, now=timezone.now(), agreement=crowd)
        agreement = looked_at()
        agree(agreement, Filters(agreement, verification=("confirmed",)))


def test_they_are_read_once_for_as_long_as_nothing_changes(crowd, django_assert_num_queries):
    agreement = looked_at()
    held = columns.columns_of(agreement)
    with django_assert_num_queries(0):
        assert columns.columns_of(agreement) is held


def test_few_agreements_are_held(crowd, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_AGREEMENTS", 1)
    columns.columns_of(looked_at())
    cast.agreement("southland")
    second = dashboard.with_cursor(Agreement.objects.with_terms()).get(key="southland")
    assert len(columns.columns_of(second)) == 0
    assert list(keeping._kept) == [second.pk]


def test_the_page_asks_at_most_fifteen_questions_also_right_after_a_change(
    crowd, client, django_assert_max_num_queries
):
    address = "/agreements/northland/?f=1"
    assert client.get(address).status_code == 200
    at_desk = Desk(crowd)
    for act in (lambda: None, at_desk.decide, at_desk.open):
        act()
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200

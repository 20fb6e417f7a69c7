"""The drill itself, on a scratch installation: sources, chaos, and the count at the end."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from tracker import tasks
from tracker.actions import lists
from tracker.actions import sources as source_actions
from tracker.management.drill.sources import Feeds, served
from tracker.management.drill.stack import WORKERS, Stack
from tracker.models import Account, Agreement, Document, Report, Source, StatusDue
from tracker.vocab import ReportKind, StepState

POLL_SECONDS = 1.0
SEED = 30_12_2016


@dataclass(frozen=True)
class Plan:
    """How many documents from how many sources, over how many seconds, and what is killed meanwhile."""

    documents: int
    sources: int
    seconds: float
    worker_kills: int
    broker_kills: int
    patience: float


def run(plan: Plan, agreement: Agreement, by: Account) -> Iterator[str]:
    """Lines of what happens; the last of them are the counts. Raises AssertionError where something is amiss."""
    chance = random.Random(SEED)  # noqa: S311 - a drill, no secret
    feeds = Feeds(plan.sources, plan.documents // plan.sources, plan.seconds, chance)
    with served(feeds) as address, Stack() as stack:
        names = _sources(plan, address, agreement, by)
        started = time.monotonic()
        yield from _chaos(plan, stack, names, by, chance)
        feeds.calm = True
        settled = _wait(plan, names, by)
        yield f"{feeds.asked} polls, {feeds.refused} of them answered badly; {time.monotonic() - started:.0f} s in all."
        yield from count(plan, settled)


def _sources(plan: Plan, address: str, agreement: Agreement, by: Account) -> list[Source]:
    made = []
    for number in range(plan.sources):
        source = source_actions.find_or_add(name=f"Drill {number}", by=by, now=timezone.now(), agreement=agreement)
        source.feed_url = f"{address}/{number}"
        lists.save(row=source, by=by, now=timezone.now())
        made.append(source)
    return made


def _chaos(plan: Plan, stack: Stack, names: list[Source], by: Account, chance: random.Random) -> Iterator[str]:
    """Polls go on all the time; between them, at even distances and in random order, something is killed."""
    blows = ["worker"] * plan.worker_kills + ["valkey"] * plan.broker_kills + ["flush", "web"]
    chance.shuffle(blows)
    apart = plan.seconds / len(blows)
    due = time.monotonic() + apart
    while blows:
        _poll(names, by)
        if time.monotonic() >= due:
            blow = blows.pop()
            due += apart
            if blow == "flush":
                stack.flush()
            else:
                stack.kill(chance.choice(WORKERS) if blow == "worker" else blow)
            did = "Flushed the broker" if blow == "flush" else f"Killed: {blow}"
            yield f"{did}; {Document.objects.count()} documents stored by then."
        time.sleep(POLL_SECONDS)


def _poll(names: list[Source], by: Account) -> None:
    for source in names:
        source_actions.ask_for_poll(source=source, by=by, now=timezone.now())
        if not tasks.ring(tasks.poll_source, source.pk):
            break


def _wait(plan: Plan, names: list[Source], by: Account) -> bool:
    """Until everything is in and nothing waits; False if that does not come."""
    end = time.monotonic() + plan.patience
    while time.monotonic() < end:
        if Document.objects.filter(source__in=names).count() < plan.documents:
            _poll(names, by)
        elif not _stuck() and not StatusDue.objects.exists():
            return True
        time.sleep(POLL_SECONDS)
    return False


def _stuck() -> int:
    waiting = [rows.exclude(step=StepState.DONE.value).count() for rows in (Document.objects, Report.objects)]
    return sum(waiting)


def count(plan: Plan, settled: bool) -> Iterator[str]:
    """The counts, against what they have to be. Raises AssertionError where one is another."""
    documents = Document.objects.filter(source__key__startswith="drill-")
    per_item = documents.values("source", "external_id").annotate(rows=Count("pk"))
    claims = Report.objects.filter(document__in=documents, kind=ReportKind.INCIDENT_CLAIM.value)
    per_document = claims.values("document").annotate(rows=Count("pk"))
    per_claim = claims.annotate(behind=Count("breaches"))
    found = {
        "documents stored": (documents.count(), plan.documents),
        "items lost": (plan.documents - per_item.count(), 0),
        "items stored twice": (per_item.filter(rows__gt=1).count(), 0),
        "documents read": (documents.filter(step=StepState.DONE.value).count(), plan.documents),
        "documents with their one claim": (per_document.filter(rows=1).count(), plan.documents),
        "claims placed in their region": (claims.filter(region__code="SY-HM").count(), plan.documents),
        "claims behind one breach": (per_claim.filter(behind=1).count(), plan.documents),
        "steps stuck": (_stuck(), 0),
    }
    for name, (is_so, should_be) in found.items():
        yield f"{name}: {is_so:,}" + ("" if is_so == should_be else f"; it should be {should_be:,}")
    wrong = [name for name, (is_so, should_be) in found.items() if is_so != should_be]
    if wrong or not settled:
        raise AssertionError(f"Something is amiss: {', '.join(wrong) or 'not all was done in time'}.")

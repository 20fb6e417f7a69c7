"""The editor's queue: what waits, by its effect on a region's status, and what is not a breach yet."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from tracker.models import Agreement, Breach, Party, Region, RegionStatus, Report, Role, Source
from tracker.outputs.filters import membership_links, precision_levels, role_spans
from tracker.rules.standing import with_members
from tracker.vocab import GeoPrecision, ReportKind, Scope, StepState, Verification, WorkState

UNDECIDED = (Verification.UNCONFIRMED.value, Verification.CORROBORATED.value)
IN_SCOPE = (Scope.BREACH.value, Scope.CONTESTED.value)
WAITING = "waiting"
CHOSEN_BY_NAME = ("agreement", "region", "accused", "source", "target", "origin")
MOST_NAMES = 100


@dataclass(frozen=True)
class QueueFilter:
    """`state` is "waiting" or a work state; `whose` is "", "mine" or "nobody"; the others "" or None where all are
    meant, and otherwise what they are in outputs.filters.Filters, but `severity` is the least.
    """

    state: str = WAITING
    whose: str = ""
    agreement: str = ""
    region: str = ""
    severity: int | None = None
    words: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    event_type: str = ""
    accused: str = ""
    source: str = ""
    breach_mode: str = ""
    target: str = ""
    role: str = ""
    precision: str = ""
    origin: str = ""


def queue(asked: QueueFilter, user) -> QuerySet:
    """The breaches that wait: first those that may move a region's state, then the gravest, then the oldest."""
    rows = _chosen(asked, user).annotate(moves=_moves())
    return rows.order_by("-moves", "-severity", "known_at", "pk")


def choices() -> dict[str, list[tuple[str, str]]]:
    """Key and name of what the filter can name, by field and in the order of the names, all by one query."""
    short = Coalesce(NullIf("short_name", Value("")), "name")
    rows = Agreement.objects.order_by().values_list(Value("agreement"), "key", short).union(
        Region.objects.filter(coverage__isnull=False).order_by().values_list(Value("region"), "code", "name"),
        Party.objects.order_by().values_list(Value("accused"), "key", "name"),
        Source.objects.filter(is_protected=False).order_by().values_list(Value("source"), "key", "name"),
    )  # fmt: skip
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in CHOSEN_BY_NAME}
    for field, key, name in sorted(rows, key=lambda row: row[2].casefold()):
        found[field].append((key, name))
    return found | {"target": found["accused"], "origin": found["source"]}


def _chosen(asked: QueueFilter, user) -> QuerySet:
    if asked.state == WAITING:
        rows = Breach.objects.waiting().filter(verification__in=UNDECIDED, scope__in=IN_SCOPE)
    else:
        rows = Breach.objects.filter(merged_into__isnull=True, work_state=asked.state)
    if asked.whose:
        rows = rows.filter(assigned_to=user if asked.whose == "mine" else None)
    exact = {
        "agreement__key": asked.agreement,
        "region__code": asked.region,
        "severity__gte": asked.severity,
        "event_type": asked.event_type,
        "breach_mode": asked.breach_mode,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value}).between(asked.first, asked.last)
    rows = _of_parties(rows, asked)
    if asked.precision:
        rows = rows.precise_to(precision_levels([asked.precision]))
    if asked.source:
        rows = rows.from_sources([asked.source])
    if asked.origin:
        rows = rows.first_said_by([asked.origin])
    return rows.matching_words(asked.words) if asked.words else rows


def _of_parties(rows: QuerySet, asked: QueueFilter) -> QuerySet:
    if not (asked.accused or asked.target or asked.role):
        return rows
    links = membership_links()
    if asked.accused:
        rows = rows.with_accused(with_members([asked.accused], links))
    if asked.target:
        rows = rows.with_target(with_members([asked.target], links))
    if asked.role:
        held = role_spans(Role.objects.filter(role=asked.role).select_related("party"), [asked.role])
        rows = rows.with_accused_at_times({span: with_members(keys, links) for span, keys in held.items()})
    return rows


def _moves() -> Case:
    """1 where the rule's two answers differ for the region on the breach's day: a decision may settle which holds."""
    open_question = (
        RegionStatus.objects.current()
        .filter(agreement=OuterRef("agreement"), region=OuterRef("region"), day=OuterRef("date_to"))
        .exclude(state=F("possible_state"))
    )
    return Case(When(Exists(open_question), then=Value(1)), default=Value(0), output_field=IntegerField())


def counts(asked: QueueFilter, user) -> dict[str, int]:
    """How many wait, by work state, and how many are the editor's own, within the rest of the filter."""
    found = _chosen(replace(asked, state=WAITING, whose=""), user).aggregate(
        waiting=Count("pk", distinct=True),
        new=Count("pk", distinct=True, filter=Q(work_state=WorkState.NEW.value)),
        in_review=Count("pk", distinct=True, filter=Q(work_state=WorkState.IN_REVIEW.value)),
        needs_help=Count("pk", distinct=True, filter=Q(work_state=WorkState.NEEDS_HELP.value)),
        mine=Count("pk", distinct=True, filter=Q(assigned_to=user)),
        nobody=Count("pk", distinct=True, filter=Q(assigned_to__isnull=True)),
    )
    return found | {"leads": leads().count()}


def neighbours(breach: Breach, asked: QueueFilter, user, beside: int = 7) -> tuple[list[Breach], int, int]:
    """The queue around a breach: some rows from it on, its place (0 where it is not in the queue), and the length."""
    keys = list(queue(asked, user).values_list("pk", flat=True))
    at = keys.index(breach.pk) if breach.pk in keys else -1
    start = max(0, at - 2)
    chosen = keys[start : start + beside]
    rows = Breach.objects.with_names().in_bulk(chosen)
    return [rows[pk] for pk in chosen if pk in rows], at + 1, len(keys)


def next_in(asked: QueueFilter, user, after: int) -> Breach | None:
    """The breach at a place of the queue (0 is the first), or its first one beyond the end; None when it is empty."""
    rows = queue(asked, user).select_related("agreement")
    return rows[after : after + 1].first() or rows.first()


def leads() -> QuerySet:
    """Sentences with the words of a conflict that no rule read; the latest first."""
    return Report.objects.open_leads().select_related("agreement", "document__source", "origin").order_by("-pk")


def unresolved_names(agreement: Agreement | None) -> list[dict]:
    """Names of claims that no party of ours has, the most frequent first, each with one claim that uses it."""
    rows = Report.objects.claims().filter(Q(accused_text__gt="") | Q(target_text__gt=""))
    if agreement:
        rows = rows.filter(agreement=agreement)
    found: Counter = Counter()
    example: dict[str, int] = {}
    for pk, accused, target in rows.values_list("pk", "accused_text", "target_text"):
        for name in {part.strip() for part in (*accused.split(";"), *target.split(";")) if part.strip()}:
            found[name] += 1
            example[name] = pk
    most = found.most_common(MOST_NAMES)
    reports = Report.objects.prefetch_related("breaches__agreement").in_bulk([example[name] for name, _ in most])
    return [{"name": name, "count": count, "report": reports.get(example[name])} for name, count in most]


def unplaced(agreement: Agreement | None) -> QuerySet:
    """Claims whose place the gazetteer does not know: name → number of claims, the most frequent first."""
    rows = Report.objects.claims().filter(lat__isnull=True, step=StepState.DONE.value).exclude(place_text="")
    rows = rows.exclude(geo_precision__lt=GeoPrecision.REGION).filter(kind=ReportKind.INCIDENT_CLAIM.value)
    if agreement:
        rows = rows.filter(agreement=agreement)
    return rows.order_by().values("place_text", "region__name").annotate(n=Count("pk")).order_by("-n")[:MOST_NAMES]

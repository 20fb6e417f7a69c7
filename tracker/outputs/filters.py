"""What is shown: one object that map, chart, list, counts and exports all read, so that they always agree."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import QueryDict

from tracker.models import Agreement, Breach, BreachParty, BreachReport, Membership, Party, Report, Role, Source
from tracker.rules.standing import CARRIES, with_members
from tracker.vocab import ReportKind, Side

EXPLICIT = "f"  # present in an address whose filters were chosen; without it the defaults stand
LAST_SECOND = 59
MAIN = ("region", "event_type", "accused", "verification", "scope", "source")
FURTHER = ("breach_mode", "target", "role", "severity", "precision", "origin")
LISTS = MAIN + FURTHER
STACKS = ("verification", "type", "accused", "source")
NO_PLACE = "none"  # the value of `precision` for an event whose place is not known
COLUMNS = {"region": "region__code"} | {name: name for name in ("event_type", "breach_mode", "scope", "severity")}
# What only a breach has: a calm report or a monitor's count has none of it.
OF_BREACHES = ("event_type", "accused", "text", "breach_mode", "target", "role", "severity", "precision")


@dataclass(frozen=True)
class Filters:
    """What is shown. Empty means all; several values of one filter are joined by "or", the filters by "and".

    `accused` and `target` hold keys of parties and take in their members. `role` is a RoleKind that an accused party
    holds in the agreement on the day of the event, by itself or through a body that it belongs to. `severity` is 1 to
    4, `precision` 1 to 7 of UCDP's where_prec or NO_PLACE. `source` claimed it first or passed it on, `origin` claimed
    it first. `by` narrows nothing: it says how the timeline is stacked, and goes along in every address.
    `known` is the data cut-off: only what was known at that moment, as it stood then; None is now.
    """

    agreement: Agreement
    first: dt.date | None = None
    last: dt.date | None = None
    known: dt.datetime | None = None
    region: tuple[str, ...] = ()
    event_type: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    breach_mode: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    text: str = ""
    by: str = STACKS[0]
    notes: tuple[str, ...] = ()
    # Who belongs to whom, asked once for these filters and all that `without` makes of them.
    _asked: dict[str, list[tuple[str, str]]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of_query(cls, agreement: Agreement, query: str) -> "Filters":
        """What `query` made an address of, without its dates. A value that is unknown by now matches nothing."""
        params = QueryDict(query)
        return cls(agreement, **{name: tuple(params.getlist(name)) for name in LISTS}, text=params.get("q", ""))

    @property
    def is_open(self) -> bool:
        """Narrows nothing, whatever the dates."""
        return not self.text and not any(getattr(self, name) for name in LISTS)

    def without(self, name: str, value: str | None = None) -> "Filters":
        """The same filters with one of them, or one value of it, taken away."""
        if name == "dates":
            return replace(self, first=None, last=None)
        if name == "known":
            return replace(self, known=None)
        if name == "text":
            return replace(self, text="")
        left = tuple(one for one in getattr(self, name) if value is not None and one != value)
        return replace(self, **{name: left})

    @property
    def known_text(self) -> str:
        """The data cut-off as an address and an input for moments hold it; one to the minute counts to its end."""
        if self.known is None:
            return ""
        local = self.known.astimezone(self.agreement.zone)
        if local.fold:  # in the hour that comes twice, only the distance to UTC says which one is meant
            return local.isoformat(timespec="seconds")
        return local.strftime("%Y-%m-%dT%H:%M" if local.second == LAST_SECOND else "%Y-%m-%dT%H:%M:%S")

    def holds(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether an event's span of days touches the dates chosen; the same test as BreachQuerySet.between."""
        begins_in_time = self.last is None or first is None or first <= self.last
        return begins_in_time and (self.first is None or last is None or last >= self.first)

    def query(self) -> str:
        """These filters as the query string of an address."""
        params = QueryDict(mutable=True)
        params[EXPLICIT] = "1"
        if self.first:
            params["from"] = self.first.isoformat()
        if self.last:
            params["to"] = self.last.isoformat()
        if self.known:
            params["known"] = self.known_text
        for name in LISTS:
            params.setlist(name, list(getattr(self, name)))
        if self.text:
            params["q"] = self.text
        if self.by != STACKS[0]:
            params["by"] = self.by
        return params.urlencode()

    @property
    def verification_field(self) -> str:
        """Which column of `breaches` holds the verification: that of now, or of the data cut-off."""
        return "verification_then" if self.known else "verification"

    def known_breaches(self, rows: QuerySet) -> QuerySet:
        """Leave only breaches that were known at the data cut-off."""
        return rows.known_by(self.known) if self.known else rows

    def breaches(self, rows: QuerySet) -> QuerySet:
        """Narrow a queryset of breaches to what is shown."""
        rows = self.known_breaches(rows.filter(agreement=self.agreement).live().between(self.first, self.last))
        columns = COLUMNS | {"verification": self.verification_field}
        rows = rows.filter(**{f"{column}__in": getattr(self, name) for name, column in columns.items()
                              if getattr(self, name)})  # fmt: skip
        if self.accused:
            rows = rows.with_accused(self.members_of(self.accused))
        if self.target:
            rows = rows.with_target(self.members_of(self.target))
        if self.role:
            held = role_spans(self.agreement.roles.all(), self.role)
            rows = rows.with_accused_at_times({span: self.members_of(keys) for span, keys in held.items()})
        if self.precision:
            rows = rows.precise_to(precision_levels(self.precision))
        if self.source:
            rows = rows.from_sources(self.source, self.known)
        if self.origin:
            rows = rows.first_said_by(self.origin, self.known)
        return rows.matching_words(self.text) if self.text else rows

    def members_of(self, keys: Iterable[str]) -> list[str]:
        """The keys of those parties and of all that belong to them."""
        if "links" not in self._asked:
            self._asked["links"] = membership_links()
        return sorted(with_members(keys, self._asked["links"]))

    def reports(self, rows: QuerySet, claims: Q | None = None) -> QuerySet:
        """Narrow reports to those of the breaches shown; all but claims go by their own date and region.

        `claims`: which ones speak of the breaches shown, for a caller who knows them.
        """
        if self.known:
            rows = rows.filter(known_at__lte=self.known)
        # Not a correlated EXISTS: SQLite would look through all that is shown for each report.
        if claims is None:
            shown = self.breaches(Breach.objects.all()).order_by().values("pk")
            claims = Q(pk__in=BreachReport.objects.filter(breach__in=shown).values("report"))
        return rows.filter(claims | self._of_no_breach())

    def _of_no_breach(self) -> Q:
        """Reports that claim no incident, by their own date, region and source."""
        rest = ~Q(kind=ReportKind.INCIDENT_CLAIM.value)
        if self.first:
            rest &= Q(date_to__gte=self.first) | Q(date_to__isnull=True, known_at__gte=self._start(self.first))
        if self.last:
            after = self._start(self.last + dt.timedelta(days=1))
            rest &= Q(date_from__lte=self.last) | Q(date_from__isnull=True, known_at__lt=after)
        if self.region:
            rest &= Q(region__code__in=self.region)
        if self.source:
            rest &= Q(origin__key__in=self.source) | Q(via__key__in=self.source)
        if self.origin:
            rest &= Q(origin__key__in=self.origin)
        if any(getattr(self, name) for name in OF_BREACHES):
            rest = Q(pk__in=[])
        return rest

    def _start(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), tzinfo=self.agreement.zone)


def membership_links() -> list[tuple[str, str]]:
    """(child, parent) of every membership that carries a role, whenever it was: one query."""
    return list(_carrying().values_list("child__key", "parent__key"))


def _carrying() -> QuerySet:
    return Membership.objects.filter(kind__in=CARRIES).order_by()


def role_spans(roles: Iterable[Role], kinds: Iterable[str]) -> dict[tuple, set[str]]:
    """(agreement's pk, first day, last day) → keys of the parties that hold one of the roles then; None: open."""
    spans: dict[tuple, set[str]] = defaultdict(set)
    for role in roles:
        if role.role in kinds:
            spans[role.agreement_id, role.valid_from, role.valid_to].add(role.party.key)
    return spans


def precision_levels(values: Iterable[str]) -> list[int | None]:
    """Values of the filter `precision` as levels of where_prec; None where the place is not known."""
    return [None if value == NO_PLACE else int(value) for value in values]


def named_in(agreement: Agreement, standing: dict[Side, list[int]] | None = None) -> dict[str, list[tuple[str, str]]]:
    """Key and name of the parties and sources that the filters of an agreement can name, by filter and in the order of
    the names; all by one query.

    A party is offered where it has a role in the agreement or stands on that side of a breach (`standing`: which do,
    for a caller who knows). Protected sources are never offered. Beside them stand the `links` of `membership_links`,
    which whoever chooses a party needs next.
    """
    holders = Role.objects.filter(agreement=agreement, party=OuterRef("pk"))
    sides = BreachParty.objects.filter(breach__agreement=agreement, party=OuterRef("pk"))
    stands = {
        side: Exists(sides.filter(side=side.value)) if standing is None else Q(pk__in=standing[side]) for side in Side
    }
    claims = Report.objects.filter(agreement=agreement)
    first, passed_on = Exists(claims.filter(origin=OuterRef("pk"))), Exists(claims.filter(via=OuterRef("pk")))
    parties, sources = Party.objects.order_by(), Source.objects.filter(is_protected=False).order_by()
    offered = {
        "accused": parties.filter(Exists(holders) | stands[Side.ACCUSED]),
        "target": parties.filter(Exists(holders) | stands[Side.TARGET]),
        "source": sources.filter(first | passed_on),
        "origin": sources.filter(first),
    }
    selects = [rows.values_list(Value(name), "key", "name") for name, rows in offered.items()]
    selects.append(_carrying().values_list(Value("links"), "child__key", "parent__key"))
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in (*offered, "links")}
    for name, key, words in sorted(selects[0].union(*selects[1:]), key=lambda row: row[2].casefold()):
        found[name].append((key, words))
    return found

"""Breaches: the events that reports claim."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tracker.models.fields import one_of, word
from tracker.models.known import with_verification_at
from tracker.models.region import Region
from tracker.models.report import EventFields, Report, event_constraints
from tracker.vocab import OPEN_WORK, Scope, Side, Verification, WorkState

LONGEST_EVENT = dt.timedelta(days=10)


def _touching(first: dt.date | None, last: dt.date | None) -> Q:
    """The event touches the span of local days, whose ends may be open; an undated one touches every span."""
    found = Q()
    if first:
        found &= Q(date_to__gte=first) | Q(date_to__isnull=True)
    if last:
        found &= Q(date_from__lte=last) | Q(date_from__isnull=True)
    return found


def _has_party(side: Side, keys) -> Exists:
    return Exists(BreachParty.objects.filter(breach=OuterRef("pk"), side=side.value, party__key__in=keys))


class BreachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if getattr(user, "is_editor", False) else self.filter(agreement__is_published=True)

    def live(self):
        """Not merged into another, and not dropped."""
        return self.filter(merged_into__isnull=True).exclude(work_state=WorkState.DROPPED.value)

    def waiting(self):
        """What an editor has not finished with."""
        return self.filter(merged_into__isnull=True, work_state__in=[state.value for state in OPEN_WORK])

    def between(self, first: dt.date | None, last: dt.date | None):
        """Events that touch the span of local days; an undated one is in every span."""
        return self.filter(_touching(first, last))

    def begun_near(self, first: dt.date, last: dt.date):
        """Events that touch the span of days; those that took longer than ten days are as good as undated."""
        return self.filter(date_from__gte=first - LONGEST_EVENT, date_from__lte=last, date_to__gte=first)

    def known_by(self, moment: dt.datetime):
        """Events of which a claim was known by the moment, with the `verification_then` that they had."""
        return with_verification_at(self.filter(known_at__lte=moment), BreachReport.objects.all(), moment)

    def placed(self):
        return self.filter(cell__isnull=False)

    def in_cells(self, ranges):
        """Events whose Morton cell lies in one of the (first, last) ranges, both inclusive."""
        inside = Q()
        for first, last in ranges:
            inside |= Q(cell__gte=first, cell__lte=last)
        return self.filter(inside) if ranges else self.none()

    def with_accused(self, keys):
        return self.filter(_has_party(Side.ACCUSED, keys))

    def with_target(self, keys):
        return self.filter(_has_party(Side.TARGET, keys))

    def with_accused_at_times(self, spans):
        """Events of which a party is accused at its time. `spans`: (agreement's pk, first day, last day) → keys of
        parties; an open end is None.
        """
        found = Q(pk__in=[])
        for (agreement, first, last), keys in spans.items():
            found |= Q(_has_party(Side.ACCUSED, keys), _touching(first, last), agreement=agreement)
        return self.filter(found)

    def precise_to(self, levels):
        """Events whose place is known to one of the levels of UCDP's where_prec; None stands for no place at all."""
        known = Q(geo_precision__in=[level for level in levels if level is not None])
        return self.filter(known | Q(geo_precision__isnull=True) if None in levels else known)

    def from_sources(self, keys, known_by=None):
        """Events that one of the sources claimed first, or passed on; by a moment, where it is given."""
        return self._told(Q(report__origin__key__in=keys) | Q(report__via__key__in=keys), known_by)

    def first_said_by(self, keys, known_by=None):
        """Events that one of the sources claimed first; by a moment, where it is given."""
        return self._told(Q(report__origin__key__in=keys), known_by)

    def _told(self, said: Q, known_by: dt.datetime | None):
        if known_by:
            said &= Q(report__known_at__lte=known_by)
        return self.filter(Exists(BreachReport.objects.filter(said, breach=OuterRef("pk"))))

    def matching_words(self, text):
        """Events whose number, place, region or parties hold the words."""
        digits = text.upper().removeprefix("B-")
        if digits.isdecimal() and len(digits) < 9:
            return self.filter(number=int(digits))
        party = Exists(BreachParty.objects.filter(breach=OuterRef("pk"), party__name__icontains=text))
        return self.filter(Q(place_text__icontains=text) | Q(region__name__icontains=text) | party)

    def with_names(self):
        rows = self.select_related("agreement", "region", "place").defer("region__geometry")
        return rows.prefetch_related("sides__party")

    def with_voices(self, known_by: dt.datetime | None = None):
        """With who stood behind each by a moment (now), and without their texts: for counting over very many."""
        reports = Report.objects.select_related("origin__side")
        if known_by:
            reports = reports.filter(known_at__lte=known_by)
        return self.with_names().prefetch_related(models.Prefetch("reports", reports))

    def with_claims(self):
        # Joined, not prefetched: SQLite refuses a prefetch of more than a thousand different documents.
        reports = Report.objects.select_related("origin__side", "via__side", "document")
        return self.with_names().prefetch_related(
            models.Prefetch("reports", reports),
            "reports__sides__party",
            models.Prefetch("reports__source_region", Region.objects.defer("geometry")),
            models.Prefetch("reports__region", Region.objects.defer("geometry")),
        )

    def newest_first(self):
        return self.order_by(models.F("date_from").desc(nulls_last=True), "-number")


def label_of(number: int) -> str:
    """A breach's number as people see it."""
    return f"B-{number:04d}"


class Breach(EventFields):
    """One event; three separate answers: did it happen as said, does it break the agreement, how grave is it."""

    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.PROTECT, related_name="breaches")
    number = models.PositiveIntegerField(help_text="Its number within the agreement: B-0002.")
    reports = models.ManyToManyField("tracker.Report", through="tracker.BreachReport", related_name="breaches")
    verification = word(Verification, default=Verification.UNCONFIRMED.value)
    scope = word(Scope, default=Scope.BREACH.value)
    scope_reasons = models.JSONField(default=list, blank=True)
    scope_is_override = models.BooleanField(default=False)
    severity = models.PositiveSmallIntegerField(default=1)
    severity_is_override = models.BooleanField(default=False)
    fixed_fields = models.JSONField(
        default=list, blank=True, help_text="Fields that an editor set: claims that come later do not change them."
    )
    assigned_to = models.ForeignKey(
        "tracker.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned"
    )
    work_state = word(WorkState, default=WorkState.NEW.value)
    cell = models.BigIntegerField(null=True, blank=True, help_text="Morton cell at zoom 24.")
    block = models.IntegerField(null=True, blank=True, help_text="Half-degree cell: where the same event is sought.")
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="A tombstone's target.",
    )
    known_at = models.DateTimeField(help_text="When its first report was known.")
    is_example_decision = models.BooleanField(
        default=False, help_text="Its verification was set for the example; labelled so on every page."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a lost race is noticed.")

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "breaches"
        ordering = ["-number"]
        constraints = [
            *event_constraints("breach"),
            one_of("breach", "verification", Verification),
            one_of("breach", "scope", Scope),
            one_of("breach", "work_state", WorkState),
            models.UniqueConstraint(fields=["agreement", "number"], name="breach_number_once"),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=4), name="breach_severity_1_to_4"),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="breach_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["agreement", "date_from", "region"], name="breach_day_region"),
            models.Index(fields=["agreement", "region", "date_from"], name="breach_region_day"),
            models.Index(fields=["agreement", "cell"], name="breach_cell"),
            models.Index(fields=["agreement", "version"], name="breach_version"),
            models.Index(fields=["agreement", "block", "date_from"], name="breach_block"),
            models.Index(
                fields=["agreement", "region", "date_from"], name="breach_unplaced", condition=Q(block__isnull=True)
            ),
            # All that the queue is chosen and ordered by, so that it reads no row of the table.
            models.Index(
                fields=[
                    *("work_state", "verification", "scope", "merged_into", "severity", "known_at"),
                    *("agreement", "region", "date_to"),
                ],
                name="breach_waiting",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return label_of(self.number)

    @property
    def verification_shown(self) -> Verification:
        """What it was at the moment that `known_by` asked for; what it is where nobody asked."""
        return Verification(getattr(self, "verification_then", self.verification))

    def parties(self, side: Side):
        return [row.party for row in self.sides.all() if row.side == side]

    @property
    def accused(self):
        return self.parties(Side.ACCUSED)

    @property
    def target(self):
        return self.parties(Side.TARGET)


class BreachReport(models.Model):
    """A report that speaks of a breach; one report may speak of several."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="links")
    report = models.ForeignKey("tracker.Report", on_delete=models.CASCADE, related_name="links")
    is_automatic = models.BooleanField(default=True, help_text="Joined by the machine: opened, or an identical claim.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "report"], name="breach_report_once")]

    def __str__(self):
        return f"{self.report} in {self.breach}"


class BreachPartyQuerySet(models.QuerySet):
    def of_breaches(self, pks):
        """The sides of some breaches, in the order in which they were named."""
        return self.filter(breach__in=pks).order_by("pk")


class BreachParty(models.Model):
    """A party on one side of a breach."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="sides")
    party = models.ForeignKey("tracker.Party", on_delete=models.PROTECT, related_name="breach_sides")
    side = word(Side)

    objects = BreachPartyQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("breachparty", "side", Side),
            models.UniqueConstraint(fields=["breach", "party", "side"], name="breach_party_once"),
        ]

    def __str__(self):
        return f"{self.party} ({self.side})"

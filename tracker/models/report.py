"""Reports: one claim each, with the characters of the text that say so."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tracker.models.decision import Decision
from tracker.models.document import Step, StepQuerySet
from tracker.models.fields import not_reversed, one_of, word
from tracker.models.region import MAP_RANGE
from tracker.vocab import (
    Assertion,
    BreachMode,
    EventType,
    GeoPrecision,
    ReportKind,
    Side,
    StepName,
    StepState,
    SubEventType,
    TimePrecision,
    Verb,
    Weapon,
)


class EventFields(models.Model):
    """What a claim says, and what a breach holds to be so: the same columns on both."""

    event_type = word(EventType, blank=True, default="")
    sub_event_type = word(SubEventType, blank=True, default="")
    weapon = word(Weapon, default=Weapon.UNSTATED.value)
    breach_mode = word(BreachMode, default=BreachMode.COMBAT.value)
    date_from = models.DateField(null=True, blank=True)
    date_to = models.DateField(null=True, blank=True)
    time_precision = word(TimePrecision, default=TimePrecision.UNKNOWN.value)
    clock = models.CharField(max_length=60, blank=True, help_text="Local clock time, or hours after effect.")
    region = models.ForeignKey("tracker.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("tracker.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    radius_km = models.FloatField(null=True, blank=True)
    geo_precision = models.PositiveSmallIntegerField(choices=GeoPrecision.choices, null=True, blank=True)
    fatalities_low = models.PositiveIntegerField(null=True, blank=True)
    fatalities_best = models.PositiveIntegerField(null=True, blank=True)
    fatalities_high = models.PositiveIntegerField(null=True, blank=True)
    injured = models.PositiveIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(default=1, help_text="Violations that this one row stands for.")

    class Meta:
        abstract = True

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None


def event_constraints(table: str) -> list[models.CheckConstraint]:
    """What the database refuses of an event: unknown words, reversed dates and tolls, half a point."""
    low, best, high = "fatalities_low", "fatalities_best", "fatalities_high"
    no_point = Q(lat__isnull=True, lon__isnull=True)
    return [
        one_of(table, "event_type", EventType, blank=True),
        one_of(table, "sub_event_type", SubEventType, blank=True),
        one_of(table, "weapon", Weapon),
        one_of(table, "breach_mode", BreachMode),
        one_of(table, "time_precision", TimePrecision),
        not_reversed(table, "date_from", "date_to"),
        not_reversed(table, low, best),
        not_reversed(table, best, high),
        models.CheckConstraint(condition=no_point | MAP_RANGE, name=f"{table}_point_whole_and_on_earth"),
        models.CheckConstraint(
            condition=Q(geo_precision__isnull=True) | Q(geo_precision__gte=1, geo_precision__lte=7),
            name=f"{table}_geo_precision_known",
        ),
    ]


class ReportQuerySet(StepQuerySet):
    def visible_to(self, user):
        """Claims of published agreements; those of protected sources only to editors."""
        if getattr(user, "is_editor", False):
            return self
        return (
            self.filter(agreement__is_published=True).exclude(via__is_protected=True).exclude(origin__is_protected=True)
        )

    def of_latest_reading(self):
        return self.filter(is_superseded=False)

    def open_leads(self):
        """Sentences that no rule read and nobody has looked at."""
        return self.of_latest_reading().filter(kind=ReportKind.LEAD.value, is_dismissed=False, document__isnull=False)

    def claims(self):
        return self.of_latest_reading().filter(kind=ReportKind.INCIDENT_CLAIM.value)

    def of_no_breach(self):
        """Calm, tallies, assessments and the like: all but claims of incidents."""
        return self.filter(kind__in=[kind.value for kind in ReportKind if kind != ReportKind.INCIDENT_CLAIM])

    def decided_by_editors(self):
        """Claims read from a text whose breach a person has decided, in the order of the texts; with what they say."""
        decided = Decision.objects.filter(verb=Verb.DECIDED.value, by__isnull=False, breach__reports=OuterRef("pk"))
        rows = self.claims().filter(Exists(decided), document__isnull=False)
        return (
            rows.select_related("agreement", "document__source", "region", "origin")
            .prefetch_related("breaches", "sides__party")
            .order_by("document", "agreement", "position")
        )

    def with_accused(self):
        """With the first party that each accuses, `accused_first`, and how many it accuses, `accused_count`."""
        rows = self.model._meta.get_field("sides").related_model.objects
        accused = rows.filter(report=OuterRef("pk"), side=Side.ACCUSED.value).order_by("pk")
        count = accused.order_by().values("report").annotate(n=models.Count("pk")).values("n")
        return self.annotate(
            accused_first=Subquery(accused.values("party__name")[:1]), accused_count=Coalesce(Subquery(count), 0)
        )

    def for_stream(self, known_by: dt.datetime | None = None):
        """With what a line in a list of claims shows; of breaches, what they were by a moment (now)."""
        rows = self.select_related("agreement", "origin", "via", "region", "place", "document").with_accused()
        breaches = self.model._meta.get_field("breaches").related_model.objects
        return rows.prefetch_related(
            models.Prefetch("breaches", breaches.known_by(known_by)) if known_by else "breaches"
        )

    def for_lists(self):
        """The same, with the parties on both sides."""
        return self.for_stream().prefetch_related("sides__party")


class Report(Step, EventFields):
    """One claim read from a document, or coded from one that we do not hold.

    `step_name` is the step that `step` speaks of: a report is placed, then matched; after that `step` is done.
    """

    step_name = word(StepName, default=StepName.LOCATE.value)
    document = models.ForeignKey(
        "tracker.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    position = models.PositiveIntegerField(default=0, help_text="Its place in the document's reading.")
    external_id = models.CharField(max_length=120, blank=True, help_text="For coded facts: the id of the fact.")
    batch = models.ForeignKey(
        "tracker.Batch",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        help_text="Its import.",
    )
    reader_version = models.CharField(max_length=40, blank=True)
    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.PROTECT, related_name="reports")
    kind = word(ReportKind)
    assertion = word(Assertion, default=Assertion.ASSERTED.value)
    is_disputed = models.BooleanField(default=False)
    origin = models.ForeignKey("tracker.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    origin_text = models.CharField(max_length=200, blank=True, help_text="Who said it first, as the text names them.")
    origin_key = models.CharField(max_length=200, blank=True, help_text="What independence is counted on.")
    via = models.ForeignKey("tracker.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="relays")
    source_region = models.ForeignKey(
        "tracker.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The region as the source says; `region` is where the point lies.",
    )
    region_text = models.CharField(max_length=200, blank=True)
    place_role = models.CharField(max_length=20, blank=True)
    accused_text = models.CharField(max_length=200, blank=True)
    target_text = models.CharField(max_length=200, blank=True)
    evidence = models.JSONField(
        default=dict, blank=True, help_text='{field: {"value", "confidence", "spans", "rules"}}'
    )
    place_candidates = models.JSONField(default=list, blank=True)
    sentence_start = models.PositiveIntegerField(null=True, blank=True)
    sentence_end = models.PositiveIntegerField(null=True, blank=True)
    period_from = models.DateField(null=True, blank=True, help_text="A tally's first day.")
    period_to = models.DateField(null=True, blank=True, help_text="A tally's last day.")
    counting_rule = models.CharField(max_length=300, blank=True)
    known_at = models.DateTimeField(help_text="When we could have known: received, or published for back-filled facts.")
    note = models.CharField(max_length=500, blank=True)
    citations = models.JSONField(default=list, blank=True)
    is_dismissed = models.BooleanField(default=False, help_text="A lead that an editor looked at and let go.")
    is_superseded = models.BooleanField(default=False, help_text="A later reading of the document replaced it.")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-known_at", "-pk"]
        constraints = [
            *event_constraints("report"),
            one_of("report", "step", StepState),
            one_of("report", "step_name", StepName),
            one_of("report", "kind", ReportKind),
            one_of("report", "assertion", Assertion),
            not_reversed("report", "period_from", "period_to"),
            not_reversed("report", "sentence_start", "sentence_end"),
            models.UniqueConstraint(
                fields=["document", "agreement", "position", "reader_version"], name="report_position_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "external_id"], condition=~Q(external_id=""), name="report_external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(external_id=""), name="report_has_document_or_id"
            ),
        ]
        indexes = [
            models.Index(fields=["step", "step_next_try_at"], name="report_step"),
            models.Index(fields=["agreement", "-known_at"], name="report_latest"),
            models.Index(fields=["agreement", "kind", "region"], name="report_kind"),
            # Holds all that coverage asks of a region, so that its weeks are read from the index alone.
            models.Index(
                fields=["agreement", "region", "known_at", "origin_key", "origin", "kind", "is_superseded"],
                name="report_coverage",
            ),
            models.Index(fields=["agreement", "origin"], name="report_origin"),
            models.Index(fields=["agreement", "via"], name="report_via"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def sentence(self) -> str:
        """The sentence of the document that makes the claim; empty for coded facts."""
        return sentence_of(self.document.text if self.document else None, self.sentence_start, self.sentence_end)

    @property
    def origin_name(self) -> str:
        return self.origin.name if self.origin else self.origin_text

    @property
    def says_other_region(self) -> bool:
        """The source names one region and the place lies in another."""
        return bool(self.source_region_id and self.region_id and self.source_region_id != self.region_id)

    def parties(self, side: Side):
        return [row.party for row in self.sides.all() if row.side == side]

    @property
    def accused(self):
        return self.parties(Side.ACCUSED)

    @property
    def target(self):
        return self.parties(Side.TARGET)


def sentence_of(text: str | None, start: int | None, end: int | None) -> str:
    """The characters of a document that make a claim; "" where there is no document."""
    return text[start:end].strip() if text and start is not None else ""


class ReportParty(models.Model):
    """A party on one side of a claim."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sides")
    party = models.ForeignKey("tracker.Party", on_delete=models.PROTECT, related_name="+")
    side = word(Side)

    class Meta:
        constraints = [
            one_of("reportparty", "side", Side),
            models.UniqueConstraint(fields=["report", "party", "side"], name="report_party_once"),
        ]

    def __str__(self):
        return f"{self.party} ({self.side})"

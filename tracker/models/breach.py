"""Breaches: the events that reports claim."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tracker.models.fields import one_of, word
from tracker.models.report import EventFields, Report, event_constraints
from tracker.vocab import Scope, Side, Verification, WorkState

LONGEST_EVENT = dt.timedelta(days=10)


class BreachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if getattr(user, "is_editor", False) else self.filter(agreement__is_published=True)

    def live(self):
        """Not merged into another, and not dropped."""
        return self.filter(merged_into__isnull=True).exclude(work_state=WorkState.DROPPED.value)

    def waiting(self):
        """What an editor has not finished with."""
        return self.live().exclude(work_state=WorkState.DONE.value)

    def between(self, first: dt.date | None, last: dt.date | None):
        """Events that touch the span of local days; an undated one is in every span."""
        rows = self
        if first:
            rows = rows.filter(Q(date_to__gte=first) | Q(date_to__isnull=True))
        if last:
            rows = rows.filter(Q(date_from__lte=last) | Q(date_from__isnull=True))
        return rows

    def begun_near(self, first: dt.date, last: dt.date):
        """Events that touch the span of days; those that took longer than ten days are as good as undated."""
        return self.filter(date_from__gte=first - LONGEST_EVENT, date_from__lte=last, date_to__gte=first)

    def placed(self):
        return self.filter(cell__isnull=False)

    def in_cells(self, ranges):
        """Events whose Morton cell lies in one of the (first, last) ranges, both inclusive."""
        inside = Q()
        for first, last in ranges:
            inside |= Q(cell__gte=first, cell__lte=last)
        return self.filter(inside) if ranges else self.none()

    def with_accused(self, keys):
        accused = BreachParty.objects.filter(breach=OuterRef("pk"), side=Side.ACCUSED.value, party__key__in=keys)
        return self.filter(Exists(accused))

    def from_sources(self, keys):
        """Events that one of the sources claimed first, or passed on."""
        said = Q(report__origin__key__in=keys) | Q(report__via__key__in=keys)
        return self.filter(Exists(BreachReport.objects.filter(said, breach=OuterRef("pk"))))

    def matching_words(self, text):
        """Events whose number, place, region or parties hold the words."""
        digits = text.upper().removeprefix("B-")
        if digits.isdecimal() and len(digits) < 9:
            return self.filter(number=int(digits))
        party = Exists(BreachParty.objects.filter(breach=OuterRef("pk"), party__name__icontains=text))
        return self.filter(Q(place_text__icontains=text) | Q(region__name__icontains=text) | party)

    def with_names(self):
        return self.select_related("agreement", "region", "place").prefetch_related("sides__party")

    def with_voices(self):
        """With who stands behind each, and without their texts: for counting over very many."""
        reports = Report.objects.select_related("origin__side")
        return self.with_names().prefetch_related(models.Prefetch("reports", reports))

    def with_claims(self):
        # Joined, not prefetched: SQLite refuses a prefetch of more than a thousand different documents.
        reports = Report.objects.select_related("origin__side", "via", "document")
        return self.with_names().prefetch_related(
            models.Prefetch("reports", reports),
            "reports__sides__party",
            "reports__source_region",
            "reports__region",
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
            models.Index(fields=["agreement", "cell"], name="breach_cell"),
            models.Index(fields=["agreement", "version"], name="breach_version"),
            models.Index(fields=["agreement", "block", "date_from"], name="breach_block"),
            models.Index(
                fields=["agreement", "region", "date_from"], name="breach_unplaced", condition=Q(block__isnull=True)
            ),
            models.Index(fields=["work_state", "-severity", "known_at"], name="breach_queue"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return label_of(self.number)

    def parties(self, side: Side):
        return [row.party for row in self.sides.all() if row.side == side]

    @property
    def accused(self):
        return self.parties(Side.ACCUSED)

    @property
    def target(self):
        return self.parties(Side.TARGET)


class ViewingQuerySet(models.QuerySet):
    def of_others(self, breach, account, since: dt.datetime):
        """Who else has the breach open, the latest first."""
        rows = self.filter(breach=breach, seen_at__gte=since).exclude(account=account)
        return rows.select_related("account").order_by("-seen_at")


class Viewing(models.Model):
    """An editor has a breach open: a soft lock that warns others and stops nobody."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="viewings")
    account = models.ForeignKey("tracker.Account", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = ViewingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "account"], name="viewing_once")]

    def __str__(self):
        return f"{self.account} at {self.breach}"


class SavedView(models.Model):
    """A queue as an editor likes to see it: the query of its address under a name."""

    account = models.ForeignKey("tracker.Account", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="saved_view_once")]

    def __str__(self):
        return self.name


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

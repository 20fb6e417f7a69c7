"""Agreements, the regions they cover, and what the parties declared about them."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import models
from django.db.models import Q

from tracker.models.fields import citations, one_of, word
from tracker.vocab import CeasefireClass, DeclarationKind


class AgreementQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def visible_to(self, user):
        """Editors see drafts too; everybody else only what is published."""
        return self if getattr(user, "is_editor", False) else self.published()

    def running_on(self, day: dt.date, baseline_days: int = 42):
        """Agreements under which a document of that day is read: from six weeks before effect, for the baseline."""
        latest_effect = dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC) + dt.timedelta(days=baseline_days)
        started = Q(effective_at__lte=latest_effect)
        not_over = Q(ended_at__isnull=True) | Q(ended_at__date__gte=day)
        return self.filter(started & not_over)

    def with_terms(self):
        """With its roles and the regions that it speaks of, without their polygons; two queries more."""
        roles = models.Prefetch("roles", apps.get_model("tracker", "Role").objects.select_related("party"))
        coverage = AgreementRegion.objects.select_related("region").defer("region__geometry").order_by("region__name")
        return self.prefetch_related(roles, models.Prefetch("coverage", coverage))


class Agreement(models.Model):
    """One ceasefire."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    effective_at = models.DateTimeField()
    effective_note = models.CharField(max_length=400, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC", help_text="IANA name; days are local days of this zone.")
    expires_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="A recorded human act; nothing ends by itself.")
    end_reason = models.CharField(max_length=400, blank=True)
    ceasefire_class = word(CeasefireClass, blank=True, default="")
    purposes = models.JSONField(default=list, blank=True)
    territorial_scope = models.CharField(max_length=400, blank=True)
    mechanism = models.CharField(max_length=400, blank=True)
    countries = models.JSONField(default=list, help_text="ISO 3166-1 alpha-2 codes.")
    regions = models.ManyToManyField("tracker.Region", through="tracker.AgreementRegion", related_name="agreements")
    monitoring_mission = models.ForeignKey(
        "tracker.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="missions",
        help_text="Set where a mission's tallies stand for the breaches of this agreement.",
    )
    data_horizon = models.DateField(null=True, blank=True, help_text="Status is not computed beyond this local day.")
    default_day = models.DateField(null=True, blank=True, help_text="The day that the dashboard opens on.")
    is_published = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False, help_text="Labelled as an example on every page.")
    citations = citations()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_at"]
        constraints = [
            one_of("agreement", "ceasefire_class", CeasefireClass, blank=True),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("effective_at")),
                name="agreement_ends_after_effect",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.zone).date()

    @property
    def first_day(self) -> dt.date:
        """Day 1: the local day of effect."""
        return self.local_day(self.effective_at)

    def last_day(self, now: dt.datetime) -> dt.date:
        """The last local day for which there may be data: today, or the data horizon of an example."""
        today = self.local_day(now)
        return min(today, self.data_horizon) if self.data_horizon else today

    @property
    def spoken_regions(self) -> list:
        """The regions that it speaks of, by name; from the rows that `with_terms` fetched."""
        return [row.region for row in self.coverage.all()]

    def opening_day(self, now: dt.datetime) -> dt.date:
        return self.default_day or self.last_day(now)

    def day_number(self, day: dt.date) -> int:
        return (day - self.first_day).days + 1


class AgreementRegion(models.Model):
    """A region that an agreement speaks of; `is_covered` is false where the text leaves it out."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="coverage")
    region = models.ForeignKey("tracker.Region", on_delete=models.PROTECT, related_name="coverage")
    is_covered = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "region"], name="agreement_region_once")]

    def __str__(self):
        return f"{self.region} in {self.agreement}"


class Declaration(models.Model):
    """A party's dated act about an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="declarations")
    party = models.ForeignKey("tracker.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party_text = models.CharField(max_length=200, blank=True, help_text="Where the actor is not one of our parties.")
    kind = word(DeclarationKind)
    on = models.DateField()
    summary = models.CharField(max_length=400)
    citations = citations()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            one_of("declaration", "kind", DeclarationKind),
            models.UniqueConstraint(fields=["agreement", "on", "kind", "summary"], name="declaration_once"),
        ]

    def __str__(self):
        return f"{self.on}: {self.actor} {self.get_kind_display()}"

    @property
    def actor(self) -> str:
        return self.party.name if self.party else self.party_text

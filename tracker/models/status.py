"""Region status: what the rule said, with its inputs, stored and never overwritten."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tracker.models.fields import one_of, word
from tracker.vocab import State


class RegionStatusQuerySet(models.QuerySet):
    def current(self):
        """The latest result of each key."""
        return self.filter(is_current=True)

    def shown_at(self, moment: dt.datetime):
        """The results as they were at a moment; order them by `data_cutoff`: of each key the last one stands."""
        return self.filter(data_cutoff__lte=moment)

    def on(self, day: dt.date):
        return self.current().filter(day=day)

    def on_days(self, days):
        """The current results of these local days."""
        return self.current().filter(day__in=days)

    def days_before(self, day: dt.date, days: int):
        """The current results of the `days` local days that end with `day`."""
        return self.current().filter(day__gt=day - dt.timedelta(days=days), day__lte=day).order_by("day")

    def newest(self, agreement, now: dt.datetime) -> dict:
        """The latest result of each region by its code; none of a region that has had none for a week."""
        last = agreement.last_day(now)
        rows = self.current().filter(agreement=agreement, day__gt=last - dt.timedelta(days=7), day__lte=last)
        names = rows.select_related("region").defer("result", "region__geometry").order_by("day")
        return {row.region.code: row for row in names}


class RegionStatus(models.Model):
    """The result for an agreement, a region and a local day. A correction makes a new row."""

    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.CASCADE, related_name="statuses")
    region = models.ForeignKey("tracker.Region", on_delete=models.PROTECT, related_name="statuses")
    day = models.DateField()
    state = word(State)
    possible_state = word(State)
    raw_state = word(State)
    raw_possible = word(State)
    confirmed_count = models.PositiveIntegerField(default=0)
    other_count = models.PositiveIntegerField(default=0)
    badge_count = models.PositiveIntegerField(default=0)
    origins_count = models.PositiveIntegerField(default=0)
    is_provisional = models.BooleanField(default=False)
    is_stale = models.BooleanField(default=False)
    last_known = word(State, blank=True, default="")
    result = models.JSONField(
        default=dict, help_text="Rule, inputs, ladder and breach ids, as rules.status gives them."
    )
    digest = models.CharField(max_length=64, help_text="Of the result: an equal one is not stored again.")
    method_version = models.CharField(max_length=20)
    data_cutoff = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    objects = RegionStatusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "region statuses"
        ordering = ["day", "region__name"]
        constraints = [
            *(one_of("regionstatus", name, State) for name in ("state", "possible_state", "raw_state", "raw_possible")),
            models.UniqueConstraint(
                fields=["agreement", "region", "day"], condition=Q(is_current=True), name="region_status_one_current"
            ),
        ]
        indexes = [models.Index(fields=["agreement", "day", "region"], name="region_status_day")]

    def __str__(self):
        return f"{self.region} {self.day}: {self.state}"

    @property
    def has_range(self) -> bool:
        """The two answers of the rule differ: "Holding, possibly Strained"."""
        return self.possible_state != self.state


class StatusDue(models.Model):
    """A region whose status is to be recomputed from a day on; written with the change that makes it so."""

    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey("tracker.Region", on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField()
    decided_to = models.DateField(
        null=True,
        help_text="Where nothing but decisions made it due: the latest first day of the breaches that they are about.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "region"], name="status_due_once")]

    def __str__(self):
        return f"{self.region} from {self.first_day}"

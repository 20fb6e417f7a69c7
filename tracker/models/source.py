"""Sources: who publishes, how far we trust it, and how its feed is doing."""

import datetime as dt
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from tracker.models.fields import one_of, word
from tracker.sources.adapters import fault_of_address
from tracker.vocab import Adapter, Reliability, SourceKind


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A protected source is named to editors only."""
        return self if getattr(user, "is_editor", False) else self.filter(is_protected=False)

    def due(self, now: dt.datetime):
        """Sources whose feed is to be polled now."""
        return self.exclude(feed_url="").filter(
            Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=now), is_paused=False
        )

    def polled(self, now: dt.datetime):
        """Sources that a worker reads at this moment."""
        return self.filter(polling_until__gt=now)

    def with_counts(self):
        return self.annotate(
            documents_count=models.Count("documents", distinct=True),
            reports_count=models.Count("claims", distinct=True),
        )


class Source(models.Model):
    """An outlet, monitor, bulletin, channel or person."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    other_names = models.JSONField(default=list, blank=True)
    kind = word(SourceKind)
    url = models.URLField(max_length=500, blank=True)
    reliability = word(Reliability, default=Reliability.F.value)
    grading_note = models.CharField(max_length=300, blank=True)
    side = models.ForeignKey(
        "tracker.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
        help_text="The party that it belongs to or is funded by.",
    )
    is_on_site = models.BooleanField(default=False, help_text="A mission whose own staff was at the place.")
    counting_rule = models.CharField(max_length=400, blank=True, help_text="What it calls one violation.")
    agreements = models.ManyToManyField("tracker.Agreement", blank=True, related_name="sources")
    regions = models.ManyToManyField(
        "tracker.Region", blank=True, help_text="Where an editor says that it normally reports."
    )
    is_protected = models.BooleanField(default=False, help_text="Its name is shown to editors only.")
    is_example = models.BooleanField(default=False)

    adapter = word(Adapter, default=Adapter.FEED.value)
    feed_url = models.CharField("address", max_length=500, blank=True, help_text="What the adapter reads.")
    asks_robots = models.BooleanField(
        "asks robots.txt", default=True, help_text="Untick it only where the publisher has let us read in writing."
    )
    poll_every = models.PositiveIntegerField(default=300, help_text="Seconds between two polls.")
    is_paused = models.BooleanField(default=False)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    last_poll_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    polling_until = models.DateTimeField(null=True, blank=True, help_text="A worker reads it now.")
    poll_notes = models.JSONField(default=list, blank=True, help_text="What the last answer left in doubt.")
    poll_failures = models.PositiveIntegerField(default=0)
    poll_error = models.CharField(max_length=500, blank=True)
    poll_state = models.JSONField(default=dict, blank=True, help_text="ETag, Last-Modified and the like.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("source", "kind", SourceKind),
            one_of("source", "reliability", Reliability),
            one_of("source", "adapter", Adapter),
            models.CheckConstraint(condition=Q(poll_every__gte=30), name="source_polls_politely"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        fault = fault_of_address(Adapter(self.adapter), self.feed_url) if self.feed_url else ""
        if fault:
            raise ValidationError({"feed_url": fault})

    @property
    def host(self) -> str:
        """What is asked when it is polled; one question at a time goes to each."""
        return urlsplit(self.feed_url).netloc.rpartition("@")[2].lower()

"""Sources: who publishes, how far we trust it, and how its feed is doing."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tracker.models.fields import one_of, word
from tracker.vocab import Reliability, SourceKind


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A protected source is named to editors only."""
        return self if getattr(user, "is_editor", False) else self.filter(is_protected=False)

    def due(self, now: dt.datetime):
        """Sources whose feed is to be polled now."""
        return self.exclude(feed_url="").filter(
            Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=now), is_paused=False
        )

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

    feed_url = models.URLField(max_length=500, blank=True)
    poll_every = models.PositiveIntegerField(default=300, help_text="Seconds between two polls.")
    is_paused = models.BooleanField(default=False)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    last_poll_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    poll_failures = models.PositiveIntegerField(default=0)
    poll_error = models.CharField(max_length=500, blank=True)
    poll_state = models.JSONField(default=dict, blank=True, help_text="ETag, Last-Modified and the like.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("source", "kind", SourceKind),
            one_of("source", "reliability", Reliability),
            models.CheckConstraint(condition=Q(poll_every__gte=30), name="source_polls_politely"),
        ]

    def __str__(self):
        return self.name

"""Imports of tables: the file, what its columns were taken for, and what came of it."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tracker.models.fields import one_of, word
from tracker.vocab import BatchState


class BatchQuerySet(models.QuerySet):
    def visible(self):
        """With what a list shows, and without the file itself."""
        return self.select_related("source", "agreement", "created_by").defer("content")

    def due(self, now: dt.datetime):
        """Imports that are to be gone on with now."""
        return self.free(now).filter(state=BatchState.RUNNING.value)

    def free(self, now: dt.datetime):
        """Imports that no worker holds."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))


class Batch(models.Model):
    """One file of one source under one agreement. It is imported in the background, and can be undone whole."""

    source = models.ForeignKey("tracker.Source", on_delete=models.PROTECT, related_name="batches")
    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.PROTECT, related_name="batches")
    created_by = models.ForeignKey(
        "tracker.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    created_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(help_text="The file, packed with zlib.")
    content_hash = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, help_text="Meaning → index of the column.")
    state = word(BatchState, default=BatchState.MAPPED.value)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="Rows of the file below its header.")
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0, help_text="Rows that an earlier import had stored already.")
    faulty = models.PositiveIntegerField(default=0)
    unknown_names = models.JSONField(default=dict, help_text="Names that no party has → number of rows.")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [one_of("batch", "state", BatchState)]

    def __str__(self):
        return f"{self.file_name} ({self.get_state_display()})"

    @property
    def is_running(self) -> bool:
        return self.state == BatchState.RUNNING

    @property
    def names(self) -> list[tuple[str, int]]:
        """Names that no party has, with the number of their rows, the most frequent first."""
        return sorted(self.unknown_names.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def percent(self) -> int:
        return 100 * self.rows_done // max(1, self.rows)

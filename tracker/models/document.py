"""Documents: what a source published, stored once and whole, and where its reading stands."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.fields import one_of, word
from tracker.vocab import StepState


class StepQuerySet(models.QuerySet):
    """Rows that go through a step; the database is the memory, the broker only the bell."""

    def due(self, now: dt.datetime):
        """Waiting rows whose time has come."""
        ready = Q(step_next_try_at__isnull=True) | Q(step_next_try_at__lte=now)
        return self.filter(ready, step=StepState.PENDING.value)

    def failed(self):
        return self.filter(step=StepState.FAILED.value)


class Step(models.Model):
    """The state of one step of the way of a document, as columns of the row that takes it."""

    step = word(StepState, default=StepState.PENDING.value)
    step_attempts = models.PositiveIntegerField(default=0)
    step_error = models.CharField(max_length=500, blank=True)
    step_next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class DocumentQuerySet(StepQuerySet):
    def visible_to(self, user):
        """Documents are for people who are signed in, and not after a take-down."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self if getattr(user, "is_editor", False) else self.filter(source__is_protected=False)

    def current(self):
        return self.filter(superseded_by__isnull=True)

    def for_page(self):
        return self.select_related("source", "previous", "copy_of__source").prefetch_related("reports")


class Document(Step):
    """One revision of what a source published."""

    source = models.ForeignKey("tracker.Source", on_delete=models.PROTECT, related_name="documents")
    external_id = models.CharField(max_length=500, help_text="The feed's guid, the address, or the hash of a paste.")
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    passed_on_from = models.CharField(max_length=200, blank=True, help_text="Whose words the source only forwards.")
    copy_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copies",
        help_text="Another source published nearly the same text before: one voice, not two.",
    )
    agreement = models.ForeignKey(
        "tracker.Agreement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        help_text="Set where the sender named it; otherwise it is read under each agreement it speaks of.",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    warnings = models.JSONField(default=list, blank=True)
    reader_version = models.CharField(max_length=40, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_reason = models.CharField(max_length=400, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            one_of("document", "step", StepState),
            models.UniqueConstraint(fields=["source", "external_id", "content_hash"], name="document_revision_once"),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True) | Q(text=""), name="document_taken_down_has_no_text"
            ),
        ]
        indexes = [models.Index(fields=["step", "step_next_try_at"], name="document_step")]

    def __str__(self):
        return self.title or f"{self.source}, {self.received_at:%d %b %Y}"


class DocumentShingle(models.Model):
    """One value of a document's sketch (rules/copies): documents that share some may be copies of one text.

    Of the texts of one source on one day the first keeps a value, so that a formula that a source writes a hundred
    times a day is looked at once. `source` and `day` are the document's own, held here for the look-up.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="shingles")
    source = models.ForeignKey("tracker.Source", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "day", "source"], name="document_shingle_once")]

    def __str__(self):
        return f"{self.document_id}: {self.value}"

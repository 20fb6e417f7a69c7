"""The two logs: editorial decisions, and the changes that live pages follow."""

from django.conf import settings
from django.db import models

from tracker.models.fields import one_of, word
from tracker.vocab import Verb, Verification


class DecisionQuerySet(models.QuerySet):
    def for_log(self):
        return self.select_related("by", "agreement", "breach__agreement", "undone_by", "undoes")

    def standing(self):
        """Not undone, and no undoing itself."""
        return self.filter(undone_by__isnull=True, undoes__isnull=True)

    def public(self):
        """What was changed about breaches that anybody may read of."""
        return self.filter(breach__isnull=False, breach__agreement__is_published=True)

    def corrections(self):
        """The public list: those of people."""
        return self.public().filter(is_example=False).for_log()


class Decision(models.Model):
    """One editorial act. Append-only."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
        help_text="Empty for the example's own decisions, which are labelled so.",
    )
    verb = word(Verb)
    agreement = models.ForeignKey(
        "tracker.Agreement", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    breach = models.ForeignKey(
        "tracker.Breach", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    subject = models.CharField(max_length=120, blank=True, help_text='What else was changed, as "party syrian-army".')
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    is_example = models.BooleanField(default=False)
    bulk = models.CharField(max_length=32, blank=True, help_text="Decisions of one act share it, and are undone whole.")
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bulk"], name="decision_bulk", condition=~models.Q(bulk=""))]
        constraints = [
            one_of("decision", "verb", Verb),
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(is_example=True), name="decision_has_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()} {self.breach or self.subject}"


class ChangeQuerySet(models.QuerySet):
    def after(self, cursor: int):
        return self.filter(pk__gt=cursor).order_by("pk")

    def newest(self) -> int:
        """The cursor of now: the id of the last change, 0 before the first."""
        return self.aggregate(newest=models.Max("pk"))["newest"] or 0

    def verification_at(self, cursor: int) -> models.Subquery:
        """For a queryset of breaches: what each was at a cursor; NULL where it was not there yet."""
        known = self.filter(breach=models.OuterRef("pk"), pk__lte=cursor).exclude(verification="").order_by("-pk")
        return models.Subquery(known.values("verification")[:1])


class Change(models.Model):
    """One line of what changed, by people or machine; its id is the cursor that live pages follow."""

    at = models.DateTimeField()
    verb = word(Verb)
    agreement = models.ForeignKey(
        "tracker.Agreement", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    breach = models.ForeignKey("tracker.Breach", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey("tracker.Document", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("tracker.Source", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    verification = word(
        Verification,
        blank=True,
        default="",
        help_text="The breach's, after the change: what it was at any cursor is that of its last change before it.",
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("change", "verb", Verb),
            one_of("change", "verification", Verification, blank=True),
        ]

    def __str__(self):
        return f"{self.pk}: {self.verb}"

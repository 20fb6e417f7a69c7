"""Parties, their names, what they belong to, and their roles in agreements."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tracker.models.fields import citations, not_reversed, once, one_of, word
from tracker.vocab import AliasKind, MembershipKind, PartyKind, RoleKind, Standing


class Party(models.Model):
    """An armed actor, state, coalition, body or population."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, help_text="A neutral name, as we write it.")
    kind = word(PartyKind)
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)
    citations = citations()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"
        constraints = [one_of("party", "kind", PartyKind), not_reversed("party", "founded_on", "dissolved_on")]

    def __str__(self):
        return self.name


class AliasQuerySet(models.QuerySet):
    def for_agreement(self, agreement):
        """Names that hold everywhere, and generic ones that are meant in this agreement."""
        return self.filter(Q(agreement__isnull=True) | Q(agreement=agreement))


class Alias(models.Model):
    """A name of a party, as sources write it."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True)
    kind = word(AliasKind)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    agreement = models.ForeignKey(
        "tracker.Agreement",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text="For a generic name: the agreement it is meant in.",
    )

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["text"]
        constraints = [
            one_of("alias", "kind", AliasKind),
            not_reversed("alias", "valid_from", "valid_to"),
            *once("alias_once", ["party", "text"], or_none="agreement"),
            models.CheckConstraint(
                condition=~Q(kind=AliasKind.GENERIC.value) | Q(agreement__isnull=False),
                name="alias_generic_has_agreement",
            ),
        ]

    def __str__(self):
        return self.text


class Membership(models.Model):
    """Party `child` is a member or ally of, split from, merged into, or was renamed to `parent`."""

    child = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="children")
    kind = word(MembershipKind)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    date_note = models.CharField(max_length=200, blank=True, help_text="Where the day is not known exactly.")
    citations = citations()

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            one_of("membership", "kind", MembershipKind),
            not_reversed("membership", "valid_from", "valid_to"),
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="membership_not_of_itself"),
            *once("membership_once", ["child", "parent", "kind"], or_none="valid_from"),
        ]

    def __str__(self):
        return f"{self.child} {self.get_kind_display()} {self.parent}"


class RoleQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        """Roles that stand on that day."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(started & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))


class Role(models.Model):
    """A party's dated role in an agreement, and how settled it is."""

    agreement = models.ForeignKey("tracker.Agreement", on_delete=models.CASCADE, related_name="roles")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    role = word(RoleKind)
    standing = word(Standing, default=Standing.ESTABLISHED.value)
    guarantees = models.ManyToManyField(Party, blank=True, related_name="guaranteed_in")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)
    citations = citations()

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["role", "party__name", "valid_from"]
        constraints = [
            one_of("role", "role", RoleKind),
            one_of("role", "standing", Standing),
            not_reversed("role", "valid_from", "valid_to"),
            *once("role_once", ["agreement", "party", "role"], or_none="valid_from"),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_role_display()}"

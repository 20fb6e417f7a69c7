"""Tokens with which an account's own programs read the API."""

import datetime as dt
import hashlib

from django.db import models


def digest_of(secret: str) -> str:
    """What is kept of a token. A plain hash is enough: the secret is 256 random bits, which nobody guesses from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet):
    def standing(self):
        """Those that open the API: not revoked."""
        return self.filter(revoked_at__isnull=True)

    def of_secret(self, secret: str):
        """The token that this secret belongs to, revoked or not, with its account."""
        return self.filter(digest=digest_of(secret)).select_related("account")


class ApiToken(models.Model):
    """One token of an account. The secret itself is shown once and kept nowhere."""

    account = models.ForeignKey("tracker.Account", on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80, help_text="What it is for, in its owner's words.")
    start = models.CharField(max_length=12, help_text="The secret's first characters, to tell tokens apart.")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True, help_text="The last day (UTC) it was used.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name} ({self.start}…)"

    def is_used_first_on(self, day: dt.date) -> bool:
        return self.last_used_on is None or self.last_used_on < day

"""What an editor or an analyst has at hand: the breach that is open before them, and the filters that they saved."""

import datetime as dt

from django.db import models

from tracker.models.breach import Breach
from tracker.models.fields import once


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


class SavedViewQuerySet(models.QuerySet):
    def over(self, agreement):
        """Those of an agreement's pages; of the editors' queue where it is None."""
        return self.filter(agreement=agreement)


class SavedView(models.Model):
    """A filter as somebody likes to see it again: the query of its address under a name."""

    account = models.ForeignKey("tracker.Account", on_delete=models.CASCADE, related_name="saved_views")
    agreement = models.ForeignKey(
        "tracker.Agreement",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose pages it filters; none for the editors' queue.",
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=4000)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = once("saved_view_once", ["account", "name"], or_none="agreement")

    def __str__(self):
        return self.name

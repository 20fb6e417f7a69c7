"""What is sent to people by e-mail."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Account, Source
from tracker.vocab import Group


@dataclass(frozen=True)
class Notice:
    """One message; `to` are addresses, empty where nobody gave one."""

    to: list[str]
    subject: str
    body: str


def source_paused(source: Source, *, error: str) -> Notice:
    """To admins: a source failed so often that it is not asked any more."""
    body = _(
        "%(name)s is not asked any more, after %(n)s failures in a row.\n\nThe last one: %(error)s\n\n"
        "Look at it, and resume it, at %(address)s"
    ) % {
        "name": source.name,
        "n": source.poll_failures + 1,
        "error": error,
        "address": settings.SITE_URL + reverse("source", args=[source.key]),
    }
    return Notice(_admins(), _("Paused: %(name)s") % {"name": source.name}, body)


def _admins() -> list[str]:
    admins = Account.objects.filter(groups__name=Group.ADMIN.value, is_active=True).exclude(email="")
    return list(admins.values_list("email", flat=True))

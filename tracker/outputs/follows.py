"""What an account follows, with how each is told and what became of the last messages."""

from dataclasses import dataclass

from django.urls import reverse

from tracker.models import Account, Follow, Message
from tracker.vocab import Channel


@dataclass(frozen=True)
class Row:
    """`messages`: the last one of each channel that is in use."""

    follow: Follow
    messages: list[Message]
    url: str


def followed_by(account: Account) -> list[Row]:
    """Two queries, however much is followed."""
    rows = list(Follow.objects.of(account).with_last_messages())
    keys = {row.pk: [getattr(row, f"last_{one}") for one in Channel] for row in rows}
    wanted = [key for last in keys.values() for key in last if key]
    messages = Message.objects.defer("body").in_bulk(wanted)
    return [Row(row, [messages[key] for key in keys[row.pk] if key in messages], url_of(row)) for row in rows]


def url_of(follow: Follow) -> str:
    """The page of what is followed."""
    if follow.region_id:
        return reverse("region", args=[follow.agreement.key, follow.region.code])
    page = reverse("agreement", args=[follow.agreement.key])
    return f"{page}?{follow.query}" if follow.query else page

"""What a site lets programs fetch: its robots.txt (RFC 9309), asked for once a day."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.sources import fetching
from tracker.sources.items import NotReadable, Refused, Unreachable

KEPT = dt.timedelta(days=1)
MOST_CHARACTERS = 100_000
LONGEST_DELAY = 3600.0
KEY = "robots"


@dataclass(frozen=True)
class Rules:
    """`text`: the robots.txt; an empty one allows all. `state` is to be kept, so that it is not asked for each time."""

    text: str
    state: dict

    def allow(self, url: str) -> bool:
        return not self.text or self._parsed.can_fetch(url, fetching.USER_AGENT)

    @property
    def delay(self) -> float:
        """Seconds to leave between two requests, as the site asks; 0 where it does not."""
        asked = self._parsed.crawl_delay(fetching.USER_AGENT) if self.text else None
        return min(float(asked or 0), LONGEST_DELAY)

    @property
    def _parsed(self):
        from protego import Protego

        return Protego.parse(self.text)


def of(url: str, state: dict, *, now: dt.datetime, allow_private: bool = False) -> Rules:
    """The rules of an address's site: those kept in `state` if they are of today, else asked for anew.

    A site without the file allows all. One that has trouble is left alone: raises Unreachable (RFC 9309, 2.3.1.4).
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    kept = state.get(KEY) or {}
    if kept.get("site") == site and now - dt.datetime.fromisoformat(kept["asked"]) < KEPT:
        return Rules(kept["text"], kept)
    try:
        answer = fetching.get(f"{site}/robots.txt", allow_private=allow_private)
        text = answer.body.decode("utf-8", "replace")[:MOST_CHARACTERS]
    except (NotReadable, Refused):
        text = ""
    except Unreachable as failure:
        if failure.is_temporary:
            raise
        text = ""
    return Rules(text, {"site": site, "asked": now.isoformat(), "text": text})


def check(url: str, state: dict, *, now: dt.datetime, allow_private: bool = False) -> Rules:
    """As `of`; raises Refused where the address is not for programs."""
    rules = of(url, state, now=now, allow_private=allow_private)
    if not rules.allow(url):
        raise Refused(f"{urlsplit(url).netloc} does not let programs read this address: its robots.txt says so.")
    return rules

"""Which item of a feed is which: the same name at every fetch, and never one name for two stories.

Feeds misuse their guids: they leave them out, or give an old one to a new story. So the feed's state remembers, for
each guid (or address, where there is no guid), the stories that it named. The first keeps the bare name; a later one
that is not that story edited gets the name with a mark of its own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.sources import addresses

_MOST_REMEMBERED = 2000


@dataclass(frozen=True)
class Marks:
    """What an item can be known by; `day` is the ISO date of its publication, any of them may be ""."""

    guid: str
    link: str
    title: str
    day: str
    text: str

    @property
    def base(self) -> str:
        return self.guid or self.link or f"sha256:{digest(self.title, self.text, length=40)}"

    @property
    def story(self) -> str:
        """Three digests of six letters: of the address, of the title, of the day."""
        link = addresses.clean(self.link).partition("://")[2] if self.link else ""
        return "".join(digest(part, length=6) for part in (link, self.title.casefold(), self.day))


def digest(*parts: str, length: int = 16) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:length]


def names(items: Sequence[Marks], known: dict[str, list[str]]) -> tuple[list[str], dict[str, list[str]]]:
    """The external ids of a fetch's items, in their order, and the memory for the next fetch.

    `known`: digest of a guid or address -> the stories that it stood for at former fetches, the bare-named one first.
    """
    memory = {key: list(stories) for key, stories in known.items()}
    present: dict[str, set[str]] = {}
    for item in items:
        present.setdefault(item.base, set()).add(item.story)
    found = []
    for item in items:
        key = digest(item.base, length=12)
        stories = memory.pop(key, [])
        position = _position(stories, item, present[item.base])
        memory[key] = [*stories[:position], item.story, *stories[position + 1 :]]  # last in, last to be forgotten
        found.append(item.base if position == 0 else f"{item.base}#{item.story}")
    return found, dict(list(memory.items())[-_MOST_REMEMBERED:])


def _position(stories: list[str], item: Marks, present: set[str]) -> int:
    """Which of the stories of that name the item is; the next free number for a new one."""
    if item.story in stories:
        return stories.index(item.story)
    if not stories:
        return 0
    is_edited = len(stories) == 1 and stories[0] not in present and _is_same(stories[0], item)
    return 0 if is_edited else len(stories)


def _is_same(story: str, item: Marks) -> bool:
    """An edit changes the title or the address, not both along with the day."""
    link, title, day = (story[at : at + 6] == item.story[at : at + 6] for at in (0, 6, 12))
    return link or (title and day) if item.link else title or day

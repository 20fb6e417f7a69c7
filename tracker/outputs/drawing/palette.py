"""The colours of pictures: those of the pages' light scheme, read from the style sheet that defines them."""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

TOKENS = "css/tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),")


@lru_cache(maxsize=1)
def _light() -> dict[str, str]:
    return dict(_TOKEN.findall(Path(finders.find(TOKENS)).read_text()))


def colour(token: str) -> str:
    """The light value of a token, such as `colour("ink-2")`: "#4a5058"."""
    return _light()[token]


def state_colours(state: str) -> tuple[str, str]:
    """Fill and ink of a region's state."""
    name = state.replace("_", "-")
    return colour(f"st-{name}-fill"), colour(f"st-{name}-ink")

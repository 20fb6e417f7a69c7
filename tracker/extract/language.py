"""Which language a text is in. The model is loaded only when first asked for."""

from functools import lru_cache

SHORTEST = 20  # letters: on less the guess is worth nothing
FIRST = 2000  # characters looked at


@lru_cache(maxsize=1)
def _classify():
    import py3langid  # loading takes a fifth of a second, so only where a text comes without its language

    return py3langid.classify


def detect(text: str) -> str | None:
    """An ISO 639-1 code, or None where the text is too short to tell."""
    sample = text[:FIRST]
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return None
    return str(_classify()(sample)[0])

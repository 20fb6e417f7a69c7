"""Which language a text is in."""

_ENOUGH = 120
_TOO_FEW = 30
_SAMPLE = 4000
_LAST_LATIN = "\u024f"


def of(text: str, declared: str = "") -> str:
    """A two-letter code, or "" where a few words are all there is and nothing is declared.

    A long text speaks for itself. A shorter one takes what is declared ("ar-SY" is "ar"), but for English in other
    letters: many sites leave their software's default there.
    """
    named = declared.strip().lower().replace("_", "-").partition("-")[0]
    named = named if len(named) in (2, 3) and named.isalpha() else ""
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    is_english_by_default = named == "en" and sum(letter > _LAST_LATIN for letter in letters) * 2 > len(letters)
    if len(letters) < _TOO_FEW or (len(letters) < _ENOUGH and named and not is_english_by_default):
        return named
    import py3langid

    return py3langid.classify(text[:_SAMPLE])[0]

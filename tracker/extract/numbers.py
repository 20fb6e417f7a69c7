"""Numbers as texts write them: digits, words, "at least", "two to three"."""

import re

WORDS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
WORDS |= {"no": 0, "a": 1, "an": 1, "another": 1, "both": 2, "a dozen": 12, "a hundred": 100, "none": 0}
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
UNITS = "one|two|three|four|five|six|seven|eight|nine"
CARDINAL = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,7}}|(?:{TENS})(?:-(?:{UNITS}))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|{UNITS}|a dozen|a hundred|zero)"
)
FLOOR = r"at least|more than|over|no fewer than|not less than|no less than|upwards of|a minimum of|as many as|up to|about|around|some|nearly|almost|roughly|approximately|an estimated|only|just"
ORDINALS = {
    w: n
    for n, w in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
        ]
    )
}
ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|\d{1,3}(?:st|nd|rd|th))"
LOW_ONLY = re.compile(r"at least|more than|over|no fewer than|not less than|no less than|upwards of|a minimum of")


def value(text: str) -> int | None:
    """The number that `text` (lower case) writes, or None. "22" -> 22, "3,000" -> 3000, "twenty-one" -> 21."""
    text = text.strip()
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= 9 else None
    if text in WORDS:
        return WORDS[text]
    tens, _, unit = text.partition("-")
    return WORDS[tens] + WORDS[unit] if tens in WORDS and unit in WORDS else None


def ordinal(text: str) -> int | None:
    """ "third" -> 3, "21st" -> 21."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ORDINALS.get(text)

"""Keys under which a place name is found however it is spelt.

`fold` is for the exact look-up: two common spellings of one name should give the same key. `block` is coarser, a skeleton
of consonants: names that share one are compared letter by letter. Latin spellings are brought together by the habits of
transliteration from Arabic and Slavic scripts; Arabic and Cyrillic names stay in their script and are only evened out.
"""

import re
import unicodedata
from functools import lru_cache

# Combining marks of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs; other scripts keep theirs, where they
# stand for vowels.
MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
APOSTROPHES = re.compile("['’‘`´ʼʻʾʿʹʺ\"“”ˈ′ءʽ]")  # ayn, hamza, soft signs in Latin letters; the lone Arabic hamza
NOT_LETTERS = re.compile(r"[^\w]+|_+")
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
OTHER_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"}
)
EASTERN = str.maketrans(
    # Arabic script: forms of one letter, also Persian and Urdu ones
    {
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ۃ": "ه",
        "ک": "ك",
        "گ": "ك",
        "پ": "ب",
        "چ": "ج",
        "ٱ": "ا",
    }
    # Cyrillic: Ukrainian and Russian spellings of one sound
    | {"і": "и", "є": "е", "э": "е", "ы": "и", "ґ": "г", "ъ": "", "ь": ""}
)
ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ad",
        "ed",
        "adh",
        "edh",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "eth",
        "az",
        "ez",
        "ал",
        "ел",
        "ад",
        "ед",
        "ан",
        "ен",
        "ар",
        "ер",
        "ас",
        "ес",
        "ат",
        "ет",
        "аз",
        "ез",
        "аш",
        "еш",
    ]  # as EASTERN leaves them: "эль" is "ел" by then
)
ARABIC_ARTICLE = re.compile(r"^(?:و?ال)(?=\w{2})")
ARABIC = re.compile("[\u0600-\u06ff]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
# Endings of case ("Донецка", "Донецке", "Донецком"), as they are left by MARKS and EASTERN
CASE_ENDING = re.compile(r"(?<=\w{4})(?:ами|ями|ои|ом|ем|еи|ах|ях|ам|ям|ою|ею|а|я|о|е|у|ю|(?<!и)и)$")

# Order matters: later rules see what earlier ones leave.
LATIN_RULES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"ck|q|c(?!h)", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"dj", "j"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"(?<=[aeiou])h$", ""),
        (r"e[iy]|a[iy]|ee|ie|iy|y", "i"),
        (r"ou|oo|aw|au|ow|uw|w|o", "u"),
        (r"e", "a"),
        (r"(.)\1+", r"\1"),
    )
)
LATIN_BLOCK = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"ks", "k"),  # an x, which would else count as two letters
        (r"kh|ch|g", "k"),
        (r"sh", "s"),
        (r"z", "d"),
        (r"p", "b"),
        (r"v", "f"),
        (r"(?<!^)h", ""),
        (r"[aiu]", ""),
    )
)
EASTERN_BLOCK = str.maketrans({**dict.fromkeys("اويهءаеиоуюя"), "ث": "ت", "ذ": "د", "ظ": "ض", "ё": None})
BLOCK_LENGTH = 12
CACHED = 1 << 15  # names and words kept ready: the same ones come again and again, in a text and in a gazetteer
SHORTEST_BLOCK = 2


@lru_cache(maxsize=CACHED)
def plain(name: str) -> str:
    """The name in lower case without marks, brackets, punctuation and articles; words parted by one space."""
    text = BRACKETS.sub(" ", name).strip() or name
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).lower()
    text = APOSTROPHES.sub("", MARKS.sub("", text)).translate(OTHER_LETTERS).translate(EASTERN)
    words = [ARABIC_ARTICLE.sub("", word) for word in NOT_LETTERS.sub(" ", text).split()]
    kept = [word for word in words[:-1] if word not in ARTICLES] + words[-1:]
    return " ".join(kept)


def fold(name: str) -> str:
    """The key for the exact look-up: "Ma'arrat an-Nu'man", "Maarat al-Numan" → "maratnuman"; "" if nothing is left."""
    return "".join(_folded_word(word) for word in plain(name).split())


@lru_cache(maxsize=CACHED)
def _folded_word(word: str) -> str:
    if ARABIC.search(word):
        return re.sub("[اه]$", "ا", word)
    if CYRILLIC.search(word):
        return re.sub(r"(.)\1+", r"\1", CASE_ENDING.sub("", word))
    for pattern, new in LATIN_RULES:
        word = pattern.sub(new, word)
    return word


def block(name: str) -> str:
    """The skeleton of consonants, 12 signs at most: "Skeik", "Sukayk" → "skk"; the fold itself where that is too short."""
    return block_of(fold(name))


def block_of(key: str) -> str:
    """The block of a folded key."""
    if ARABIC.search(key) or CYRILLIC.search(key):
        skeleton = key.translate(EASTERN_BLOCK)
    else:
        skeleton = key
        for pattern, new in LATIN_BLOCK:
            skeleton = pattern.sub(new, skeleton)
    return (skeleton if len(skeleton) >= SHORTEST_BLOCK else key)[:BLOCK_LENGTH]


def blocks(name: str) -> tuple[str, ...]:
    """The blocks under which to look for a name: its own, and those with its last or its first sign left off.

    Endings change with case ("Песках") and with the feminine ending (-at, -ah); a first sign is often an article that
    has grown on.
    """
    own = block(name)
    shorter = [part for part in (own[:-1], own[1:]) if len(part) > SHORTEST_BLOCK]
    return tuple(dict.fromkeys(each for each in (own, *shorter) if each))


CONSONANTS = "bdfhjklmnrstw"  # what a Latin skeleton is made of
EASTERN_CONSONANTS = {"arabic": "بتجحخدرزسشصضطعغفقكلمن", "cyrillic": "бвгджзйклмнпрстфхцчшщ"}
LEAST_FOR_NEIGHBOURS, MOST_FOR_NEIGHBOURS = 2, 12


def neighbours(name: str) -> tuple[str, ...]:
    """The blocks that one wrong letter may have made of a name's own: a sign more, one less, another, or two swapped.

    A hundred or two for a usual name, so they are for a second look-up, where the own block gives nothing. Short
    skeletons have none: too many villages are one letter apart.
    """
    own = block(name)
    if not LEAST_FOR_NEIGHBOURS <= len(own) <= MOST_FOR_NEIGHBOURS:
        return ()
    letters = CONSONANTS
    if ARABIC.search(own) or CYRILLIC.search(own):
        letters = EASTERN_CONSONANTS["arabic" if ARABIC.search(own) else "cyrillic"]
    fewer = {own[:at] + own[at + 1 :] for at in range(len(own))}
    found = set(fewer)
    if len(own) == BLOCK_LENGTH:  # where a sign less may bring in one that was cut off
        found |= {each + letter for each in fewer for letter in letters}
    found |= {own[:at] + letter + own[at + 1 :] for at in range(len(own)) for letter in letters}
    found |= {own[:at] + letter + own[at:] for at in range(len(own) + 1) for letter in letters}
    found |= {own[:at] + own[at + 1] + own[at] + own[at + 2 :] for at in range(len(own) - 1)}
    return tuple(sorted({each[:BLOCK_LENGTH] for each in found if len(each) >= SHORTEST_BLOCK} - {own}))

"""The ways in which one place string may be meant: with or without "town", either side of a slash, without a grown-on article."""

import re

from tracker.geo.keys import BRACKETS, plain

# Words that say what kind of place it is, by the kind they stand for; looked for at either end of the string.
FEATURES = {
    "city": "city", "town": "town", "village": "village", "villages": "village", "hamlet": "village", "settlement": "village",
    "suburb": "quarter", "neighbourhood": "quarter", "neighborhood": "quarter", "quarter": "quarter",
    "area": "area", "areas": "area", "farm": "farm", "farms": "farm", "camp": "camp", "island": "island", "valley": "valley",
    "mountain": "mountain", "mountains": "mountain", "hill": "hill", "hills": "hill", "checkpoint": "checkpoint", "front": "area",
    "axis": "area", "airport": "airport", "airbase": "airport", "crossing": "crossing",
    "مدينة": "city", "بلدة": "town", "قرية": "village", "حي": "quarter", "مخيم": "camp", "منطقة": "area", "محور": "area", "جبهة": "area",
    "город": "city", "города": "city", "городе": "city", "село": "village", "села": "village", "селе": "village",
    "деревня": "village", "деревни": "village", "деревне": "village", "поселок": "town", "поселка": "town", "посёлок": "town",
    "посёлка": "town", "район": "area", "місто": "city", "селище": "town",
}  # fmt: skip
# Of two places that differ in one of these the one is never the other, however like they are spelt.
SIDES = {
    word: side
    for side, words in {
        "east": "east eastern sharqi sharqiyah sharqiya sharqiyeh sherqi الشرقي الشرقية شرقي восточный восточная східний східна",
        "west": "west western gharbi gharbiyah gharbiya gharbiyeh الغربي الغربية غربي западный западная західний західна",
        "north": "north northern shamali shamaliyah shamaliya shimali الشمالي الشمالية شمالي северный северная північний північна",
        "south": "south southern janubi janubiyah janubiya junubi الجنوبي الجنوبية جنوبي южный южная південний південна",
        "upper": "upper fawqani fawqa fouqani العليا الفوقاني верхний верхняя верхній верхня",
        "lower": "lower tahtani tahta السفلى التحتاني нижний нижняя нижній нижня",
        "big": "big great kabir kabira kabirah kubra الكبير الكبيرة большой большая великий велика",
        "small": "small little saghir saghira saghirah sughra الصغير الصغيرة малый малая малий мала",
    }.items()
    for word in plain(words).split()
}
HALVES = re.compile(r"\s*/\s*|\s+or\s+|\s+also\s+", re.IGNORECASE)
GROWN_ARTICLE = re.compile(r"^(?:al|el)-?(?=\w{4})", re.IGNORECASE)
EDGES = " ,.;:'\"“”"


def opposed(one: str, other: str) -> bool:
    """Whether one name says "eastern" or "upper" where the other says something else of that sort."""
    sides, other_sides = ({SIDES[word] for word in plain(name).split() if word in SIDES} for name in (one, other))
    return bool(sides and other_sides and sides != other_sides)


def without_feature(name: str) -> tuple[str, str | None]:
    """The name without its word of kind, and that kind: "Saraqib town" → ("Saraqib", "town"); as it is if it has none."""
    words = name.split()
    if len(words) > 1 and (kind := FEATURES.get(words[-1].lower().strip(EDGES))):
        return " ".join(words[:-1]), kind
    if len(words) > 1 and (kind := FEATURES.get(words[0].lower().strip(EDGES))):
        rest = words[2:] if words[1].lower() == "of" else words[1:]
        return " ".join(rest) or name, kind
    return name, None


def feature_of(name: str) -> str | None:
    """The kind of place that the string itself names, or None."""
    return without_feature(name)[1]


def spellings(name: str) -> tuple[str, ...]:
    """Every reading of a place string, the plainest first; never empty unless the string has no letters."""
    whole = name.strip(EDGES)
    inside = [part.strip("()[]") for part in BRACKETS.findall(whole)]
    halves = [half for half in HALVES.split(BRACKETS.sub(" ", whole)) if half.strip()]
    forms = [whole, *halves, *inside]
    forms += [without_feature(form)[0] for form in forms]
    forms += [GROWN_ARTICLE.sub("", form) for form in forms if " " not in form and "-" not in form]
    return tuple(dict.fromkeys(form.strip(EDGES) for form in forms if plain(form)))

"""Stage 10: a monitor's count by region, in prose: "27 violations: Aleppo (5), Damascus (10)"; sums are checked."""

import re
from dataclasses import dataclass

from tracker.extract import numbers
from tracker.extract.normalise import fold
from tracker.extract.parts import Doc, Name
from tracker.extract.places import NAME, REGION_SUFFIX, SUFFIX
from tracker.extract.rules_data import words
from tracker.extract.types import Context, Span

N = rf"(?:{numbers.CARDINAL})"
KINDS = r"(?:(?:cease-?fire |truce |armistice |new |such |alleged |registered |separate |individual |more |fresh |reported |confirmed )*(?:violations?|breach(?:es)?|infringements?|infractions|incidents?|ceasefire-breaking|cases of (?:fir(?:e|ing)|shelling|violations?)|facts of (?:fire|violation)|instances of (?:\w+ )?(?:violations?|fire|firing)|explosions|shellings|bursts|attacks|truce breaks))"
HEAD = re.compile(rf"(?<![\w,.-])(?P<n>{N}|no|a total of {N}) (?:\w+ ){{0,2}}?(?P<kind>{KINDS})(?!\w)")
KIND = re.compile(rf"(?<!\w){KINDS}(?!\w)")
PAREN = re.compile(r"\s?\((?P<n>\d{1,6})(?: (?:violations?|cases?|breach(?:es)?|incidents?|times))?\)")
DASH = re.compile(
    rf"\s?(?:–|—|-|:|=)\s?(?P<n>\d{{1,6}}|{N})(?![\w%]|-\w|:\d|\s?(?:people|civilians|km|dead|killed|a\.m|p\.m))"
)
COUNT_IN = re.compile(
    rf"(?<![\w,.-])(?P<n>{N}|another {N}|none)(?: (?:more|others?|of (?:them|these|which)|each))?(?P<kind> {KINDS})?(?: (?:was|were|took place|occurred|recorded|registered|each|happened|fell|came))* (?:in|across|from|for) (?:the )?(?P<pre>(?:{words.REGION_NOUNS}|{words.PLAIN_PLACE_NOUNS})(?: of)? )?(?:both )?(?:the )?(?:[\w-]+ern )?"
)
VERBS = r"(?:recorded|registered|logged|documented|counted|observed|noted|reported|tallied|heard)"
# "In Donetsk region, the mission recorded 11 violations"; "in Luhansk it recorded four".
IN_FIRST = re.compile(
    rf"(?<![\w-])(?:in|across|for) (?:the )?(?:[\w-]+ern )?(?P<name>[^\W\d_][^,;.()]{{1,40}}?),? (?:[\w'-]+ ){{0,6}}?{VERBS}(?: (?:a total of|some|about|another|as many as|only|just))?"
    rf" (?P<n>{N}|no)(?: (?:\w+ ){{0,2}}?(?P<kind>{KINDS}))?(?=[,.;]|$| and\b| in\b| while\b| compared\b| including\b| of\b| on\b)"
)
CUMULATIVE = re.compile(
    r"\bsince\b|\bso far\b|\bin total\b|\boverall\b|\bto date\b|bringing (?:the|to)|cumulative|\bmore than [\d,]{5,}|throughout the (?:truce|ceasefire)|over the (?:past|last) (?:\w+ )?(?:months?|years?|weeks)|in the first \w+ (?:days|weeks|months)|total (?:number|tally)"
)
NONE_CONFIRMED = re.compile(
    r"(?:confirmed|acknowledged|registered|recorded) (?:none|no|only|not)|did not confirm|(?:not|none) (?:of (?:them|these|which) )?(?:were |was |been )?confirmed"
)


KEPT_COUNT = re.compile(
    rf"{VERBS}(?= (?:a total of |some |about |another |only |just )?(?:{N})(?:[,.;]| in\b| and\b|$))"
)


@dataclass(frozen=True)
class Row:
    """One count; `names` are the regions it stands for (empty for a total without regions)."""

    names: tuple[Name, ...]
    count: int
    count_span: Span
    known: bool
    rule: str


@dataclass(frozen=True)
class Bulletin:
    span: Span
    kind: Span
    total: int | None
    rows: tuple[Row, ...]
    cumulative: bool


def _number(text: str) -> int | None:
    return numbers.value(re.sub(r"^(?:another|a total of) ", "", text))


def _names_before(doc: Doc, floor: int, end: int) -> tuple[Name, ...]:
    """The name that ends right at `end` (a "province" behind it left out), none if other words stand between."""
    for match in NAME.finditer(doc.flat, floor, end):
        gap = doc.low[match.end() : end]
        if (
            re.fullmatch(rf"(?: (?:{words.REGION_NOUNS}|city|countryside|{words.PLAIN_PLACE_NOUNS}))?\s?", gap)
            and match.group().lower() not in words.NOT_NAMES
        ):
            return (_clean(doc, match.start(), match.end()),)
    return ()


def _clean(doc: Doc, start: int, end: int) -> Name:
    word = re.match(r"(?:in|the|for|and|from|at) ", doc.low[start:end])
    start += word.end() if word else 0
    return Name(start, end, doc.flat[start:end])


def _rows_behind(doc: Doc, span: Span, pattern: re.Pattern, rule: str) -> list[Row]:
    """Rows whose number stands behind the name: "Aleppo (5)", "Idlib – 4"."""
    rows = []
    floor = span[0]
    for match in pattern.finditer(doc.low, *span):
        number = _number(match["n"])
        names = _names_before(doc, max(floor, match.start() - 60), match.start())
        if names and number is not None:
            rows.append(Row(names, number, match.span("n"), False, rule))
        floor = match.end()
    return rows


def _names_after(doc: Doc, at: int, stop: int) -> tuple[Name, ...]:
    """The names that begin at `at` and are joined by commas and "and"."""
    names: list[Name] = []
    while at < stop:
        match = NAME.match(doc.flat, at, stop)
        if match is None:
            break
        names.append(_clean(doc, match.start(), match.end()))
        end = match.end()
        suffix = REGION_SUFFIX.match(doc.low, end, stop) or SUFFIX.match(doc.low, end, stop)
        end = suffix.end() if suffix else end
        join = re.match(rf"(?:, and |, | and )(?:the )?(?!{N}\b)", doc.low[end:stop])
        if join is None:
            break
        at = end + join.end()
    return tuple(names)


def _rows_before(doc: Doc, span: Span) -> list[Row]:
    """Rows whose number stands before the name: "312 violations in Donetsk region and 48 in Luhansk region"."""
    rows = []
    for match in COUNT_IN.finditer(doc.low, *span):
        number = 0 if match["n"] == "none" else _number(match["n"])
        names = _names_after(doc, match.end(), span[1])
        if names and number is not None:
            each = (
                " each" in match.group()
                or re.match(r"[\w\s-]{0,14}\beach\b", doc.low[names[-1].end : span[1]]) is not None
            )
            groups = [(n,) for n in names] if each else [names]
            rows += [Row(g, number, match.span("n"), bool(match["kind"]), "bulletin.count_in") for g in groups]
    return rows


def _rows_in_first(doc: Doc, span: Span) -> list[Row]:
    """Rows whose region stands first: "In Donetsk region, the mission recorded 11 violations"."""
    rows = []
    for match in IN_FIRST.finditer(doc.low, *span):
        name = NAME.match(doc.flat, match.start("name"), match.end("name"))
        number = _number(match["n"]) if match["n"] != "no" else None
        if name and number is not None:
            region = _clean(doc, *name.span())
            rows.append(Row((region,), number, match.span("n"), bool(match["kind"]), "bulletin.in_first"))
    return rows


def _usable_rows(doc: Doc, span: Span, head: re.Match | None) -> list[Row]:
    rows = _rows_behind(doc, span, PAREN, "bulletin.parentheses")
    if len(rows) >= 2 or (rows and head):
        before = [
            r
            for r in _rows_before(doc, span)
            if not any(a.start <= r.count_span[0] < b for a, b in ((r2.names[0], r2.count_span[1]) for r2 in rows))
        ]
        return sorted(
            rows + [r for r in before if r.count_span[0] > rows[-1].count_span[1]], key=lambda r: r.names[0].start
        )
    rows = _rows_behind(doc, span, DASH, "bulletin.dash")
    if len(rows) >= 2 or (rows and head and head.start() < rows[0].names[0].start):
        return rows
    rows = _rows_in_first(doc, span) or _rows_before(doc, span)
    return rows if len(rows) >= 2 or (rows and (rows[0].known or rows[0].rule == "bulletin.in_first")) else []


def find(doc: Doc, span: Span, context: Context, after: bool = False) -> Bulletin | None:
    """The count that a stretch gives, or None. Needs words such as "violations" in it, or a bulletin right before it."""
    kind = KIND.search(doc.low, *span) or (KEPT_COUNT.search(doc.low, *span) if after else None)
    if kind is None:
        return None
    head = HEAD.search(doc.low, *span)
    rows = _usable_rows(doc, span, head)
    total = _number(head["n"]) if head and head["n"] != "no" else None
    if not rows and (
        head is None
        or total is None
        or not head["kind"].rstrip("s").endswith(("violation", "breache", "breach", "infringement"))
    ):
        return None
    if (
        rows
        and total is not None
        and any(r.count_span[0] == head.start("n") or head.start("n") == r.count_span[0] for r in rows)
    ):
        total = None  # the first row's own number is no total
    cumulative = CUMULATIVE.search(doc.low, *span) is not None
    return Bulletin(span, kind.span(), total, tuple(rows), cumulative)


def check(bulletin: Bulletin) -> str | None:
    """A sentence for the editor where the stated total is not the sum of the rows."""
    if bulletin.total is None or len(bulletin.rows) < 2:
        return None
    summed = sum(row.count for row in bulletin.rows)
    if summed == bulletin.total:
        return None
    return f"The text states a total of {bulletin.total}, but its rows add up to {summed}."


def share(bulletin: Bulletin) -> list[Row]:
    """Rows as they will be told: "three in Hama and Idlib" is one row for both, or three each where the total says so."""
    joint = [row for row in bulletin.rows if len(row.names) > 1]
    summed = sum(row.count for row in bulletin.rows)
    extra = sum(row.count * (len(row.names) - 1) for row in joint)
    if joint and bulletin.total is not None and summed + extra == bulletin.total:
        return [
            Row((name,), row.count, row.count_span, row.known, row.rule) for row in bulletin.rows for name in row.names
        ]
    return list(bulletin.rows)


def folded(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(fold(name.text) for name in names)

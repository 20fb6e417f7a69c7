"""Stage 2: paragraphs without page furniture, sentences, and the clauses of a sentence."""

import re

from tracker.extract.parts import Clause, Doc, Sentence
from tracker.extract.rules_data import words
from tracker.extract.types import Span

LONGEST = 1000  # characters; a longer run is cut, so that later stages stay linear on any input
LINE_IS_HEADING = 70
BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?!\s*\n))*")
STOP = re.compile(r"(?:[.!?]|\.\.\.|…)[\"')\]]{0,2}(?=\s+[\"'(\[]{0,2}[^\W_a-z]|\s*$)")
FURNITURE = re.compile(rf"^\W{{0,3}}{words.FURNITURE_START}", re.I)
FURNITURE_INSIDE = re.compile(words.FURNITURE_ANYWHERE, re.I)
BOUNDARY = re.compile(
    r"[;]\s|\s(?:[–—]|--?)\s|(?<!\d)\s?:\s|\.\.\s"
    r"|,?\s(?P<word>but|while|whereas|although|even though|though|even as|because|after|before|when|amid|following|if|unless|until|despite"
    r"|in response to|in retaliation for|who|which|that|just as|prompting|as(?! (?:saying|well|part|an?|many|much|of|far|such|soon|long|early|late|its"
    r"|high)\b))\s"
    r"|,\s(?P<comma>and|where|whose|with|in which|so|then)\s"
    r"|,\s(?=(?:\w+ly\s)?(?P<part>\w{2,}ing)\s)"
)


def _pieces(doc: Doc, start: int, end: int) -> list[Span]:
    """The block's lines, joined again where a line was only wrapped."""
    pieces: list[Span] = []
    at = start
    for line in doc.flat[start:end].split("\n"):
        stop = at + len(line)
        text = line.strip()
        if pieces and text and _goes_on(doc.flat[pieces[-1][0] : pieces[-1][1]], text):
            pieces[-1] = (pieces[-1][0], stop)
        elif text:
            pieces.append((at, stop))
        at = stop + 1
    return pieces


def _goes_on(before: str, line: str) -> bool:
    last = before.rstrip()[-1:]
    if last in ".!?:\"';":
        return False
    return line[0].islower() or len(before.rsplit("\n", 1)[-1]) > LINE_IS_HEADING


def _is_stop(doc: Doc, start: int, match: re.Match) -> bool:
    if match.group()[0] != ".":
        return True
    word = doc.low[max(start, match.start() - 12) : match.start()].rsplit(None, 1)
    last = word[-1].lstrip("(\"'") if word else ""
    return last not in words.ABBREVIATIONS and not (len(last) == 1 and last.isalpha())


def _cuts(doc: Doc, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for match in STOP.finditer(doc.flat, start, end):
        if _is_stop(doc, start, match):
            spans.append((begin, match.end()))
            begin = match.end()
    spans.append((begin, end))
    short: list[Span] = []
    for left, right in spans:
        while right - left > LONGEST:
            cut = doc.flat.rfind(" ", left + LONGEST // 2, left + LONGEST)
            cut = left + LONGEST if cut < 0 else cut
            short.append((left, cut))
            left = cut
        short.append((left, right))
    return short


def _trim(doc: Doc, span: Span) -> Span | None:
    text = doc.flat[span[0] : span[1]]
    stripped = text.strip()
    if not stripped:
        return None
    start = span[0] + len(text) - len(text.lstrip())
    return start, start + len(stripped)


def sentences(doc: Doc) -> list[Sentence]:
    """All sentences in order; captions, menus and other furniture of a page are left out."""
    found: list[Sentence] = []
    for paragraph, block in enumerate(BLOCK.finditer(doc.flat)):
        for start, end in _pieces(doc, block.start(), block.end()):
            head = doc.flat[start : min(end, start + 1200)]
            if FURNITURE.search(head) or FURNITURE_INSIDE.search(head):
                continue
            for span in _cuts(doc, start, end):
                trimmed = _trim(doc, span)
                if trimmed:
                    found.append(Sentence(len(found), paragraph, *trimmed))
    return found


def clauses(doc: Doc, sentence: Sentence, covered: list[Span], extra: list[int]) -> list[Clause]:
    """The clauses of a sentence, left to right.

    `covered` are stretches that must not be cut (dates, attributions, names); `extra` are further cuts, where one "and"
    joins two acts.
    """
    cuts: list[tuple[int, int, str]] = []
    for match in BOUNDARY.finditer(doc.low, sentence.start, sentence.end):
        if any(a < match.end() - 1 and match.start() + 1 < b for a, b in covered):
            continue
        link = match["word"] or match["comma"] or ("participle" if match["part"] else ";")
        cuts.append((match.start(), match.end(), link))
    cuts += [(at, at, "and") for at in extra if not any(start <= at <= end for start, end, _ in cuts)]
    cuts.sort()
    result: list[Clause] = []
    begin, link = sentence.start, ""
    for start, end, word in cuts:
        if start < begin:
            continue
        result.append(Clause(begin, start, link))
        begin, link = end, word
    result.append(Clause(begin, sentence.end, link))
    return [clause for clause in result if clause.end > clause.start]


def links_of(all_clauses: list[Clause], at: int) -> Clause:
    """The clause that holds the character `at`."""
    for clause in all_clauses:
        if clause.start <= at < clause.end:
            return clause
    return all_clauses[-1]

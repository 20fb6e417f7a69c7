"""Stage 5b: who says it. Finds speakers before and after what they say, and keeps the words that name them."""

import re
from dataclasses import dataclass, field, replace

from tracker.extract.actors import Cast
from tracker.extract.parts import Doc, Mention, Saying, Sentence
from tracker.extract.rules_data import words
from tracker.extract.rules_data.speech import (
    ACCORDING,
    ACT_OBJECT,
    APPOSITION,
    BAD_SPEAKER,
    BE,
    COREFERENCE,
    DENIALS,
    FINITE,
    HEAD_STOP,
    INVERTED,
    LEAD_WORDS,
    LONGEST_SPEAKER,
    NOUNS_TOO,
    NP_END,
    PRONOUN,
    QUALIFIED,
    QUOTED_AS,
    SAYING_ON,
    SOURCES,
    TOLD,
    VERB,
)
from tracker.extract.types import Span


@dataclass
class Memory:
    """The last speakers of the text, for "he added" and "the London-based group said"."""

    last: Saying | None = None
    named: list[Saying] = field(default_factory=list)


def _tidy(doc: Doc, start: int, end: int) -> Span:
    """The speaker's words without article, "so-called" and quotation marks."""
    while start < end and not doc.flat[start].isalnum():
        start += 1
    while end > start and not (doc.flat[end - 1].isalnum() or doc.flat[end - 1] == ")"):
        end -= 1
    match = LEAD_WORDS.match(doc.low, start, end)
    if match and match.end() < end:
        start = match.end()
    marks = QUALIFIED.match(doc.low, start, end)
    start = marks.end() if marks and marks.end() < end else start
    while start < end and not doc.flat[start].isalnum():
        start += 1
    tail = re.search(
        r"[\s,](?:late|early|on \w+day|in an? [\w ]+|reportedly|also|later|then|has|have|had)$", doc.low[start:end]
    )
    return start, start + tail.start() if tail else end


def _speaker_before(doc: Doc, sentence: Sentence, verb: int) -> tuple[Span, int] | None:
    """The noun phrase that ends right before the verb and where it begins with its article, or None where none fits."""
    text = doc.low[sentence.start : verb]
    stops = [0, *(match.end() for match in HEAD_STOP.finditer(text))]
    begin = stops.pop()
    if stops and text[begin - 1 : begin] == "," and not text[begin:].strip():
        stops.pop()  # ", a colonel, said": the comma before the verb closes an apposition
        begin = stops.pop() if stops else 0
    while stops and text[begin - 1 : begin] == "," and APPOSITION.match(text, begin):
        begin = stops.pop()
    span = _tidy(doc, sentence.start + begin, verb)
    words_in = doc.low[span[0] : span[1]].split()
    if not words_in or span[1] - span[0] > LONGEST_SPEAKER:
        return None
    if words_in[-1] in BE or words_in[0] in BE - {"it", "it's"} or BAD_SPEAKER.search(doc.low, *span):
        return None
    return span, sentence.start + begin


def _resolve(doc: Doc, span: Span, memory: Memory) -> tuple[str, tuple[Span, ...]]:
    text = doc.flat[span[0] : span[1]]
    low = doc.low[span[0] : span[1]]
    whole = doc.low[max(0, span[0] - 5) : span[1]].split(None, 1)
    definite = "the " + low if whole and whole[0] in ("the", "this", "that") else low
    earlier = memory.named[-1] if memory.named else None
    if earlier and (
        PRONOUN.match(low)
        or (COREFERENCE.match(definite) and doc.flat[span[0]].islower())
        or _part_of(doc, span, earlier)
    ):
        return earlier.text, (*earlier.spans[:1], span)
    return text, (span,)


def _part_of(doc: Doc, span: Span, earlier: Saying) -> bool:
    """ "the London-based group": a capital inside, but the head is a common noun that the earlier speaker explains."""
    low = doc.low[span[0] : span[1]]
    return re.fullmatch(rf"[\w-]+-based {words.SPEAKER_NOUNS}", low) is not None and bool(earlier.text)


def _parties(span: Span, mentions: list[Mention], the_cast: Cast) -> tuple[str, ...]:
    inside = [m.party for m in mentions if span[0] <= m.start and m.end <= span[1] and m.party != "civilians"]
    return tuple(dict.fromkeys(inside))


def _scope_after(doc: Doc, sentence: Sentence, at: int) -> Span:
    """From the verb to the end, or to where another voice may begin."""
    stop = re.search(r";\s|,? but\s(?!also)|\. ", doc.low[at : sentence.end])
    return at, at + stop.start() if stop else sentence.end


def _scope_before(doc: Doc, sentence: Sentence, at: int) -> Span:
    start = sentence.start
    for match in re.finditer(r";\s|,? but (?=an?\b|the\b|[a-z-]+ (?:said|told))", doc.low[sentence.start : at]):
        start = sentence.start + match.end()
    return start, at


def _stance(doc: Doc, verb: str, end: int) -> str:
    if DENIALS.fullmatch(verb):
        return "denied"
    if verb in ("threatened", "threatens", "vowed", "vows", "pledged", "warned", "warns"):
        return "threatened"
    return "accused" if verb in ("accused", "accuses", "blamed", "blames", "charged that") else "said"


def _usable(doc: Doc, verb: str, end: int, sentence: Sentence) -> bool:
    """Speech verbs with another sense are left out: "claimed the lives of", "denied a patrol passage"."""
    after = doc.low[end : min(sentence.end, end + 60)]
    if verb.startswith("claim") and re.match(r" (?:the |at least |\w+ )?(?:lives|life|responsibility)", after):
        return False
    if verb in ("rejected", "rejects", "dismissed", "denied", "denies", "denying"):
        return ACT_OBJECT.match(after) is not None
    if verb in ("told", "tells", "informed"):
        return bool(after.strip())
    if verb in ("blamed", "accused") and re.match(r" (?:on|of)\b", after):
        return False  # "a bomb blamed on them", "accused of": the blame is told, not spoken
    return not re.match(r" by (?!(?:tele)?phone|e-?mail|text|radio|satellite|video|message)", after)


def _after_verb(
    doc: Doc, match: re.Match, sentence: Sentence, memory: Memory, mentions: list[Mention], the_cast: Cast
) -> Saying | None:
    verb = match["verb"]
    if not _usable(doc, verb, match.end(), sentence):
        return None
    before = _speaker_before(doc, sentence, match.start())
    if before is None:
        return None
    span, begin = before
    if verb in NOUNS_TOO and doc.low[span[0] : span[1]].endswith("'s"):
        return None
    text, spans = _resolve(doc, span, memory)
    trailing = match.end() >= sentence.end - 1 or re.match(
        r"[.\"']*\s*$|,? (?:on|in|late|early|to|at|from|by|adding|citing|without|but|and|while|after|before|when|as|during)\b[^;]{0,90}(?:$|;)|[.,;]",
        doc.low[match.end() : sentence.end],
    )
    comma = (
        span[0] > sentence.start
        and re.search(r"[,\"']\s(?:[\w'-]+ ){0,2}$", doc.low[sentence.start : span[0]]) is not None
    )
    told = verb in TOLD and re.fullmatch(r"(?! that)[^,;]{0,80}", doc.low[match.end() : sentence.end]) is not None
    post = (bool(trailing) or told) and comma
    scope = _scope_before(doc, sentence, span[0]) if post else _scope_after(doc, sentence, match.end())
    stance = _stance(doc, verb, match.end())
    zone_end = match.end()
    blamed = None
    if stance == "accused":
        of = re.match(r" ((?:[\w'-]+ ){1,7}?)(?:of|for)\b", doc.low[match.end() : sentence.end])
        if of:
            blamed = (match.end() + 1, match.end() + of.end(1))
            scope = (match.end() + of.end(), sentence.end)
            zone_end = match.end() + of.end()
    return Saying(span, (begin, zone_end), scope, stance, spans, text, _parties(span, mentions, the_cast), blamed)


def _after_preposition(
    doc: Doc, match: re.Match, sentence: Sentence, memory: Memory, mentions: list[Mention], the_cast: Cast
) -> Saying | None:
    stop = NP_END.search(doc.low, match.end() + 3, sentence.end)
    span = _tidy(doc, match.end(), stop.start() if stop else sentence.end)
    if span[1] <= span[0] or span[1] - span[0] > LONGEST_SPEAKER:
        return None
    text, spans = _resolve(doc, span, memory)
    first = match.start() <= sentence.start + 3
    scope = (span[1], sentence.end) if first else _scope_before(doc, sentence, match.start())
    return Saying(span, (match.start(), span[1]), scope, "said", spans, text, _parties(span, mentions, the_cast))


def find(doc: Doc, sentence: Sentence, mentions: list[Mention], the_cast: Cast, memory: Memory) -> list[Saying]:
    """All sayings of a sentence, the narrowest scope first; `memory` is brought up to date."""
    known = (memory, mentions, the_cast)
    found = _quoted(doc, sentence, *known) + _sourced(doc, sentence, *known)
    for match in VERB.finditer(doc.low, sentence.start, sentence.end):
        if not any(saying.zone[0] <= match.start() < saying.zone[1] for saying in found):
            saying = _after_verb(doc, match, sentence, *known)
            found += [saying] if saying else []
            _remember(saying, memory)
    for match in SAYING_ON.finditer(doc.low, sentence.start, sentence.end):
        found += _going_on(doc, match, sentence, found)
    for saying in found:
        _remember(saying, memory)
    del memory.named[:-20]
    return sorted(found, key=lambda s: s.scope[1] - s.scope[0])


def _quoted(doc: Doc, sentence: Sentence, memory: Memory, mentions: list[Mention], the_cast: Cast) -> list[Saying]:
    """ "X was quoted as saying that ..."."""
    found = []
    for match in QUOTED_AS.finditer(doc.low, sentence.start, sentence.end):
        before = _speaker_before(doc, sentence, match.start())
        if before:
            span = before[0]
            text, spans = _resolve(doc, span, memory)
            scope, parties = _scope_after(doc, sentence, match.end()), _parties(span, mentions, the_cast)
            found.append(Saying(span, (span[0], match.end()), scope, "said", spans, text, parties))
    return found


def _sourced(doc: Doc, sentence: Sentence, memory: Memory, mentions: list[Mention], the_cast: Cast) -> list[Saying]:
    """ "according to X", "citing X", and the verb before its speaker: ", said X"."""
    found = []
    for match in ACCORDING.finditer(doc.low, sentence.start, sentence.end):
        saying = _after_preposition(doc, match, sentence, memory, mentions, the_cast)
        found += [saying] if saying and _may_speak(doc, match, saying.speaker) else []
    for match in INVERTED.finditer(doc.low, sentence.start, sentence.end):
        if "according" not in match.group():
            saying = _after_preposition(doc, match, sentence, memory, mentions, the_cast)
            found += [saying] if saying and _is_speaker(doc, saying.speaker) and not _goes_on(doc, saying) else []
    return found


def _remember(saying: Saying | None, memory: Memory) -> None:
    """A named speaker stands behind the pronouns that follow, in the same sentence too."""
    if saying is None or saying in memory.named:
        return
    memory.last = saying
    if len(saying.spans) == 1 and not PRONOUN.match(saying.text.lower()):
        memory.named.append(saying)


def _going_on(doc: Doc, match: re.Match, sentence: Sentence, found: list[Saying]) -> list[Saying]:
    """ "X denied it, saying that ...": the same speaker, but what follows is said and not denied."""
    earlier = [s for s in found if s.zone[1] <= match.start() < s.scope[1]]
    if not earlier:
        return []
    first = max(earlier, key=lambda s: s.zone[1])
    scope = _scope_after(doc, sentence, match.end())
    return [replace(first, zone=match.span(), scope=scope, stance="said", blamed=None)]


def _may_speak(doc: Doc, match: re.Match, span: Span) -> bool:
    """ "citing demining", "citing security concerns" give a reason; a source has a name, or is a person or a body."""
    if not match.group().strip().startswith(("citing", "quoting", "per")):
        return True
    named = any(word[:1].isupper() for word in doc.flat[span[0] : span[1]].split())
    return named or SOURCES.search(doc.low, *span) is not None


def _goes_on(doc: Doc, saying: Saying) -> bool:
    """ ", said it would attend": what follows the verb is what was said, not who said it."""
    pronoun = PRONOUN.match(doc.low[saying.speaker[0] : saying.speaker[1]].split()[0])
    return pronoun is not None or FINITE.match(doc.low, saying.zone[1]) is not None


def _is_speaker(doc: Doc, span: Span) -> bool:
    return doc.flat[span[0]].isupper() or re.match(r"(?:an?|the|\w+) ", doc.low[span[0] : span[1]]) is not None


def of(sayings: list[Saying], at: int) -> Saying | None:
    """The saying whose scope holds `at`, the narrowest one."""
    for saying in sayings:
        if saying.scope[0] <= at < saying.scope[1]:
            return saying
    return None

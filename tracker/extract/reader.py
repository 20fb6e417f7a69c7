"""`read`: the stages in their order."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.extract import (
    actors,
    attribution,
    bulletins,
    claims,
    dates,
    events,
    foreign,
    general,
    language,
    leads,
    link,
    merge,
    places,
    responses,
    sentences,
)
from tracker.extract.languages import Language
from tracker.extract.normalise import normalise
from tracker.extract.parts import Doc, Draft, Saying, Sentence
from tracker.extract.rules_data import VERSION
from tracker.extract.scene import Scene
from tracker.extract.settle import is_statement
from tracker.extract.types import Claim, Context, Lead, Reading

ENGLISH_ENOUGH = re.compile(r"(?<!\w)(?:the|of|and|in|on|to|was|were|at|by|near)(?!\w)")
UNDATED = "The day of publication is not known: days told from it stay open."
OTHER_LANGUAGE = (
    "The text is not in English: only names, dates, counts by region and leads are read; full reading is English only."
)


@dataclass
class State:
    """What grows while one text is read."""

    doc: Doc
    context: Context
    now: dates.Now
    cast: actors.Cast
    maker: claims.Maker
    memory: attribution.Memory = field(default_factory=attribution.Memory)
    drafts: list[Draft] = field(default_factory=list)
    others: list[Claim] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    language: Language | None = None  # the words of a language that is not English
    counters: list[Saying] = field(default_factory=list)
    counted: int = -2  # the index of the last sentence that was a count by region

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)


def read(text: str, published_at: date | datetime | None, language_code: str | None, context: Context) -> Reading:
    """Claims of a text, with evidence. Deterministic and offline; raises nothing for any text.

    `published_at` anchors relative days (a datetime is taken in the agreement's zone); without it they stay open and
    a warning says so. `language_code` is ISO 639-1, None means that it is detected.
    """
    doc = normalise(text)
    the_cast = actors.cast(context)
    state = State(
        doc, context, dates.now(published_at, context), the_cast, claims.Maker(doc, the_cast, claims.states(context))
    )
    english = _is_english(doc, language_code)
    if not english:
        state.language = foreign.knows(language_code or language.detect(doc.low[:4000]))
    if not english and doc.raw.strip():
        state.warn(OTHER_LANGUAGE)
    for sentence in sentences.sentences(doc):
        _one(state, sentence, english)
    told = link.connect(doc, state.drafts)
    made = [claim for draft in told for claim in claims.of_draft(draft, state.maker)] + state.others
    made.sort(key=lambda c: (c.sentence[0], c.trigger.spans[0][0] if c.trigger.spans else 0))
    made = merge.merge(made)
    return Reading(tuple(made), tuple(_leads(state, made)), tuple(state.warnings), VERSION)


def _is_english(doc: Doc, code: str | None) -> bool:
    if code:
        return code[:2].lower() == "en"
    sample = doc.low[:4000]
    if len(ENGLISH_ENOUGH.findall(sample)) * 40 >= len(sample.split()):
        return True
    found = language.detect(sample)
    return found is None or found == "en"


def _one(state: State, sentence: Sentence, english: bool) -> None:
    doc = state.doc
    scene, ungrounded = events.look(doc, sentence, state.cast, state.now, state.memory)
    state.scenes.append(scene)
    if not english:
        _foreign(state, scene)
        return
    if _bulletin(state, scene):
        return
    made: list[Draft] = []
    if scene.hits:
        events.fill(scene, state.context)
        last = (
            tuple(state.drafts[-1].subject)
            if state.drafts and sentence.index - state.drafts[-1].sentence.index <= 1
            else ()
        )
        made = events.drafts(scene, state.cast, state.now, last)
        if ungrounded and made:
            state.warn(UNDATED)
    made = responses.apply(scene, made, state.drafts[-link.WINDOW :])
    state.drafts += made
    if any(d.assertion != "none" for d in made):
        return
    statement = general.find(doc, sentence, scene.sayings)
    if statement:
        state.others.append(claims.of_general(statement, state.maker))


def _foreign(state: State, scene: Scene) -> None:
    """Counts by region in a language that has words for them; its dates serve the leads too."""
    if state.language is None:
        return
    span = (scene.sentence.start, scene.sentence.end)
    scene.whens = foreign.dates(state.doc, span, state.language, state.now)
    found = foreign.counts(state.doc, span, state.language, places.region_names(state.context))
    if found:
        _tell(state, scene, found, [])


def _bulletin(state: State, scene: Scene) -> bool:
    """Reads a count by region; True where the sentence is one."""
    span = (scene.sentence.start, scene.sentence.end)
    found = bulletins.find(state.doc, span, state.context, after=state.counted == scene.sentence.index - 1)
    if found is None:
        return False
    sayings = scene.sayings or (state.counters if state.counted == scene.sentence.index - 1 else [])
    state.counted, state.counters = scene.sentence.index, sayings
    _tell(state, scene, found, sayings)
    return bool(found.rows) or not scene.hits


def _tell(state: State, scene: Scene, found: bulletins.Bulletin, sayings: list[Saying]) -> None:
    """The rows of a count as claims, with a warning where they do not add up."""
    wrong = bulletins.check(found)
    if wrong:
        state.warn(wrong)
    inside = [w for w in scene.whens if not is_statement(scene, w)]
    when = next((w for w in inside if not w.vague), None) or next(iter(scene.whens), None)
    disputed = bulletins.NONE_CONFIRMED.search(state.doc.low, *found.span) is not None
    state.others += claims.of_bulletin(found, scene.sentence, sayings, when, disputed, state.maker)


def _region_in(state: State, scene: Scene) -> str | None:
    """The first region of the agreement that a sentence names, in the words of the text."""
    low = state.doc.low
    for name in places.region_names(state.context):
        at = low.find(name, scene.sentence.start, scene.sentence.end) if len(name) > 2 else -1
        if at >= 0 and not low[at - 1 : at].isalpha():
            return state.doc.flat[at : at + len(name)]
    return None


def _leads(state: State, made: list[Claim]) -> list[Lead]:
    read_already = {claim.sentence for claim in made} | {
        (d.sentence.start, d.sentence.end) for d in state.drafts if d.assertion != "none"
    }
    found = []
    for scene in state.scenes:
        if (scene.sentence.start, scene.sentence.end) not in read_already:
            day = next((w.first for w in scene.whens if w.first), None)
            lead = leads.find(state.doc, scene.sentence, scene.mentions, _region_in(state, scene), day)
            found += [lead] if lead else []
    return found

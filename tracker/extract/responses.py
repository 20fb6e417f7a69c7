"""Stage 10b: what a sentence says of an act that was told before it: denied, blamed on somebody, claimed, told again."""

import re

from tracker.extract.actors import CIVILIANS
from tracker.extract.parts import Doc, Draft, Mention
from tracker.extract.scene import Scene

REACH = 2  # sentences back that an answer may speak of
BLAME = re.compile(
    r"(?<![\w-])(?:blam(?:ed|es|ing)(?:(?: it| them| this| that| (?:the|this|that) \w+)? on)?|accus(?:ed|es|ing)"
    r"|pointed (?:the|a) finger at|attributed (?:it|this|the \w+) to|held) "
)
CLAIM = re.compile(
    r"(?<![\w-])(?:(?:later |also )?(?:claimed|took|admitted|accepted|assumed|acknowledged) "
    r"(?:responsibility|credit|(?:the|this) (?:attack|ambush|blast|bombing|raid|strike|operation|killing|shelling))"
    r"|said (?:it|they) (?:was|were|had been) (?:behind|responsible for)|said (?:it|they) (?:had )?carried out)"
)
NOT_CLAIM = re.compile(r"\b(?:no|nobody|neither|not|none|without)\b")
DENIAL = re.compile(
    r"(?<![\w-])(?:den(?:ied|ies|ying)(?! (?:[\w'&.-]+ ){0,5}(?:access|passage|entry))"
    r"|(?:rejected|rejects|dismissed|refuted|refutes|disputed|disputes|disowned|contested|contests) (?:it\b|this\b|that\b|(?:accusations?|claims?|allegations?|reports?|charges)\b"
    r"|(?:the|these|those|any|all|such|its|his|her|their) (?:[\w'-]+ ){0,3}?(?:accusations?|claims?|charges?|reports?|allegations?|account|version|statement|responsibility|involvement)\b)"
    r"|called (?:the|this|that|these|those) (?:[\w'-]+ ){0,2}(?:absurd|disinformation|misinformation|baseless|false|untrue|unfounded|a lie|lies|groundless|ridiculous|nonsense|propaganda|fabricat\w+)"
    r"|(?:had|has|have) nothing to do with|(?:was|were|had been) (?:not (?:involved|responsible)|nowhere near)|described (?:the|this|that|these) (?:\w+ )?(?:accusations?|claims?|charges?|reports?|allegations?) as"
    r"|found no (?:trace|evidence|sign|proof)s? of|any (?:involvement|role|part|responsibility)\b|(?:gave|has|had|offered) (?:a |quite |an )?(?:different|other|another) (?:version|account)|(?:was|were) to blame"
    r"|it was (?:the )?[\w'-]+(?: [\w'-]+){0,3}? (?:who|that|which) (?:had )?(?:started|began|begun|fired|opened|attacked|shelled|violated|broke|broken|provoked)"
    r"|said (?:that )?(?:it|they|its (?:\w+ )?(?:forces|troops|men|fighters)) (?:had|have) not\b"
    r"|said (?:the|this|that|these|such) (?:reports?|claims?|accusations?|allegations?) (?:was|were|is|are) )"
)


def apply(scene: Scene, made: list[Draft], before: list[Draft]) -> list[Draft]:
    """Give what the sentence answers to the acts that it speaks of; returns the drafts of its own that are left.

    `made` are the sentence's drafts, `before` those of the text so far.
    """
    made = _denied(scene, made, before)
    _blamed(scene, made, before)
    return made


def _told(scene: Scene, at: int, made: list[Draft], before: list[Draft]) -> list[Draft]:
    """The acts that an answer at `at` speaks of: those before it in its sentence, else those of the last sentence."""
    own = [d for d in made if d.hit.start < at and d.assertion in ("asserted", "reported", "ended")]
    if own:
        return own
    real = [d for d in before if d.assertion in ("asserted", "reported", "ended", "denied")]
    if not real or scene.sentence.index - real[-1].sentence.index > REACH:
        return []
    return [d for d in real if d.sentence.index == real[-1].sentence.index]


def _denied(scene: Scene, made: list[Draft], before: list[Draft]) -> list[Draft]:
    """A denial disputes what was told; a denied act that only repeats it is no act of its own."""
    doc = scene.doc
    left = list(made)
    for match in DENIAL.finditer(doc.low, scene.sentence.start, scene.sentence.end):
        told = _told(scene, match.start(), [d for d in left if d.assertion != "denied"], before)
        again = [d for d in left if d.assertion == "denied" and d.hit.start > match.start() and _repeats(d, told)]
        left = [d for d in left if d not in again]
        if again or not any(d.assertion == "denied" and d.hit.start > match.start() for d in left):
            for draft in told:
                draft.disputed = (*draft.disputed, match.span())
    return left


def _repeats(draft: Draft, told: list[Draft]) -> bool:
    """Whether a denied act adds no place of its own to what was told."""
    places = {name.text for d in told for where in d.wheres for name in where.names}
    mine = {name.text for where in draft.wheres for name in where.names}
    return bool(told) and mine <= places


def _blamed(scene: Scene, made: list[Draft], before: list[Draft]) -> None:
    doc = scene.doc
    span = (scene.sentence.start, scene.sentence.end)
    for match in BLAME.finditer(doc.low, *span):
        if any(d.saying and d.saying.zone[0] <= match.start() < d.saying.zone[1] for d in made):
            continue  # "X accused Y of shelling": the act itself follows
        named = [m for m in scene.mentions if 0 <= m.start - match.end() <= 40 and m.party != CIVILIANS]
        named = [m for m in named if m.start - match.end() <= len(_lead(doc, match.end(), m.start))]
        told = _told(scene, match.start(), made, before)
        _accuse(named[:1], told)
        if told and named:
            reasons = [d for d in made if d.hit.start > match.end() and not d.own_place]
            made[:] = [d for d in made if d not in reasons]
    for match in CLAIM.finditer(doc.low, *span):
        if NOT_CLAIM.search(doc.low, max(span[0], match.start() - 40), match.start()):
            continue
        named = [m for m in scene.mentions if m.end <= match.start() and m.party != CIVILIANS]
        _accuse(named[-1:], _told(scene, match.start(), made, before))


def _lead(doc: Doc, start: int, end: int) -> str:
    """The words between the blame and a name, where they are only its article and adjectives; else nothing."""
    text = doc.low[start:end]
    return (
        text
        if re.fullmatch(
            r"(?:(?:the|a|an|suspected|so-called|rival|fighters|members|forces|of|its|their|local|unnamed|[\w-]+ern) )*",
            text,
        )
        else ""
    )


def _accuse(named: list[Mention], told: list[Draft]) -> None:
    for draft in told:
        if named and not draft.accused and draft.hit.rule.frame != "symmetric":
            draft.accused = list(named)
            draft.target = [m for m in draft.target if m.party != named[0].party]

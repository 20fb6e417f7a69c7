"""Stage 6b: what one sentence lends to another. Anaphora ("the clashes"), carried dates and places, later tolls."""

import re
from dataclasses import replace
from datetime import timedelta

from tracker.extract.parts import Doc, Draft, When
from tracker.vocab import TimePrecision

REACH = 3  # sentences: further back nothing is carried
WINDOW = 40  # drafts: more than three sentences hold; it keeps a long text linear
SAME_PLACE = re.compile(
    r"\b(?:there|the same (?:village|town|city|area|district|place|location|day)|the (?:village|town|area|city|district|camp|neighbou?rhood)|that (?:village|town|area))\b(?! of\b)"
)
OPEN_NOUNS = re.compile(
    r"attacks?|incidents?|raids?|assaults?|strikes?|firing|shootings?|explosions?|blasts?|fire|operations?"
)
SAME_DAY = re.compile(
    r"(?:on )?(?:the same|that) (?:day|night|evening|morning|afternoon)|(?:hours|minutes) later|shortly after(?:wards?)?|later|then|in response|responded|retaliat\w+|meanwhile"
)


def _is_event(draft: Draft) -> bool:
    return draft.assertion in ("asserted", "reported", "denied", "ended")


def _antecedents(draft: Draft, before: list[Draft], doc: Doc) -> list[Draft]:
    near = [d for d in before if draft.sentence.index - d.sentence.index <= REACH and _is_event(d) and not d.anaphor]
    same = [d for d in near if d.event == draft.event]
    if same or not OPEN_NOUNS.fullmatch(doc.low[draft.hit.start : draft.hit.end]):
        return same
    return near[-1:]


def _sharpen(when: When | None, better: When) -> When | None:
    """A day takes the hour that a later sentence tells of it."""
    if when is None:
        return better
    fits = better.first is None or when.first == better.first
    if (
        fits
        and when.precision in (TimePrecision.DAY, TimePrecision.APPROXIMATE)
        and better.precision == TimePrecision.HOUR
    ):
        return replace(better, first=when.first, last=when.last)
    return when


def _episode(draft: Draft, before: list[Draft]) -> list[Draft]:
    """The run of events just told that a definite mention looks back on: near, unbroken, of one day."""
    run: list[Draft] = []
    edge = draft.sentence.index
    for earlier in reversed(before):
        if edge - earlier.sentence.index > 2 or not _is_event(earlier):
            break
        run.append(earlier)
        edge = earlier.sentence.index
    return run


def _merge_mention(draft: Draft, before: list[Draft], found: list[Draft]) -> None:
    """A definite mention gives what it knows to the events it speaks of."""
    if draft.when is not None:
        sharp = draft.when.precision == TimePrecision.HOUR
        for earlier in _episode(draft, before) if sharp else found:
            changed = _sharpen(earlier.when, draft.when)
            if changed is not earlier.when:
                earlier.when, earlier.when_carried = changed, True
    last = found[-1]
    last.toll = last.toll or draft.toll
    last.accused = last.accused or draft.accused
    last.target = last.target or draft.target
    if draft.disputed:
        last.disputed = (*last.disputed, *draft.disputed)


def _carry(draft: Draft, before: list[Draft], doc: Doc, local: bool) -> None:
    near = [d for d in before if draft.sentence.index - d.sentence.index <= REACH and _is_event(d)]
    if not near or not _is_event(draft):
        return
    text = doc.low[draft.sentence.start : draft.sentence.end]
    last = near[-1]
    close = draft.sentence.paragraph == last.sentence.paragraph or draft.sentence.index - last.sentence.index <= 1
    if draft.when is not None and draft.when.after and last.when and last.when.last:
        day = last.when.last + timedelta(days=draft.when.after)
        draft.when, draft.when_carried = replace(draft.when, first=day, last=day, after=None), True
    if (draft.when is None or (draft.when.alone and not last.when_carried)) and last.when is not None and close:
        draft.when, draft.when_carried = last.when, True
    back = SAME_PLACE.search(text)
    placed = next((d for d in reversed(near) if d.wheres), None)
    if not draft.wheres and placed and (back or draft.assertion == "ended" or (local and close)):
        draft.wheres, draft.where_carried = placed.wheres, True


def connect(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Drafts of the whole text in order -> the events to tell, each with what its neighbours lend it."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.assertion == "none":
            _contradict(draft, kept[-WINDOW:])
            continue
        near = kept[-WINDOW:]
        found = _antecedents(draft, near, doc) if draft.anaphor else []
        if found and draft.assertion == "ended":
            draft.when = draft.when if draft.when and draft.when.precision != TimePrecision.HOUR else found[-1].when
            draft.wheres = draft.wheres or found[0].wheres
            draft.where_carried = True
            kept.append(draft)
            continue
        if found and _is_event(draft):
            _merge_mention(draft, near, found)
            continue
        if _only_result(draft, near) or _other_account(draft, near):
            continue
        _carry(draft, near, doc, local=draft.hit.rule.strength >= 2)
        kept.append(draft)
    return kept


def _other_account(draft: Draft, kept: list[Draft]) -> bool:
    """What the accused side says of the act just told disputes it; "X struck Y" without a place is no act of its own."""
    last = kept[-1] if kept else None
    if last is None or draft.own_place or draft.toll or draft.sentence.index - last.sentence.index > 1:
        return False
    if last.sentence.index == draft.sentence.index and not _explains_denial(draft):
        return False
    speaks = set(draft.saying.parties) if draft.saying else set()
    accused = {m.party for m in last.accused}
    mine = {m.party for m in draft.accused}
    if (speaks & accused and mine <= accused) or _explains_denial(draft):
        last.disputed = (*last.disputed, draft.saying.zone) if last.assertion != "denied" else last.disputed
        return True
    return draft.hit.rule.id == "attack.hit" and draft.when is None


def _contradict(draft: Draft, kept: list[Draft]) -> None:
    """ "X said that no clash had taken place": what somebody says did not happen disputes what was just told."""
    last = kept[-1] if kept else None
    if last and draft.saying and draft.sentence.index - last.sentence.index == 1 and draft.event[0] == last.event[0]:
        last.disputed = (*last.disputed, draft.saying.zone)


def _explains_denial(draft: Draft) -> bool:
    """ "X denied it, saying that it was fighting Y": a reason, told without a place."""
    return draft.saying is not None and draft.saying.zone[0] > draft.saying.speaker[1] + 1


def _only_result(draft: Draft, kept: list[Draft]) -> bool:
    """ "Two people were killed.": the toll of the act just told. A weak word without a toll or a place says nothing."""
    if draft.hit.rule.strength > 1:
        return False
    if draft.hit.rule.id == "kill.died" and not any(d.toll is None for d in kept[-1:]):
        return True
    near = [d for d in kept if draft.sentence.index - d.sentence.index <= 2 and _is_event(d)]
    if near and not draft.own_place and near[-1].toll is None and draft.toll is not None:
        near[-1].toll = draft.toll
        return True
    if draft.hit.rule.id == "kill.died":
        return True
    if draft.hit.rule.id == "territory.advance":
        return not draft.wheres
    return not draft.wheres and not (draft.accused and draft.toll)

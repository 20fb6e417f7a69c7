"""Stage 6b: the arguments of each draft of a sentence: place, day, toll, count, sides and assertion."""

import re
from dataclasses import replace

from tracker.extract import (
    assertion,
    casualties,
)
from tracker.extract.absorb import in_clause, own_places
from tracker.extract.actors import CIVILIANS, Cast
from tracker.extract.dates import Now
from tracker.extract.parts import Doc, Draft, Mention, Toll, When, Where
from tracker.extract.scene import Scene, inside
from tracker.extract.types import Span
from tracker.vocab import EventType, TimePrecision

DENIED_ACT = re.compile(r" (?:having |that it had |it had |any |carrying out |the |\w+ )?")
KILLS_ONE = re.compile(
    r"gunned down|shot dead|assassinated|beheaded|executed|murdered|lynched|shot and killed|[\w ]+ to death"
)
ONE = re.compile(r"(?:\bwas|\bhad been|\bbeing) (?:\w+ly )?$")
DEFINITE = re.compile(
    r"(?:\bthe|\bthis|\bthat|\bthese|\bthose|\bsuch)(?: (?:same|latest|initial|first|second|two|alleged|reported|brief|earlier))? $"
)


# "312 people were killed since the truce began, including two in A on Saturday": the part is the news.
PART_OF_TOTAL = re.compile(
    rf"(?:including|among them|of whom|most recently) (?P<n>{casualties.N})(?: (?:\w+ ){{0,3}}?)(?:in|at|near|outside) "
)


def _latest_part(scene: Scene) -> re.Match | None:
    """The part of a running total that is told with a place of its own."""
    if not any(w.since for w in scene.whens):
        return None
    return PART_OF_TOTAL.search(scene.doc.low, scene.sentence.start, scene.sentence.end)


def settle(scene: Scene, draft: Draft, found: list[Draft], at: Now, the_cast: Cast) -> None:
    """Place, date, toll, count and assertion of a draft, once its neighbours are known."""
    draft.wheres = _places_of(scene, draft, found)
    draft.own_place = bool(own_places(scene, draft))
    draft.when = _date_of(scene, draft, found)
    draft.toll = _toll_of(scene, draft, found)
    part = _latest_part(scene)
    if part:
        number = casualties.numbers.value(part["n"])
        draft.toll = Toll(*part.span("n"), dead=number, dead_high=number)
        draft.when = next((w for w in scene.whens if w.start > part.start()), draft.when)
    draft.count = _count_of(scene.doc, draft)
    draft.disputed = tuple(scene.disputed)
    draft.anaphor = _anaphoric(scene, draft)
    _complete_sides(scene, draft, the_cast)
    _assert(scene, draft, at)


RESIDENTS = re.compile(
    r"(?:residents|inhabitants|villagers|people|locals|witnesses) (?:of|in|from) (?:the )?(?:\w+ern )?$"
)


def _places_of(scene: Scene, draft: Draft, found: list[Draft]) -> list[Where]:
    usable = [
        w
        for w in scene.wheres
        if not w.distractor and not inside(w.names[0].start, scene.zones()) and not _statement_place(scene, w)
    ]
    own = [w for w in usable if in_clause(draft.clause, w.names[0].start)]
    others = [d.clause for d in found if d is not draft]
    free = [w for w in usable if w not in own and not any(in_clause(c, w.names[0].start) for c in others)]
    shared = [w for w in usable if w not in own and w not in free]
    spoken = [w for w in scene.wheres if inside(w.names[0].start, scene.zones()) and not w.distractor]
    for group in (own, free, shared, spoken):
        good = [w for w in group if w.role not in ("from", "to", "beside")]
        good = good or [
            w
            for w in group
            if w.role == "to" and draft.hit.rule.id.startswith(("territory", "movement", "obstruction"))
        ]
        if good:
            return _nearest(scene, draft, good)
    # "Residents of X reported shelling": they speak of where they live.
    return [
        w
        for w in scene.wheres
        if RESIDENTS.search(scene.doc.low, max(scene.sentence.start, w.names[0].start - 40), w.names[0].start)
    ][:1]


def _statement_place(scene: Scene, where: Where) -> bool:
    """ "told reporters in X", "said in X": where it was said."""
    return any(
        re.fullmatch(r"(?: [\w']+){0,3} (?:in|at|from) (?:the )?", scene.doc.low[s.zone[1] : where.names[0].start])
        for s in scene.sayings
        if s.zone[1] <= where.names[0].start
    ) and any(s.scope[1] <= where.names[0].start for s in scene.sayings)


def _nearest(scene: Scene, draft: Draft, good: list[Where]) -> list[Where]:
    """The most precise group next to the act, with those that an "and" joins to it; a region beside it is its region."""
    exact = [w for w in good if not w.is_region] or good
    behind = [w for w in exact if w.names[0].start >= draft.hit.start]
    first = behind[0] if behind else exact[-1]
    result = [first]
    for where in exact:
        gap = scene.doc.low[result[-1].end : where.start] if where.start >= result[-1].end else None
        if gap is not None and re.fullmatch(r"\s?,?\s?(?:and|and also|as well as|,)\s?(?:the )?", gap):
            result.append(where)
    region = next((w for w in scene.wheres if w.is_region and not w.distractor and w.role != "beside"), None)
    if region and len({w.names[0].text for w in scene.wheres if w.is_region and not w.distractor}) == 1:
        result = [w if w.region or w.is_region else replace(w, region=region.names[0]) for w in result]
    return result


def is_statement(scene: Scene, when: When) -> bool:
    """ ", police said on 9 June": the day of the statement, not of the act."""
    return any(
        re.fullmatch(
            r"[\s\"',]*(?:[\w']+ ){0,2}?(?:on|late on|early on|late|early)?\s*", scene.doc.low[s.zone[1] : when.start]
        )
        for s in scene.sayings
        if s.zone[1] <= when.start <= s.zone[1] + 30
    )


def _date_of(scene: Scene, draft: Draft, found: list[Draft]) -> When | None:
    spoken = [w for w in scene.whens if is_statement(scene, w)]
    usable = [w for w in scene.whens if w not in spoken]
    own = [w for w in usable if in_clause(draft.clause, w.start)]
    others = [d.clause for d in found if d is not draft]
    free = [w for w in usable if w not in own and not any(in_clause(c, w.start) for c in others)]
    shared = [w for w in usable if w not in own and w not in free]
    for group in (own, free, shared):
        group = [w for w in group if not w.since] or group
        exact = [w for w in group if not w.vague and not w.before] or group
        if exact:
            return _join(draft, exact)
    if spoken:
        return replace(spoken[0], precision=TimePrecision.APPROXIMATE)
    return None


def _join(draft: Draft, whens: list[When]) -> When:
    """The date nearest to the act; an hour relative to the truce sharpens a day beside it."""
    hour = next((w for w in whens if w.precision == TimePrecision.HOUR and w.clock and w.clock.startswith("T+")), None)
    nearest = min(whens, key=lambda w: min(abs(w.start - draft.hit.end), abs(draft.hit.start - w.end)))
    if hour and hour is not nearest and (hour.first is None or hour.first == nearest.first):
        return replace(hour, first=nearest.first, last=nearest.last)
    return nearest


def _toll_of(scene: Scene, draft: Draft, found: list[Draft]) -> Toll | None:
    """The tolls nearest to this act among those of its sentence."""
    mine = []
    for toll in scene.tolls:
        owner = min(found, key=lambda d: _reach(d, toll))
        if owner is draft or owner.clause == draft.clause:
            mine.append(toll)
    return casualties.together(mine) or _one_killed(scene.doc, draft)


def _one_killed(doc: Doc, draft: Draft) -> Toll | None:
    """ "a trader was gunned down": the act itself kills its one subject."""
    for hit in (draft.hit, *draft.also):
        if KILLS_ONE.fullmatch(doc.low, hit.start, hit.end) and ONE.search(
            doc.low, max(draft.clause.start, hit.start - 30), hit.start
        ):
            return Toll(hit.start, hit.end, dead=1, dead_high=1)
    return None


def _reach(draft: Draft, toll: Toll) -> int:
    if draft.clause.start <= toll.start < draft.clause.end:
        return 0
    return toll.start - draft.clause.end + 1 if toll.start >= draft.clause.end else draft.clause.start - toll.end + 2


def _count_of(doc: Doc, draft: Draft) -> tuple[int, Span] | None:
    """ "three raids": how many acts one mention stands for."""
    hit = draft.hit
    if hit.rule.frame not in ("noun", "symmetric", "either") or not doc.low[hit.start : hit.end].endswith("s"):
        return None
    match = re.search(
        rf"(?<![\w,.-])({casualties.N}) (?:[a-z-]+ ){{0,2}}$",
        doc.low[max(draft.clause.start, hit.start - 40) : hit.start],
    )
    number = casualties.numbers.value(match.group(1)) if match else None
    start = max(draft.clause.start, hit.start - 40) + match.start(1) if match else 0
    return (number, (start, start + len(match.group(1)))) if match and number and number < 10_000 else None


def _anaphoric(scene: Scene, draft: Draft) -> bool:
    hit = draft.hit
    if hit.rule.frame not in ("noun", "symmetric", "either", "impact") or hit.rule.strength < 2:
        return False
    left = scene.doc.low[max(scene.sentence.start, hit.start - 30) : hit.start]
    return DEFINITE.search(left) is not None and not any(
        in_clause(draft.clause, w.names[0].start) for w in draft.wheres
    )


def _deniers(doc: Doc, draft: Draft) -> None:
    """ "X denied shelling A": who denies it is who stands accused of it."""
    saying = draft.saying
    if not saying or saying.stance != "denied" or not saying.parties or draft.accused:
        return
    if DENIED_ACT.fullmatch(doc.low, saying.zone[1], draft.hit.start):
        draft.accused = [Mention(*saying.speaker, saying.parties[0], "")]


def _complete_sides(scene: Scene, draft: Draft, the_cast: Cast) -> None:
    """Targets that only the toll or the kind of act tells; the other side where exactly two are bound."""
    _deniers(scene.doc, draft)
    if draft.target or draft.hit.rule.frame == "symmetric":
        return
    hits = [draft.hit, *draft.also]
    text = scene.doc.low[draft.toll.start : draft.toll.end] if draft.toll else ""
    if draft.toll and draft.toll.who:
        start = draft.toll.start
        draft.target = [Mention(start, draft.toll.end, CIVILIANS, "")]
        return
    armed = re.search(
        r"(?<![\w-])(?:soldiers?|servicem[ae]n|service members?|troops|police\w*|conscripts?|fighters?)(?![\w-])", text
    )
    near = [
        m
        for m in scene.mentions
        if m.party == CIVILIANS
        and m.prep not in ("by", "from")
        and in_clause(draft.clause, m.start)
        and m.start > draft.hit.start
        and not inside(m.start, scene.zones())
    ]
    if near and draft.event[0] != EventType.BATTLES and not armed:
        draft.target = near[:1]
        return
    if draft.accused and (armed or draft.hit.rule.id.startswith("territory")):
        other = the_cast.opponent(draft.accused[0].party)
        if other:
            span = (draft.toll.start, draft.toll.end) if armed and draft.toll else (hits[0].start, hits[0].end)
            draft.target = [Mention(*span, other, "", True)]


def _assert(scene: Scene, draft: Draft, at: Now) -> None:
    doc, hit, clause = scene.doc, draft.hit, draft.clause
    draft.assertion = assertion.standing(draft.saying, doc, hit)
    draft.assertion_spans = (draft.saying.zone,) if draft.saying else ()
    if draft.assertion == "denied" and draft.saying:
        draft.disputed = (*draft.disputed, draft.saying.zone)
    placed = any(not w.is_region for w in draft.wheres)
    checks = (
        ("none", assertion.negated(doc, hit, clause)),
        (
            "background",
            assertion.background(doc, scene.sentence, clause, hit, draft.when, placed, at.day_one, at.published),
        ),
    )
    for answer, span in checks:
        if span:
            draft.assertion, draft.assertion_spans = answer, (span,)
            return
    for found in (assertion.hypothetical(doc, hit, clause, scene.sentence), assertion.ended(doc, hit, clause)):
        if found:
            draft.assertion, draft.assertion_spans = found[0], (found[1],)
            return

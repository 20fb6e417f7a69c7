"""Stage 6c: which drafts of a sentence are acts of their own, and which only results, aims or repetitions of another."""

from tracker.extract.parts import Clause, Draft, Where
from tracker.extract.scene import Scene


def absorb(scene: Scene, found: list[Draft]) -> list[Draft]:
    """Results (killing, wounding) and aims (targeting) of an act in the same sentence are no acts of their own."""
    kept: list[Draft] = []
    for place, draft in enumerate(found):
        strength = draft.hit.rule.strength
        others = kept + [d for d in found[place + 1 :] if d.hit.rule.strength >= 2]
        if kept and _again(scene, kept[-1], draft):
            _lend(kept[-1], draft)
            continue
        if strength == 1 and others and not _elsewhere(scene, draft):
            _lend(kept[-1] if kept else others[0], draft)
            continue
        if kept and draft.clause.link == "participle" and strength == 2 and draft.hit.rule.id == "attack.hit":
            _lend(kept[-1], draft)
            continue
        kept.append(draft)
    return kept


def _again(scene: Scene, first: Draft, draft: Draft) -> bool:
    """ "looted shops and torched granaries in A" is one act; so is ", X said it had struck an operative" of a strike."""
    if draft.clause.start == first.clause.start:
        return False
    mine, other = own_places(scene, draft), own_places(scene, first)
    if draft.hit.rule.id == "attack.hit":
        own_day = any(in_clause(draft.clause, w.start) for w in scene.whens)
        return not mine and not own_day and draft.saying is not first.saying
    same = draft.event == first.event and draft.hit.rule.id == first.hit.rule.id and draft.hit.rule.frame == "verb"
    return same and draft.clause.link == "and" and not (mine and other)


def own_places(scene: Scene, draft: Draft) -> list[Where]:
    return [w for w in scene.wheres if not w.distractor and in_clause(draft.clause, w.names[0].start)]


def _elsewhere(scene: Scene, draft: Draft) -> bool:
    """ "shells fell on A and casualties in B": a result told of another place is an act of its own."""
    if draft.hit.rule.id != "kill.casualties" or draft.clause.link != "and":
        return draft.clause.link in ("after", "before", ";") and _own_toll(scene, draft)
    here = [w for w in scene.wheres if draft.hit.end <= w.names[0].start < draft.clause.end]
    return bool(here) and any(w.names[0].start < draft.hit.start for w in scene.wheres)


def _own_toll(scene: Scene, draft: Draft) -> bool:
    """ "strikes on A after three soldiers had been killed in B": a result with a toll and a place that no act before has."""
    mine = {w.names[0].text for w in own_places(scene, draft)}
    before = {w.names[0].text for w in scene.wheres if w.names[0].start < draft.clause.start}
    told = any(in_clause(draft.clause, toll.start) for toll in scene.tolls)
    return told and bool(mine - before) and bool(before)


def _lend(to: Draft, draft: Draft) -> None:
    to.also.append(draft.hit)
    if not to.target and draft.hit.rule.id in ("attack.hit",):
        to.target = draft.target
    if not to.target and draft.target:
        to.target = draft.target
    if not to.accused and to.hit.rule.frame != "symmetric" and draft.accused and draft.clause.link != "participle":
        to.accused = draft.accused


def in_clause(clause: Clause, start: int) -> bool:
    return clause.start <= start < clause.end

"""The middle of the reader: a sentence with its parts found becomes drafts, one for each act it speaks of."""

import itertools
import re

from tracker.extract import (
    actors,
    arguments,
    assertion,
    attribution,
    casualties,
    dates_relative,
    places,
    sentences,
    triggers,
)
from tracker.extract.absorb import absorb
from tracker.extract.actors import CIVILIANS, Cast
from tracker.extract.dates import Now
from tracker.extract.parts import Clause, Doc, Draft, Hit, Mention, Sentence
from tracker.extract.scene import Scene, inside
from tracker.extract.settle import settle
from tracker.extract.types import Context
from tracker.vocab import Weapon

LOCATIVE = frozenset(
    {"in", "near", "outside", "around", "inside", "across", "from", "at", "towards", "toward", "to", "over", "into"}
)
PLACE_ENDS = re.compile(
    r"(?:[,.;:)(]|$|\s(?:on|in|at|and|after|when|late|early|overnight|by|city|province|governorate|region|airport|suburbs?|since|for|before|[–-]|\(|to|with|during|over|as|said|were|was)(?!\w))"
)
NO_PREPOSITION = re.compile(r"\b(?:in|on|at|near|by|of|from|to|with|for|against|killed|wounded)\b")
WEAPON_OPEN = (
    "arms.verb",
    "attack",
    "air.bomb",
    "fire",
    "kill",
    "air.strike",
    "device.blast",
    "device.bombing",
    "shelling",
    "chemical",
)
BLAMED_ACT = 14  # characters between "accused X of" and the act: only a word or two
RAID = re.compile(r"raids?|sorties?|strikes?")


def _as_places(doc: Doc, mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """(parties, capitals): "in Damascus" names the place, "Damascus said" the government that sits there."""
    parties, capitals = [], []
    for mention in mentions:
        before = re.search(
            r"(\w+) (?:the )?(?:[\w-]*ern |central |downtown )?$", doc.low[max(0, mention.start - 24) : mention.start]
        )
        follows = PLACE_ENDS.match(doc.low, mention.end) is not None
        text = doc.flat[mention.start : mention.end]
        named = text[0].isupper() and " " not in text and not text.isupper()
        if named and follows and before and before.group(1) in LOCATIVE and mention.party != CIVILIANS:
            capitals.append(mention)
        else:
            parties.append(mention)
    return parties, capitals


def look(doc: Doc, sentence: Sentence, the_cast: Cast, at: Now, memory: attribution.Memory) -> tuple[Scene, bool]:
    """The cheap first pass over every sentence: parties, voices, dates, triggers."""
    span = (sentence.start, sentence.end)
    mentions = actors.mentions(doc, span, the_cast)
    sayings = attribution.find(doc, sentence, mentions, the_cast, memory)
    mentions, _ = _as_places(doc, mentions)
    whens, ungrounded = dates_relative.find(doc, span, at)
    blocked = [(w.start, w.end) for w in whens] + [(m.start, m.end) for m in mentions if m.party != CIVILIANS]
    blocked += [s.zone for s in sayings]
    hits = triggers.find(doc, span, blocked)
    return Scene(doc, sentence, mentions, sayings, whens, hits), ungrounded


def fill(scene: Scene, context: Context) -> None:
    """The second pass, only where a trigger was found: clauses, places, tolls, disputes."""
    doc, sentence = scene.doc, scene.sentence
    span = (sentence.start, sentence.end)
    parties = [(m.start, m.end) for m in scene.mentions if m.party != CIVILIANS]
    dates = [(w.start, w.end) for w in scene.whens]
    scene.clauses = sentences.clauses(doc, sentence, dates + scene.zones(), _and_cuts(scene))
    acts = [(h.start, h.end) for h in scene.hits]
    scene.wheres = places.find(doc, span, parties + dates, acts, context, scene.zones())
    scene.tolls = casualties.find(doc, span)
    scene.disputed = assertion.disputes(doc, span)


def _and_cuts(scene: Scene) -> list[int]:
    """Where one "and" or comma joins two acts: "artillery fire and air strikes", "bombed A and army forces took B"."""
    cuts = []
    strong = [h for h in scene.hits if h.rule.strength >= 2 or h.rule.id == "kill.casualties"]
    for first, second in itertools.pairwise(strong):
        between = scene.doc.low[first.end : second.start]
        joints = list(re.finditer(r"\sand\s|,\s|\sas well as\s", between))
        for joint in reversed(joints):
            rest = between[joint.end() :]
            if len(rest.split()) <= 6 and not NO_PREPOSITION.search(rest):
                cuts.append(first.end + joint.end())
                break
    return cuts


def drafts(scene: Scene, the_cast: Cast, at: Now, last_subject: tuple[Mention, ...]) -> list[Draft]:
    """The drafts of a sentence in order."""
    found: list[Draft] = []
    subject = last_subject
    for clause in scene.clauses:
        hits = [h for h in scene.hits if clause.start <= h.start < clause.end and _means_an_act(scene, h)]
        here = [
            m
            for m in scene.mentions
            if clause.start <= m.start and m.end <= clause.end and not inside(m.start, scene.zones())
        ]
        if not hits:
            bare = tuple(m for m in here if m.prep == "" and m.party != CIVILIANS)
            subject = bare[-1:] or subject
            continue
        draft = _draft(scene, clause, hits, here, subject, the_cast)
        subject = tuple(draft.subject) or (tuple(draft.accused) if draft.hit.rule.frame != "symmetric" else subject)
        found.append(draft)
    found = absorb(scene, found)
    for draft in found:
        settle(scene, draft, found, at, the_cast)
    return found


def _means_an_act(scene: Scene, hit: Hit) -> bool:
    """Weak words need something beside them: "took X" a name, "fire" a party or "under", a bare "hit" a party or place."""
    doc, rule = scene.doc, hit.rule
    if rule.strength == 0:
        return any(w.role == "at" and w.start <= hit.end + 1 and w.names[0].start - hit.end < 30 for w in scene.wheres)
    if rule.id == "fire.by":
        left = doc.low[max(scene.sentence.start, hit.start - 30) : hit.start]
        named = any(m.end in range(hit.start - 14, hit.start) for m in scene.mentions)
        return named or (
            re.search(r"\b(?:in|by|came under|under|heavy|return|returned|hostile|enemy|of|to|their|its) $", left)
            is not None
            and "catch" not in left
        )
    if rule.id == "attack.hit" or rule.id.startswith("shelling.verb_present") or rule.id == "air.bomb_present":
        return bool(scene.mentions or scene.wheres) and not re.search(
            r"\b(?:a|the|was|for) $",
            doc.low[max(0, hit.start - 8) : hit.start].replace("was", "was") if rule.id != "attack.hit" else "",
        )
    if rule.id == "shelling.loose":
        return True
    return True


def _draft(
    scene: Scene, clause: Clause, hits: list[Hit], here: list[Mention], inherited: tuple[Mention, ...], the_cast: Cast
) -> Draft:
    doc = scene.doc
    main = max(hits, key=lambda h: (h.rule.strength, -h.start))
    saying = attribution.of(scene.sayings, main.start)
    lends = clause.link in ("participle", "and", "who", "which", "then", "so", "after", "before")
    here = sorted(here + arguments.own_mentions(doc, clause, saying, inherited), key=lambda m: m.start)
    if saying and saying.blamed and clause.start <= saying.scope[0] <= main.start:
        inherited, lends = tuple(m for m in scene.mentions if saying.blamed[0] <= m.start < saying.blamed[1]), True
    roles = arguments.roles(doc, main, clause, here, inherited if lends else ())
    if not (roles.accused and roles.target) and main.rule.frame != "symmetric":
        roles = _help(doc, hits, main, clause, here, roles)
    if saying and saying.blamed and not roles.accused and main.start - saying.scope[0] <= BLAMED_ACT:
        roles = arguments.Roles(inherited, roles.target, roles.subject)
    if main.rule.id == "kill.died":  # who dies does it to nobody
        roles = arguments.Roles((), roles.target or roles.subject or roles.accused, ())
    weapon, event = _kind(scene, clause, main, hits)
    draft = Draft(scene.sentence, clause, main, weapon=weapon, event=event, mode=main.rule.mode)
    draft.accused, draft.target, draft.subject = list(roles.accused), list(roles.target), list(roles.subject)
    draft.accused = [m for m in draft.accused if m.party not in the_cast.monitors]  # they see it, they do not do it
    draft.saying = saying
    draft.also = [h for h in hits if h is not main]
    return draft


def _help(
    doc: Doc, hits: list[Hit], main: Hit, clause: Clause, here: list[Mention], roles: arguments.Roles
) -> arguments.Roles:
    """Other words of the clause may say what the main one does not: "killed by ... in shelling"."""
    for hit in hits:
        if hit is main:
            continue
        other = arguments.roles(doc, hit, clause, here, ())
        passive = arguments.is_passive(doc, hit, clause)
        if hit.rule.frame == "verb" and (other.accused or other.target or passive):
            return arguments.Roles(
                roles.accused or other.accused, roles.target or other.target, roles.subject or other.subject
            )
    return roles


def _kind(scene: Scene, clause: Clause, main: Hit, hits: list[Hit]) -> tuple[str, tuple[str, str]]:
    """The weapon and the event type of a clause: the weapon decides before the verb."""
    rule = main.rule
    lent = next(
        (h.rule.weapon for h in hits if h.rule.weapon != Weapon.UNSTATED and h.rule.strength >= 1 and h is not main),
        None,
    )
    named = triggers.weapon_in(scene.doc, (clause.start, clause.end), scene.zones())
    if named is None and RAID.fullmatch(scene.doc.low, main.start, main.end):
        flown = triggers.weapon_in(scene.doc, (scene.sentence.start, scene.sentence.end), scene.zones())
        named = flown if flown and flown[0] == Weapon.AIRCRAFT else None
    weapon = rule.weapon
    if rule.id.startswith(
        (
            "clash",
            "territory",
            "abduction",
            "arrest",
            "obstruction",
            "movement",
            "siege",
            "looting",
            "heavy",
            "attack.shot_down",
            "attack.murder",
        )
    ):
        return weapon, rule.event
    if (
        named
        and (rule.id.startswith(WEAPON_OPEN) or named[0] == Weapon.CHEMICAL)
        and not (rule.strength == 3 and weapon == Weapon.HEAVY and named[0] != Weapon.AIRCRAFT)
    ):
        weapon = named[0]
    elif weapon == Weapon.UNSTATED:
        weapon = lent or weapon
    if (
        rule.id in ("arms.verb", "air.bombed", "air.bomb_present")
        and weapon in (Weapon.HEAVY, Weapon.AIRCRAFT, Weapon.EXPLOSIVE_DEVICE)
        and weapon != rule.weapon
    ):
        if rule.id == "arms.verb" or weapon == Weapon.HEAVY:
            return weapon, triggers.BY_WEAPON[weapon]
        return rule.weapon, rule.event
    if rule.id == "air.strike" and weapon == Weapon.UNSTATED:
        weapon = Weapon.AIRCRAFT
    return weapon, triggers.event_of(rule, weapon)

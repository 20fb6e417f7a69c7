"""Stage 4: the words that name an act. Finds rule hits, and decides what kind of act a clause's hits make together."""

import re
from functools import lru_cache

from tracker.extract.parts import Doc, Hit
from tracker.extract.rules_data.triggers import ALL_RULES, BY_WEAPON, COMPILED, COMPILED_WEAPONS, Rule
from tracker.extract.types import Span
from tracker.vocab import SubEventType, Weapon

# Words that only look like an act: the truce itself, idioms, policies, sport and labour.
NOT_AN_ACT = re.compile(
    r"cease-?fires?|(?:hunger|general|labou?r|transport|school) strikes?|heart attacks?|(?:gather\w*|sit|sat|warm\w*|stood) (?:\w+ )?around (?:a|the) (?:camp)?fire|under fire for"
    r"|(?:fight(?:ing|s)?|fought|combat(?:t?ing)?|battl(?:e|ing)|war|struggle|campaign) (?:against |on |to end |for )?(?:the )?(?:terrorism|terror|extremism|corruption|poverty|crime|disease"
    r"|covid\S*|malaria|hunger|rights|power|inflation|climate\S*|freedom|justice)(?:\s|\b)|attack (?:helicopters?|drones?|aircraft)|fire (?:brigade|department|engine|service|fighters)"
    r"|cyber-?attacks?|verbal attacks?|strik(?:e|es|ing|ruck) (?:a |the )?(?:deal|balance|agreement|accord|tone)|struck (?:a|the) (?:deal|balance|agreement|accord)|target(?:ed)? (?:date|sanctions)"
    r"|battle(?:field|ground|front)s?|gas attack victims|execution of (?:the|its) (?:deal|agreement|orders)|execut(?:ed|ion of) (?:the )?(?:deal|agreement|terms|order)|fire hydrant|line of fire"
    r"|fell to(?= \d)|hit (?:a |the )?(?:record|snag|low|high|headlines|market)|shell compan(?:y|ies)|entered (?:into )?(?:force|effect|its|a|the (?:second|third|first))|entered \w+ day"
    r"|(?:open|opened|return|returned|returning|hold|held|holding|cease|ceased) (?:their |its )?fire(?! on| at| from| with)|advance (?:notice|payment)|war crimes?|captur(?:ed|ing) (?:on|by) (?:camera|video|film)"
    r"|arrested development|no-fire zone|fire (?:extinguisher|alarm)|under arrest|unexploded (?:ordnance|shells?|bombs?)|besieged|attack dogs?|target practice|live[- ]fire (?:exercise|training|drill)s?"
)
KEEP = re.compile(r"(?:open|return)(?:ed|ing)? (?:their |its )?fire")


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, tuple[int, ...]]:
    """Which rules can begin with a word of these first two letters: tried once, so that most rules need not run."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return {a: tuple(range(len(COMPILED))) for a in letters}


def _overlaps(start: int, end: int, spans: list[Span]) -> bool:
    return any(a < end and start < b for a, b in spans)


def find(doc: Doc, span: Span, blocked: list[Span]) -> list[Hit]:
    """Hits in order, without overlaps; the longer wins, then the stronger. `blocked` stretches hold no act."""
    off = [m.span() for m in NOT_AN_ACT.finditer(doc.low, *span) if not KEEP.fullmatch(m.group())] + blocked
    found: list[Hit] = []
    for rule, pattern in COMPILED:
        for match in pattern.finditer(doc.low, *span):
            if not _overlaps(*match.span(), off):
                found.append(Hit(rule, *match.span()))
    found.sort(key=lambda h: (h.start - h.end, -h.rule.strength, ALL_RULES.index(h.rule)))
    kept: list[Hit] = []
    for hit in found:
        if not _overlaps(hit.start, hit.end, [(k.start, k.end) for k in kept]):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def weapon_in(doc: Doc, span: Span, blocked: list[Span]) -> tuple[str, Span] | None:
    """The gravest weapon named in a stretch, with its span; chemical, then aircraft, heavy, device, small arms."""
    for weapon, pattern in COMPILED_WEAPONS:
        for match in pattern.finditer(doc.low, *span):
            if not _overlaps(*match.span(), blocked):
                return weapon, match.span()
    return None


def event_of(rule: Rule, weapon: str) -> tuple[str, str]:
    """The event type of a rule once the clause's weapon is known: an open rule takes the weapon's type."""
    if (
        rule.strength <= 2
        and rule.mode == "combat"
        and weapon in BY_WEAPON
        and not rule.id.startswith(("territory", "clash"))
    ):
        return BY_WEAPON[weapon]
    if rule.id == "air.strike" and weapon == Weapon.UNSTATED:
        return rule.event
    if rule.id.startswith("shelling") and weapon in (Weapon.AIRCRAFT, Weapon.CHEMICAL):
        return BY_WEAPON[weapon]
    if rule.id.startswith("device.bombing") and weapon == Weapon.AIRCRAFT:
        return rule.event[0], SubEventType.AIR_STRIKE
    if weapon == Weapon.CHEMICAL and rule.mode == "combat":
        return BY_WEAPON[weapon]
    return rule.event

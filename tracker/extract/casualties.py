"""Stage 9: dead and injured, with "at least", "including two children" and lists that add up."""

import re

from tracker.extract import numbers
from tracker.extract.actors import CIVILIANS
from tracker.extract.parts import Doc, Toll
from tracker.extract.rules_data import words
from tracker.extract.types import Span

N = numbers.CARDINAL
LIMB = re.compile(
    r"(?<![\w-])(?:lost|losing|loses) (?:his|her|a|an|one|both) (?:\w+ )?(?:legs?|foot|feet|hands?|arms?|eyes?|limbs?)(?![\w-])"
)
ADJECTIVES = r"(?:(?!and\b|in\b|on\b|near\b|killed\b|wounded\b|injured\b)[\w'-]+ ){0,4}?"
WHO = rf"(?:{words.CIVILIAN_WORDS}|{words.ARMED_WORDS}|{words.PEOPLE_WORDS})"
ONE_WHO = r"(?:driver|pilot|commander|guard|officer|soldier|farmer|shepherd|journalist|reporter|teacher|man|woman|boy|girl|child|owner|resident|mother|father|chief|guide|passenger|priest|imam|doctor|nurse|policeman)"
FLOORS = rf"(?:(?:{numbers.FLOOR}) )?"
ITEM = rf"(?:{FLOORS}(?:(?:his |her |their |its )?{N}|an?|another|one|his|her|the(?= (?:[\w'-]+ )?{ONE_WHO}(?!\w))) {ADJECTIVES}{WHO}(?![\w])|{FLOORS}{N}(?![\w%:-]| of (?:them|whom|those|these)\b)(?: of (?:its|their|the) {ADJECTIVES}{WHO})?)"
LIST = rf"{ITEM}(?:(?:, | and |, and ){ITEM}){{0,4}}"
DEAD_VERB = r"(?:kill(?:ed|ing|s)?|slaughter(?:ed|ing|s)?|massacr(?:ed|ing|es)|left|leaving|leaves|claim(?:ed|ing|s)? the li(?:fe|ves) of|the deaths? of|death of)"
HURT_VERB = r"(?:wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?)"
DEAD_ADJ = r"(?:dead|lost (?:his|her|their) (?:life|lives)|killed|slaughtered|massacred|gunned down|to death|assassinated|beheaded|executed|murdered|died|dies|die|deaths?|fatalities|lost their li(?:fe|ves)|perished|slain|bodies|fatally)"
HURT_ADJ = r"(?:wounded|injured|hurt|injuries|maimed)"
AUX = r"(?:(?:people|persons|others|more|were|was|have been|had been|has been|are|being|also|have|has|had|being|reportedly|confirmed|got|shot|later|then|feared|found|reported|believed|both|all|\w+ly|stabbed|hacked|beaten|burned|burnt) )*"
PATTERNS = (
    ("both", re.compile(rf"(?<![\w-]){DEAD_VERB} (?P<dead>{LIST})(?: (?:dead|others))?,? and {HURT_VERB} (?P<hurt>{LIST})")),
    ("active_dead", re.compile(rf"(?<![\w-])(?:kill(?:ed|ing|s)?|slaughter(?:ed|ing|s)?|massacr(?:ed|ing|es)|shot dead|shooting dead|gunned down|executed|beheaded|murdered|assassinated|claim(?:ed|ing|s)? the li(?:fe|ves) of|the deaths? of|left|leaving|leaves|took the lives of|bod(?:y|ies) of) (?P<dead>{LIST})(?P<word> dead| wounded| injured)?")),
    ("active_hurt", re.compile(rf"(?<![\w-]){HURT_VERB} (?P<hurt>{LIST})")),
    ("passive_dead", re.compile(rf"(?<![\w-])(?P<dead>{LIST})(?P<incl>,? (?:including|among them|most of them|all of them|{N} of (?:them|whom)) [^;.]{{1,60}}?)?,? {AUX}(?P<word>{DEAD_ADJ})(?![\w-])(?P<pair> (?:and|or) (?:wounded|injured))?")),
    ("passive_hurt", re.compile(rf"(?<![\w-])(?P<hurt>{LIST})(?P<incl>,? (?:including|among them) [^;.]{{1,60}}?)?,? {AUX}(?P<word>{HURT_ADJ})(?![\w-])")),
    ("none", re.compile(r"(?<![\w-])(?:no (?:\w+ ){0,2}(?:casualties|injuries|deaths|fatalities|victims)|(?:nobody|no one|no-one) (?:was|were) (?:hurt|killed|injured|harmed)|without (?:causing |any )*casualties)")),
)  # fmt: skip
TOTAL = re.compile(
    r"death toll|toll (?:to|of|rose|rises)|raises? the|bringing (?:the|to)|rais(?:ed|ing) the|in total|overall|so far|total of|\bsince (?!\w+day\b)|have been killed"
)
PART = re.compile(rf"(?:{FLOORS}(?:(?:his|her|their|its) (?={N}\b))?(?P<n>{N}|an?|another|one|his|her|the)) ?")


def _total(text: str) -> tuple[int | None, bool]:
    """The sum of a list such as "a woman and two children", and whether it is only a lower bound."""
    total = 0
    for item in re.finditer(ITEM, text):
        match = PART.match(item.group())
        number = 1 if match and match["n"] in ("his", "her", "the") else numbers.value(match["n"]) if match else None
        if number is None:
            return None, False
        total += number
    return total, numbers.LOW_ONLY.search(text) is not None


def _who(text: str) -> tuple[str, ...]:
    return (CIVILIANS,) if re.search(rf"(?<![\w-]){words.CIVILIAN_WORDS}(?![\w-])", text) else ()


def _unit_follows(doc: Doc, end: int) -> bool:
    """A number that counts something else: "500-pound", "30 km", "60 families displaced", "5 per cent"."""
    return (
        re.match(
            r"(?:-\w|,\d| ?%| (?:km|kilomet|miles|per ?cent|per cent|years?|hours?|minutes?|days?|houses|homes|villages|shells|rockets|violations|times)\b)",
            doc.low[end : end + 16],
        )
        is not None
    )


def _read(doc: Doc, name: str, match: re.Match, after: str) -> Toll | None:
    groups = match.groupdict()
    dead_text, hurt_text = groups.get("dead") or "", groups.get("hurt") or ""
    if name == "none":
        return Toll(*match.span(), dead=0, injured=0)
    if groups.get("pair"):
        return None  # "27 dead and wounded" counts both together
    if (
        name == "active_dead"
        and re.match(
            r"kill|slaught|massac|shot|shoot|gunned|exec|behead|murder|assas|claim|the|took|bod", match.group()
        )
        is None
        and not groups.get("word")
    ):
        return None  # "left two ..." without "dead"
    if name == "active_dead" and (groups.get("word") or "").strip() in ("wounded", "injured"):
        dead_text, hurt_text = "", dead_text
    dead, low_only = _total(dead_text) if dead_text else (None, False)
    hurt, _ = _total(hurt_text) if hurt_text else (None, False)
    end = match.end("dead") if dead_text and not hurt_text else match.end()
    if (dead is None and hurt is None) or _unit_follows(doc, end):
        return None
    total = TOTAL.search(doc.low, max(0, match.start() - 40), match.end()) is not None
    return Toll(
        *match.span(),
        dead=dead,
        injured=hurt,
        dead_high=None if low_only else dead,
        who=_who(match.group()),
        total=total,
    )


def find(doc: Doc, span: Span) -> list[Toll]:
    """Tolls of a stretch in order; of two that overlap, the one found by the more telling pattern."""
    kept: list[Toll] = []
    for name, pattern in PATTERNS:
        for match in pattern.finditer(doc.low, *span):
            toll = _read(doc, name, match, doc.low[match.end() : match.end() + 30])
            if toll and not any(k.start < toll.end and toll.start < k.end for k in kept):
                kept.append(toll)
    kept += [Toll(*limb.span(), injured=1) for limb in LIMB.finditer(doc.low, *span)]
    return sorted(kept, key=lambda t: t.start)


def together(tolls: list[Toll]) -> Toll | None:
    """One toll for one event: the first that speaks of the dead, with the first that speaks of the injured."""
    usable = [t for t in tolls if not t.total]
    if not usable:
        return None
    dead = [t for t in usable if t.dead is not None]
    hurt = next((t for t in usable if t.injured is not None), None)
    # Two statements on the dead add up where they name different groups ("a soldier was killed and two civilians died").
    best = sum(t.dead for t in dead) if dead else None
    high = None if any(t.dead_high is None for t in dead) else best
    start, end = min(t.start for t in usable), max(t.end for t in usable)
    who = tuple(dict.fromkeys(w for t in usable for w in t.who))
    return Toll(start, end, best, hurt.injured if hurt else None, high, who)

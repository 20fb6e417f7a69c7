"""Stage 6: who is accused of an act and who was hit, by position in the clause, voice and prepositions."""

import re
from dataclasses import dataclass

from tracker.extract.actors import CIVILIANS
from tracker.extract.parts import Clause, Doc, Hit, Mention, Saying

BE_LEFT = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got|get|gets)(?: (?:\w+ly|also|again|then|both|later|all|first|once more|still))* $"
)
LIGHT = re.compile(
    r"\b(?:launch|carr|stag|mount|conduct|mad[e]|mak|commit|wag|unleash|perform|execut|lead|led|resum|continu|beg[ai]n|start|step|intensif|us|fir|direct|perpetrat|initiat|open|undert[oa]|escalat"
    r"|resort\w* to|engag\w* in|respond\w* with|retaliat\w* with|answer\w* with|hit|pound|struck|target|attack)\w*\b"
)
SUFFER = re.compile(
    r"\b(?:came|come|comes|coming|stepp\w+ on|dr[oi]v\w+ over|r[au]n\w* over|lost|suffer|fac|sustain|witness|saw|see|endur|subject|surviv|experienc|undergo|was hit|were hit|damaged|destroyed|expos)\w*\b"
)
RAN_INTO = re.compile(r"\b(?:struck|hit|triggered|set off|detonated|activated|tripped)\b")
ANSWER = re.compile(r"\b(?:respond|retaliat|answer|repl|hit back|str[iu]\w+ back)\w*(?: \w+)? with\b")
REPEL = re.compile(
    r"\b(?:repel|repuls|foil|thwart|fend|beat|push|prevent|stop|block|ward|fail|confront|intercept|resist|condemn|denounc|report|record|respond|retaliat|react|den[iy]|investigat|protest)\w*\b"
)
TARGET_PREPOSITIONS = frozenset({"on", "at", "against", "of", "targeting", "upon", "towards", "toward"})
OWN = re.compile(
    r"(?<![\w-])(?:its|their|his|our|her)(?: own)? (?:[\w'-]+ ){0,2}?(?:positions?|soldiers?|troops|forces|fighters?|terrorists?|men|members?|units?|posts?|checkpoints?|personnel|convoys?|bases?|vehicles?|servicem[ae]n"
    r"|territory|outposts?|commanders?|patrols?|officers|people|side|army|aircraft|drones?|artillery|jets|planes)(?![\w-])"
)
PRONOUN = re.compile(
    r"(?:^|[;,]\s|\bthat |\bsaid |\bsays |\badded |\b\w+ (?=(?:it|they) ha[ds] )|\band |\bafter |\bas |\bbut |\bwhen )(?P<p>it|they|we|he)(?= )"
)
HELD_BY = re.compile(r"\b(?:held|controlled|run|manned|administered|occupied|owned|guarded|populated|staffed|set up) $")
BLAME = re.compile(
    r"(?:blamed on|attributed to|claimed by|pinned on|blame (?:falls|fell) on|suspected|carried out by|launched by|fired by|conducted by|staged by|perpetrated by|believed to be)(?: the| an?)?(?: (?:suspected|so-called|so called|armed|alleged))* $"
)
RESPONSIBILITY = re.compile(
    r"(?:claimed|took|admitted|accepted) responsibility|said (?:it|they) (?:was|were|had been) (?:behind|responsible)"
)
HELD_FROM = re.compile(
    r"from [^;]{0,80}?(?:held|controlled) by (?:the |an? )?(?:so-called )?$|from (?:the )?(?:\w+ )?(?:territory|areas?|positions?|side|direction)(?: (?:held|controlled|under))?(?: (?:by|of))? (?:the )?$"
)
FROM_POSITIONS = re.compile(
    r"(?:'s?|s')? (?:\w+ )?(?:positions?|lines?|territory|side|posts?|trenches|areas?|ships?|planes|vessels|batteries|bases?|strongholds?)\b"
)
COORDINATE = re.compile(
    r"(?:'s?)?(?:[\s-]+(?!(?:said|says|killed|after|in|on|at|by|from)\b)[\w'-]+){0,3}?\s?(?:,|\band\b|/|\balongside\b|\btogether with\b)\s?(?:and )?(?:the |its |their |allied |a )?$"
)


@dataclass(frozen=True)
class Roles:
    accused: tuple[Mention, ...]
    target: tuple[Mention, ...]
    subject: tuple[Mention, ...]


def own_mentions(doc: Doc, clause: Clause, saying: Saying | None, subject: tuple[Mention, ...]) -> list[Mention]:
    """ "its positions", "they": mentions of the speaker's party, or of the subject where nobody speaks."""
    behind = saying is not None and saying.scope[1] <= saying.zone[0]  # "…, X said": "its" is the subject's before
    if behind and subject:
        saying = None
    party = saying.parties[0] if saying and saying.parties else subject[0].party if subject and not saying else None
    if party is None or party == CIVILIANS:
        return []
    found = [
        Mention(m.start(), m.end(), party, _prep(doc, m.start(), clause))
        for m in OWN.finditer(doc.low, clause.start, clause.end)
    ]
    found += [Mention(m.start("p"), m.end("p"), party, "") for m in PRONOUN.finditer(doc.low, clause.start, clause.end)]
    return found


def _prep(doc: Doc, at: int, clause: Clause) -> str:
    match = re.search(r"(\w+) (?:one of |two of |some of |\w+ of )?$", doc.low[max(clause.start, at - 24) : at])
    word = match.group(1) if match else ""
    return word if word in TARGET_PREPOSITIONS | {"by", "near", "in", "from", "with", "to"} else ""


def is_passive(doc: Doc, hit: Hit, clause: Clause) -> bool:
    text = doc.low[hit.start : hit.end].split()[0]
    if text.endswith("ing") or hit.rule.frame not in ("verb", "either"):
        return False
    if BE_LEFT.search(doc.low, max(clause.start, hit.start - 40), hit.start):
        return True
    return re.match(r"(?: \w+)? by (?!\w+ing\b|the time|\w+day\b)", doc.low[hit.end : clause.end]) is not None


def _subject(doc: Doc, hit: Hit, left: list[Mention]) -> tuple[Mention, ...]:
    """The last bare noun phrase before the hit, with those joined to it by "and"."""
    bare = [m for m in left if m.prep == ""]
    if not bare:
        return ()
    group = [bare[-1]]
    for earlier in reversed(bare[:-1]):
        if not COORDINATE.fullmatch(doc.low[earlier.end : group[0].start]):
            break
        group.insert(0, earlier)
    return tuple(group)


def _coordinated(doc: Doc, first: Mention, others: list[Mention]) -> tuple[Mention, ...]:
    group = [first]
    for mention in others:
        if mention.start >= group[-1].end and COORDINATE.fullmatch(doc.low[group[-1].end : mention.start]):
            group.append(mention)
    return tuple(group)


# An explosion "outside the Russian base": whose post it is was hit.
BESIDE = frozenset({"outside", "near", "inside", "beside", "under", "over", "in"})
POST = re.compile(
    r"(?:'s?|s')?(?: (?:\w+ ){0,2}?)(?:base|post|posts|convoy|positions?|checkpoint|camp|patrol|barracks|vehicle|truck|truck|jeep|headquarters|outpost|trench\w*|lines)(?!\w)"
)
CHECKPOINT = re.compile(
    r"(?:checkpoint|roadblock|barrier|post|crossing)s?(?: \w+){0,2} (?:of|manned by|controlled by|run by|held by|set up by) (?:the |a )?(?:so-called |self-proclaimed )?$"
)
AT_CHECKPOINT = re.compile(r"(?:'s?|s')?(?: \w+)? (?:checkpoint|roadblock|barrier)")


def _posts(doc: Doc, mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple(m for m in mentions if m.prep in BESIDE and POST.match(doc.low, m.end))[:1]


def _stopped_by(doc: Doc, clause: Clause, mentions: list[Mention]) -> tuple[Mention, ...]:
    """Whose checkpoint it was, where nobody else is said to have stopped a patrol."""
    return tuple(
        m
        for m in mentions
        if m.party != CIVILIANS
        and (
            CHECKPOINT.search(doc.low, max(clause.start, m.start - 60), m.start) or AT_CHECKPOINT.match(doc.low, m.end)
        )
    )[:1]


def _objects(doc: Doc, right: list[Mention], allowed: frozenset[str]) -> tuple[Mention, ...]:
    for place, mention in enumerate(right):
        if mention.prep in allowed:
            return _coordinated(doc, mention, right[place + 1 :])
    return ()


def _agents(doc: Doc, mentions: list[Mention], clause: Clause) -> tuple[Mention, ...]:
    """Parties named behind "by", "blamed on", "from positions of"."""
    found: tuple[Mention, ...] = ()
    for place, mention in enumerate(mentions):
        left = doc.low[max(clause.start, mention.start - 110) : mention.start]
        held = re.search(
            r"\b(?:held|controlled|run|manned|administered|occupied|owned|guarded) by (?:the |an? )?(?:so-called |self-proclaimed )?$",
            left,
        )
        if mention.party != CIVILIANS and (
            BLAME.search(left)
            or HELD_FROM.search(left)
            or _from_positions(doc, left, mention)
            or (mention.prep == "by" and not held)
        ):
            found = found or _coordinated(doc, mention, mentions[place + 1 :])
    return found


def _with_weapon(doc: Doc, hit: Hit, left: list[Mention]) -> tuple[Mention, ...]:
    """ "army helicopters and artillery have hit": the owner of the first weapon owns the second."""
    owner = [m for m in left if m.prep == "" and m.party != CIVILIANS][-1:]
    if owner and re.fullmatch(r" (?:[\w-]+ ){1,2}and ", doc.low[owner[0].end : hit.start]):
        return tuple(owner)
    return ()


def _from_positions(doc: Doc, left: str, mention: Mention) -> bool:
    """ "from LTTE positions", "from rebel-held hills"."""
    return (
        re.search(r"\bfrom (?:the |nearby |\w+ern )?$", left) is not None
        and FROM_POSITIONS.match(doc.low, mention.end) is not None
    )


def _premodifier(doc: Doc, hit: Hit, left: list[Mention]) -> tuple[Mention, ...]:
    """ "a Houthi attack", "the army's heavy shelling"."""
    if not left:
        return ()
    gap = doc.low[left[-1].end : hit.start]
    if len(gap) > 45 or re.search(
        r"[,;:.()]|\b(?:said|in|on|at|by|from|to|of|for|with|and|after|during|near|was|were|has|had|have|is|are|under|against|over|into)\b|\b(?!armed|backed|renewed|repeated|sustained|combined|coordinated|intensified)\w{3,}ed\b",
        gap,
    ):
        return ()
    return _subject(doc, hit, left) if left[-1].prep == "" else (left[-1],)


def _noun(doc: Doc, hit: Hit, clause: Clause, left: list[Mention], right: list[Mention]) -> tuple[tuple, tuple]:
    pre = _premodifier(doc, hit, left)
    before = [m for m in left if m not in pre]
    subject = _subject(doc, hit, before)
    agents = (
        _agents(doc, right, clause) or _agents(doc, before, clause) or tuple(m for m in pre if m.party != CIVILIANS)
    )
    target = _objects(doc, right, TARGET_PREPOSITIONS)
    if subject:
        between = doc.low[subject[-1].end : hit.start]
        if (
            (REPEL.search(between) and not ANSWER.search(between))
            or SUFFER.search(between)
            or (hit.rule.id.startswith("device") and RAN_INTO.search(between))
            or BE_LEFT.search(between + " ")
            or re.search(r"\b(?:under|in an?|during|killed|wounded|injured|died)\b", between)
        ):
            target = target or (
                subject
                if not re.search(r"respond|retaliat|react|report|record|condemn|denounc|den[iy]|investig", between)
                else ()
            )
        elif LIGHT.search(between) or ANSWER.search(between):
            agents = agents or tuple(m for m in subject if m.party != CIVILIANS)
    return agents, target


def _verb(
    doc: Doc, hit: Hit, clause: Clause, left: list[Mention], right: list[Mention], inherited: tuple[Mention, ...]
) -> tuple[tuple, tuple, tuple]:
    subject = _subject(doc, hit, left)
    if is_passive(doc, hit, clause):
        agents = _agents(doc, right, clause) or _agents(doc, left, clause)
        return agents, subject or _objects(doc, right, frozenset({"of"})), subject
    subject = tuple(m for m in subject if m.party != CIVILIANS) or (() if subject else inherited)
    if not subject:
        subject = tuple(
            m
            for m in left
            if m.prep == "by" and HELD_BY.search(doc.low[max(0, m.start - 40) : m.start].rsplit("by", 1)[0])
        )
    agents = subject or _agents(doc, left + right, clause)
    held = TARGET_PREPOSITIONS | {"", "from"} if hit.rule.id.startswith("territory") else TARGET_PREPOSITIONS | {""}
    return agents, _objects(doc, right, held), subject


def roles(doc: Doc, hit: Hit, clause: Clause, mentions: list[Mention], inherited: tuple[Mention, ...]) -> Roles:
    """Accused and target of one hit. `mentions` are those of the clause that no attribution claims for itself."""
    left = [m for m in mentions if m.end <= hit.start]
    right = [m for m in mentions if m.start >= hit.end]
    frame = hit.rule.frame
    if frame == "either":
        frame = _either(doc, hit, clause)
    if frame == "symmetric":
        sides = tuple(
            m
            for m in left + right
            if m.party != CIVILIANS and m.prep in ("", "between", "with", "against", "by", "among", "of")
        )
        named = sides or (inherited if not left else ())
        return Roles(named, (), _subject(doc, hit, left))
    if frame == "fell":
        agents = _objects(doc, right, frozenset({"to", "of", "by", ""}))
        return Roles(agents, _subject(doc, hit, left), ())
    if frame == "impact":
        return Roles(
            _agents(doc, left + right, clause) or _premodifier(doc, hit, left) or _with_weapon(doc, hit, left),
            _objects(doc, right, TARGET_PREPOSITIONS | {"", "in"}) or _posts(doc, right),
            (),
        )
    if frame == "noun":
        agents, target = _noun(doc, hit, clause, left, right)
        return Roles(agents, target or _posts(doc, right), _subject(doc, hit, left))
    agents, target, subject = _verb(doc, hit, clause, left, right, inherited)
    if hit.rule.id.startswith("obstruction"):
        stoppers = _stopped_by(doc, clause, mentions)
        if stoppers and (not agents or is_passive(doc, hit, clause)):
            agents, target = stoppers, tuple(m for m in target if m not in stoppers)
    return Roles(agents, target, subject)


def _either(doc: Doc, hit: Hit, clause: Clause) -> str:
    """An -ing form is a verb where it opens a participle clause or takes a bare object, else a noun."""
    if not doc.low[hit.start : hit.end].endswith("ing"):
        return "verb" if doc.low[hit.start : hit.end].endswith(("ed", "es")) else "noun"
    if clause.link == "participle" and doc.low[clause.start : hit.start].strip() in ("", "again", "also"):
        return "verb"
    if re.search(
        r"\b(?:were|was|are|is|been|of|after|kept|den(?:ied|ies)|by|began|started|continued|resumed|for|before|and) $",
        doc.low[max(clause.start, hit.start - 12) : hit.start],
    ):
        follows = re.match(
            r" (?:of|by|on|in|from|at|near|against|between|that|which|was|were|continued|and)\b|[,.;]|$",
            doc.low[hit.end : clause.end],
        )
        return "noun" if follows else "verb"
    return "noun"

"""Stage 5: is an act said to have happened? Denied, over, threatened, negated, background, or disputed."""

import re

from tracker.extract.parts import Clause, Doc, Hit, Saying, Sentence, When
from tracker.extract.types import Span

NEGATED_NOUN = re.compile(
    r"(?:\bno|\bnot any|\bwithout(?: any)?|\bfree of|\bnor|\bzero|absence of(?: any)?|lack of)(?: (?:new|further|more|major|significant|serious|fresh|such|reported|ceasefire|cease-fire|truce|[\w-]+)){0,3}\s$"
)
NEGATED_VERB = re.compile(
    r"(?:\bnot|n't|\bnever|\bneither|\bnor|\bhardly)(?: (?:been|be|being|yet|have|has|had|again|even|\w+ly)){0,2}\s$"
)
NOBODY = re.compile(r" (?:no ?-?one|nobody|nothing|no (?:suspects?|civilians?|targets?|positions?))\b")
STOPPED_AFTER = re.compile(
    r"(?: [\w,'-]+){0,9}? (?:had|has|have|were|was|is|are)?(?: (?:since|now|all|been|largely|also|already|completely|mostly|by then))*\s?(?:stopped|ceased|ended|subsided|died down|abated|petered out|halted|calmed|eased|come to (?:an end|a halt)|over)\b"
    r"(?!\s(?:a|the|short|by (?!\w+day|dawn|noon|mid|night|evening|morning|early|late|\d|then|the (?:end|evening|afternoon|morning))))"
)
STOPPED_BEFORE = re.compile(
    r"(?:\bend(?:ed|s|ing)?|\bhalt(?:ed)?|stopp(?:ed|age of)|ceas(?:ed|ing)|put an end|brought an end|end to|halt to|lull in|pause in|cessation of)(?: (?:to|of|the|all|any|their|his|its|two|three|\w+|days|weeks|hours)){0,4} $"
)
YEARS_OF = re.compile(
    r"(?:years|decades|months|weeks) of (?:\w+ ){0,3}$|(?:year|month|decade)s?-(?:long|old) (?:\w+ ){0,2}$"
)
BACKGROUND = re.compile(
    r"\bin recent (?:years|months|decades)|\bfor years|\bfor decades|\bover the years|\bsince the (?:war|conflict|uprising) (?:began|started|broke)|\bformerly held|\bhas long\b|\bhave long\b|\bhistorically|\bpreviously"
    r"|the (?:civil )?war (?:began|started|broke|which|that|has)|\d+-(?:day|year|month|week) (?:war|conflict)|during the (?:war|conflict|siege|battle)|plagu(?:ed|ing)|years of (?:war|conflict|fighting)|before the (?:truce|ceasefire)"
)
PERFECT = re.compile(r"\b(?:has|have)(?: (?:\w+ly|also|repeatedly|often|long|been))* $")
MODAL = re.compile(
    r"\b(?:would|will|could|may|might|shall|should|'ll|must|can|cannot|won't|wouldn't)(?: (?:not|be|have|also|again|never|now|\w+ly|then)){0,3} $"
)
INFINITIVE = re.compile(r"(?P<head>[\w'-]+)(?: (?:\w+ly))? to (?:\w+ly )?$")
REAL_HEADS = re.compile(
    r"(?:continu\w+|beg[au]n|begins?|beginning|start\w*|resum\w+|manag\w+|tr(?:y|ied|ies|ying)|attempt\w*|proceed\w*|appear\w*|seem\w*|fail\w*|went on|able|used|us(?:ed|ing)|order\w*|sought|helped|said|reported|alleged|believed|known|claimed|understood)"
)
THREAT_HEADS = re.compile(
    r"(?:threaten\w*|vow\w*|pledg\w*|promis\w*|plan\w*|ready|prepar\w*|intend\w*|want\w*|readiness|right|going|determined|about|warned|warning|swore|poised|set|reserv\w*|due|willing|likely|orders?)$"
)
THREAT_NOUN = re.compile(
    r"(?:threat(?:s|ens|ened|ening)?|plans?|preparations?|preparing|prepared|warn(?:ed|s|ing)?|risk|fears?|possible|potential|imminent|future|planned|feared|looming|threatened|expected|against any|to any|any|if any|calls? for|called for|prospect)(?: (?:of|for|a|an|the|new|fresh|another|further|about|more|major|with|retaliatory|ground|military|\w+ing)){0,3} $"
)
CONDITIONAL = re.compile(r"\b(?:if|unless|should|in case|in the event|provided|as long as)\b")
CONDITION_BEFORE = re.compile(r"\b(?:provided|on condition|as long as|in case|assuming|only if|if|unless)(?: that)? ?$")
KEPT = re.compile(
    r"(?:kept|keeps?|continu\w+|went on|carried on|persisted in|did not stop|do not stop|does not stop|stop|stopped|halt)(?: (?:to|with|on|the|its|their|in))* $"
)
PREVENTIVE = re.compile(
    r"(?:refrain(?:ed)? from|stop(?:ping)?|avoid(?:ing)?|halt(?:ing)?|end(?:ing)?|cease|prevent(?:ing)?|prohibit\w*|ban(?:s|ned|ning)?|forbid\w*|deter(?:ring)?|against|instead of|rather than|without|capable of|right to|rules? out)(?: (?:all|any|further|the|from|on|their|its|\w+ing))* $"
)
URGES = re.compile(
    r"\b(?:urg\w+|call(?:s|ed|ing)? (?:on|for|upon)|demand\w*|must|should|appeal\w*|agree(?:d|s)? to|commit\w*|pledg\w*|obliges?|requires?|provides? for|asked)\b"
)
CALLED_FALSE = re.compile(
    r"\bden(?:ied|ies|ying)\b(?! (?:\w+ ){0,5}(?:access|passage|entry))|reject(?:ed|s|ing) (?:the|these|those|any|all|such|that|this|its|an?|both) (?:\w+ ){0,2}(?:charges?|claims?|accusations?|allegations?|reports?|account)"
    r"|reject(?:ed|s|ing) (?:accusations?|allegations?|claims?|it|this)|(?:called|dismissed|described|branded|labelled|denounced) (?:[\w'-]+ ){0,5}?(?:disinformation|misinformation|false|baseless|fabricat\w+|lies?|untrue|groundless|fake|propaganda|unfounded|as a lie)"
    r"|each side blamed|(?:both|two|each|the) (?:sides?|parties) (?:blamed|accused)|blam(?:ed|ing) each other|accus(?:ed|ing) each other|trad(?:ed|ing) (?:blame|accusations)|accus(?:ed|ing) the other|blamed the other|mutual accusations"
    r"|(?:could|can) ?not (?:immediately |independently |yet )?(?:be )?(?:independently |immediately )?(?:verif\w+|confirm\w*|corroborat\w+)|(?:not|unable to|no way to) (?:been |be )?(?:independently )?(?:verif\w+|confirm\w*)|no independent (?:confirmation|verification)"
    r"|disput(?:ed|es|ing) (?:the|this|that|these|by)|contradict(?:ed|s|ing)|unconfirmed|did not confirm|confirmed none|not confirmed|unverified|contested (?:the|by|this)|refut(?:ed|es|ing)|said (?:it|they) (?:had |have )?(?:not|never)|had no (?:evidence|record|information) of"
)
NOT_DISPUTE = re.compile(r"(?:no (?:side|group|one|party)|nobody) (?:has |had )?(?:immediately )?claimed")


def negated(doc: Doc, hit: Hit, clause: Clause) -> Span | None:
    """The negation that governs a hit, or None."""
    nobody = NOBODY.match(doc.low, hit.end, clause.end)
    if nobody and hit.rule.frame in ("verb", "either"):
        return nobody.span()
    left = doc.low[max(clause.start, hit.start - 60) : hit.start]
    for pattern in (NEGATED_NOUN, NEGATED_VERB):
        match = pattern.search(left)
        if match and not (
            pattern is NEGATED_NOUN and re.search(r"no (?:one|side|group|word|doubt|longer|sign)", match.group())
        ):
            return hit.start - len(left) + match.start(), hit.start
    return None


def ended(doc: Doc, hit: Hit, clause: Clause) -> tuple[str, Span] | None:
    """("ended" or "background", span) where a hit is said to be over."""
    right = STOPPED_AFTER.match(doc.low, hit.end, clause.end)
    if (
        right
        and not re.search(
            r"\b(?:not|never|if|until|unless|by|after|when|in|killing)\b(?! (?:[\w'-]+ )*(?:had|has|have))",
            right.group(),
        )
        and hit.rule.frame in ("noun", "symmetric", "either")
    ):
        return "ended", right.span()
    left = doc.low[max(clause.start, hit.start - 60) : hit.start]
    years = YEARS_OF.search(left)
    if years:
        return "background", (hit.start - len(left) + years.start(), hit.start)
    match = STOPPED_BEFORE.search(left)
    if (
        match
        and hit.rule.frame in ("noun", "symmetric", "either")
        and not URGES.search(doc.low, clause.start, hit.start)
    ):
        return "ended", (hit.start - len(left) + match.start(), hit.start)
    return None


def hypothetical(doc: Doc, hit: Hit, clause: Clause, sentence: Sentence) -> tuple[str, Span] | None:
    """("threatened", span) for plans, threats and conditions; ("none", span) for acts that are only thought of."""
    begin = max(sentence.start, hit.start - 90)
    left = doc.low[max(clause.start, begin) : hit.start]
    at = hit.start - len(left)
    infinitive = INFINITIVE.search(left)
    if infinitive:
        head = infinitive["head"]
        if REAL_HEADS.fullmatch(head):
            return None
        return ("threatened" if THREAT_HEADS.search(head) else "none"), (at + infinitive.start(), hit.start)
    if KEPT.search(left) and not URGES.search(left):
        return None
    for pattern, answer in ((MODAL, "threatened"), (THREAT_NOUN, "threatened"), (PREVENTIVE, "none")):
        match = pattern.search(left)
        if match:
            return answer, (at + match.start(), hit.start)
    opened = CONDITION_BEFORE.search(doc.low, max(sentence.start, clause.start - 24), clause.start)
    if clause.link in ("if", "unless") or CONDITIONAL.search(left) or opened:
        going_on = hit.rule.frame in ("noun", "symmetric", "either") and re.search(
            r"\b(?:the|these|such|those) $", left
        )
        return ("none" if going_on else "threatened"), (clause.start, hit.start)
    return None


def background(
    doc: Doc, sentence: Sentence, clause: Clause, hit: Hit, when: When | None, placed: bool, effective, published
) -> Span | None:
    """The words that set a hit before the ceasefire or among standing facts, or None."""
    if when is not None and when.before:
        return when.start, when.end
    if (
        when is not None
        and when.last is not None
        and effective
        and when.last < effective
        and (published is None or published >= effective)
    ):
        return when.start, when.end
    cue = BACKGROUND.search(doc.low, sentence.start, sentence.end)
    long_ago = when is not None and when.last and when.first and (when.last - when.first).days > 200
    if cue and (when is None or when.since or when.precision == "approximate" or long_ago):
        return cue.span()
    left = doc.low[max(clause.start, hit.start - 40) : hit.start]
    perfect = PERFECT.search(left)
    if perfect and when is None and not placed and hit.rule.frame == "verb":
        return hit.start - len(left) + perfect.start(), hit.start
    return None


def disputes(doc: Doc, span: Span) -> list[Span]:
    """Words of a stretch by which another side contests, or nobody could verify."""
    return [m.span() for m in CALLED_FALSE.finditer(doc.low, *span)]


def standing(saying: Saying | None, doc: Doc, hit: Hit) -> str:
    """asserted, reported or denied, by who says it and how."""
    if saying is None:
        left = doc.low[max(0, hit.start - 40) : hit.start]
        return "reported" if re.search(r"\b(?:reportedly|allegedly)\b", left) else "asserted"
    return "denied" if saying.stance == "denied" else "reported"

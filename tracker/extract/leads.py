"""The net below the rules: a sentence with conflict words and a party or a place that no rule read."""

import re
from datetime import date

from tracker.extract.parts import Doc, Mention, Sentence
from tracker.extract.places import NAME
from tracker.extract.rules_data import words
from tracker.extract.types import Lead

CONFLICT = re.compile(
    r"(?<![\w-])(?:attack\w*|shell(?:s|ed|ing)|bomb\w*|air ?strikes?|clash\w*|fighting|fire|fired|kill\w*|wound\w*|injur\w*|explo\w+|rockets?|mortars?|missiles?|drones?|violat\w+|breach\w*|raid\w*|sniper\w*"
    r"|kidnap\w*|abduct\w*|seiz\w*|captur\w*|ambush\w*|offensive|assault\w*|artillery|gunfire|skirmish\w*|strikes?|siege|blockade\w*|casualt\w+|troops|tanks)(?!\w)"
)
# The same net for languages that no full rules read: a few stems of shelling, fire, killing, violating, attacking.
CONFLICT_ELSEWHERE = re.compile(
    r"قصف|اشتباك|غارة|غارات|خرق|انتهاك|هجوم|مقتل|إطلاق نار|اطلاق نار|قذيفة|قذائف|صاروخ|обстрел|обстріл|атак|удар|нарушени|порушен|бо(?:й|и|ї)\b|стрел|ранен|поранен|погиб|загину|взрыв|вибух|дрон|"
    r"saldırı|bombard|çatış|ihlal|ateş aç|roket|havan|öldü|yaral|patla"
)
FEWEST = 12  # letters: shorter lines are headings of nothing


def find(
    doc: Doc, sentence: Sentence, mentions: list[Mention], region: str | None = None, day: date | None = None
) -> Lead | None:
    """A lead for a sentence that gave no claim, or None. `region` and `day` are those that the sentence names."""
    if sentence.end - sentence.start < FEWEST:
        return None
    found = CONFLICT.findall(doc.low[sentence.start : sentence.end]) or CONFLICT_ELSEWHERE.findall(
        doc.low[sentence.start : sentence.end]
    )
    if not found:
        return None
    foreign = CONFLICT_ELSEWHERE.search(doc.low, sentence.start, sentence.end) is not None
    party = any(m.party != "civilians" for m in mentions)
    if not (party or region or foreign or _names_place(doc, sentence)):
        return None
    whom = "a party" if party else "a place"
    return Lead(
        (sentence.start, sentence.end),
        tuple(dict.fromkeys(found))[:6],
        f"Conflict words and {whom}, but no rule reads it.",
        tuple(dict.fromkeys(m.party for m in mentions if m.party != "civilians")),
        region,
        day,
    )


def _names_place(doc: Doc, sentence: Sentence) -> bool:
    for match in NAME.finditer(doc.flat, sentence.start, sentence.end):
        if match.group().lower() not in words.NOT_NAMES and re.search(
            r"\b(?:in|near|at|around|outside) (?:the )?$",
            doc.low[max(sentence.start, match.start() - 14) : match.start()],
        ):
            return True
    return False

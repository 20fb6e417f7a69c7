"""Sentences on the truce as a whole: it holds, it was quiet, it was violated. They make no incident."""

import re
from dataclasses import dataclass

from tracker.extract.parts import Doc, Saying, Sentence
from tracker.extract.types import Span
from tracker.vocab import ReportKind

TRUCE = r"(?:cease-?fires?|truces?|cessation of hostilities|armistice|silence regime|lull)"
HOLDS = re.compile(
    rf"{TRUCE}(?: [\w,'-]+){{0,14}}? (?:hold(?:s|ing)?|held|(?:was|is|being|been|were) (?:largely |broadly |mostly |generally |fully )?(?:respected|observed|in place|holding)|(?:remain|appear)\w* (?:in place|intact|to (?:be holding|hold)))"
)
QUIET = re.compile(
    r"(?:calm|quiet)(?: \w+)? (?:prevail\w*|return\w*|reign\w*|settled|descended|was reported|has held|across|in)|(?:was|were|is|remained|stayed|remains|has been|had been|been) (?:relatively |largely |mostly |generally |completely |unusually )?(?:calm|quiet)|relative (?:calm|quiet)|situation (?:was|is|remains) (?:stable|calm)"
    r"|no (?:new |further |major |serious |significant |cease-?fire |truce |such )*(?:violations?|breach(?:es)?|incidents?|clashes|shelling|attacks?|fighting|explosions)(?: \w+){0,4}? (?:(?:was|were|have been|had been|has been) )?(?:recorded|registered|reported|observed|documented|noted|heard|seen|took place)|(?:did not|didn't) (?:record|register|observe|document) (?:any|a single)"
)
SPOILED = re.compile(
    r"\b(?:despite|although|though|amid|except|marred|violat\w+|breach\w*|strain\w*|shaky|shakily|fragile|tenuous|but|clash\w*|shell\w*|skirmish\w*|incidents?|sporadic|isolated|minor)\b"
)
BROKEN = re.compile(
    rf"(?:violat(?:ed|es|ing|ions?)|breach(?:ed|es|ing)?|infring(?:ed|ements?|ing)|brok(?:e|en)|breaking)(?: (?:of|the|a|by|in|to|this|week-long|all-\w+|[\w-]+))*? {TRUCE}|{TRUCE}(?: [\w'-]+){{0,4}}? (?:violat\w+|breach\w*|infringements?|was broken)|\b(?:violations|breaches|infringements)\b"
)


@dataclass(frozen=True)
class General:
    kind: str
    trigger: Span
    sentence: Sentence
    saying: Saying | None
    rule: str


def find(doc: Doc, sentence: Sentence, sayings: list[Saying]) -> General | None:
    """A calm report or an assessment of the truce, or None."""
    span = (sentence.start, sentence.end)
    saying = sayings[0] if sayings else None
    quiet = QUIET.search(doc.low, *span)
    spoiled = SPOILED.search(doc.low, *span)
    if quiet and not (spoiled and not quiet.start() <= spoiled.start() < quiet.end()):
        return General(ReportKind.CALM, quiet.span(), sentence, saying, "general.quiet")
    holds = HOLDS.search(doc.low, *span)
    if holds and not re.search(
        r"\b(?:if|would|will|could|may|hope\w*|whether|talks|meeting|must)\b", doc.low[sentence.start : holds.end()]
    ):
        return General(
            ReportKind.ASSESSMENT if spoiled else ReportKind.CALM, holds.span(), sentence, saying, "general.holds"
        )
    broken = BROKEN.search(doc.low, *span)
    if broken:
        return General(ReportKind.ASSESSMENT, broken.span(), sentence, saying, "general.broken")
    return None

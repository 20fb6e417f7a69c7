"""The closed word lists of the product, one enum a list.

Plain Python, so that reading, geography and rules can use them without Django. A member is its stored value;
`.label` is what a person reads. Sources of the terms: ACLED codebook (event types, actor kinds), UCDP GED codebook
(geographic precision), ETH/PRIO ceasefire data (classes), PA-X (third parties), Admiralty grading (reliability).
"""

from tracker.vocab.agreements import (
    AliasKind,
    CeasefireClass,
    DeclarationKind,
    MembershipKind,
    PartyKind,
    RoleKind,
    Standing,
)
from tracker.vocab.events import (
    GEO_PRECISION_LABELS,
    SEVERITY_LABELS,
    SUB_EVENT_TYPES,
    Assertion,
    BreachMode,
    EventType,
    GeoPrecision,
    ReportKind,
    Side,
    SubEventType,
    TimePrecision,
    Weapon,
)
from tracker.vocab.follows import Channel, Pace
from tracker.vocab.sources import (
    PLACE_PRECEDENCE,
    Adapter,
    BatchState,
    PlaceLayer,
    Reliability,
    SourceKind,
    StepName,
    StepState,
)
from tracker.vocab.word import Word
from tracker.vocab.work import OPEN_WORK, Cell, Group, Scope, State, Verb, Verification, WorkState

__all__ = [
    "GEO_PRECISION_LABELS",
    "OPEN_WORK",
    "PLACE_PRECEDENCE",
    "SEVERITY_LABELS",
    "SUB_EVENT_TYPES",
    "Adapter",
    "AliasKind",
    "Assertion",
    "BatchState",
    "BreachMode",
    "CeasefireClass",
    "Cell",
    "Channel",
    "DeclarationKind",
    "EventType",
    "GeoPrecision",
    "Group",
    "MembershipKind",
    "Pace",
    "PartyKind",
    "PlaceLayer",
    "Reliability",
    "ReportKind",
    "RoleKind",
    "Scope",
    "Side",
    "SourceKind",
    "Standing",
    "State",
    "StepName",
    "StepState",
    "SubEventType",
    "TimePrecision",
    "Verb",
    "Verification",
    "Weapon",
    "Word",
    "WorkState",
]

"""The end of the reader: drafts, general statements and bulletin rows become claims, each field with its evidence."""

from dataclasses import dataclass, fields

from tracker.extract import bulletins
from tracker.extract.actors import CIVILIANS, Cast
from tracker.extract.attribution import of as saying_at
from tracker.extract.general import General
from tracker.extract.parts import Doc, Draft, Mention, Name, Saying, Sentence, When, Where
from tracker.extract.types import NOTHING, Claim, Field, Span
from tracker.vocab import Assertion, BreachMode, EventType, PartyKind, ReportKind, SubEventType, TimePrecision

SURE, LIKELY, GUESSED = 0.9, 0.75, 0.5
BLANK = {f.name: NOTHING for f in fields(Claim) if f.name not in ("sentence",)}
KINDS = {
    "asserted": ReportKind.INCIDENT_CLAIM,
    "reported": ReportKind.INCIDENT_CLAIM,
    "denied": ReportKind.DENIAL,
    "ended": ReportKind.CALM,
    "threatened": ReportKind.DECLARATION,
    "background": ReportKind.ASSESSMENT,
}


@dataclass(frozen=True)
class Maker:
    """What every claim of one text needs: the text, its parties and which of those are a government's."""

    doc: Doc
    cast: Cast
    states: frozenset[str]

    def text(self, span: Span) -> str:
        return self.doc.raw[span[0] : span[1]]


def _said(saying: Saying | None) -> Field:
    if saying is None:
        return NOTHING
    return Field(
        saying.text, SURE if len(saying.spans) == 1 else LIKELY, saying.spans, (f"attribution.{saying.stance}",)
    )


def _dates(when: When | None, carried: bool) -> dict[str, Field]:
    if when is None or when.first is None:
        return {"time_precision": Field(TimePrecision.UNKNOWN, SURE, (), ())}
    sure = LIKELY if carried else GUESSED if when.precision == TimePrecision.APPROXIMATE else SURE
    rules = (when.rule, "link.carried") if carried else (when.rule,)
    spans = ((when.start, when.end),)
    made = {
        "date_from": Field(when.first, sure, spans, rules),
        "date_to": Field(when.last, sure, spans, rules),
        "time_precision": Field(TimePrecision(when.precision), sure, spans, rules),
    }
    if when.clock:
        made["clock"] = Field(when.clock, sure, spans, rules)
    return made


def _side(mentions: list[Mention], rule: str) -> Field:
    if not mentions:
        return Field((), 0.0, (), ())
    parties = tuple(dict.fromkeys(m.party for m in mentions))
    sure = GUESSED if all(m.generic for m in mentions) and rule == "arguments.target" else LIKELY
    return Field(parties, sure, tuple((m.start, m.end) for m in mentions), (rule,))


def _place(where: Where | None, name: Name | None, carried: bool) -> dict[str, Field]:
    if where is None or name is None:
        return {}
    sure = GUESSED if carried else SURE
    rules = ("places." + where.role.replace(" ", "_"), *(("link.carried",) if carried else ()))
    made = {"place_role": Field(where.role, sure, ((where.start, where.end),), rules)}
    region = name if where.is_region else where.region
    if not where.is_region:
        made["place_text"] = Field(name.text, sure, ((name.start, name.end),), rules)
    if region is not None:
        made["region_text"] = Field(
            region.text, sure if where.is_region else LIKELY, ((region.start, region.end),), rules
        )
    return made


def _toll(draft: Draft) -> dict[str, Field]:
    toll = draft.toll
    if toll is None:
        return {}
    spans, rules = ((toll.start, toll.end),), ("casualties",)
    made = {}
    if toll.dead is not None:
        made["fatalities_low"] = made["fatalities_best"] = Field(toll.dead, SURE, spans, rules)
        made["fatalities_high"] = Field(toll.dead_high, SURE, spans, rules)
    if toll.injured is not None:
        made["injured"] = Field(toll.injured, SURE, spans, rules)
    return made


def _event(draft: Draft, maker: Maker) -> tuple[EventType, SubEventType]:
    """ACLED splits territory by who takes it, and attacks by whether the target bears arms."""
    event, sub = draft.event
    accused = {maker.cast.root(m.party) for m in draft.accused}
    if sub == SubEventType.NON_STATE_OVERTAKES and accused and accused <= maker.states:
        return EventType.BATTLES, SubEventType.GOVERNMENT_REGAINS
    if sub == SubEventType.ABDUCTION and accused & maker.states and draft.hit.rule.id == "arrest":
        return EventType.STRATEGIC, SubEventType.ARRESTS
    armed = {m.party for m in draft.target} - {CIVILIANS}
    if sub == SubEventType.ATTACK and armed and draft.hit.rule.id != "attack.murder":
        return EventType.BATTLES, SubEventType.ARMED_CLASH
    return EventType(event), SubEventType(sub)


def of_draft(draft: Draft, maker: Maker) -> list[Claim]:
    """One claim for each place of the draft; one without a place where none is named."""
    event, sub = _event(draft, maker)
    rule, hit = draft.hit.rule, draft.hit
    here = ((hit.start, hit.end),)
    base = dict(BLANK)
    base |= {
        "kind": Field(
            KINDS[draft.assertion], SURE, draft.assertion_spans or here, (rule.id, f"assertion.{draft.assertion}")
        ),
        "event_type": Field(event, SURE, here, (rule.id,)),
        "sub_event_type": Field(sub, SURE, here, (rule.id,)),
        "weapon": Field(draft.weapon, LIKELY, here, (rule.id,)),
        "breach_mode": Field(BreachMode(draft.mode), SURE, here, (rule.id,)),
        "trigger": Field(maker.text(here[0]), SURE, here, (rule.id,)),
        "accused": _side(draft.accused, "arguments.accused"),
        "target": _side(draft.target, "arguments.target"),
        "count": Field(draft.count[0], SURE, (draft.count[1],), ("count",))
        if draft.count
        else Field(1, LIKELY, (), ()),
        "assertion": Field(
            Assertion(draft.assertion), LIKELY, draft.assertion_spans, (f"assertion.{draft.assertion}",)
        ),
        "disputed": Field(
            bool(draft.disputed),
            LIKELY if draft.disputed else GUESSED,
            draft.disputed,
            ("assertion.disputed",) if draft.disputed else (),
        ),
        "origin": _said(draft.saying),
    }
    base |= _dates(draft.when, draft.when_carried) | _toll(draft)
    sentence = (draft.sentence.start, draft.sentence.end)
    pairs = [(where, name) for where in draft.wheres for name in _names(where)] or [(None, None)]
    return [Claim(**(base | _place(where, name, draft.where_carried)), sentence=sentence) for where, name in pairs]


def _names(where: Where) -> tuple[Name, ...]:
    """ "between A and B" is one place on a line, told by its first end."""
    return where.names[:1] if where.role == "between" else where.names


def of_general(general: General, maker: Maker) -> Claim:
    here = (general.trigger,)
    base = dict(BLANK)
    base |= {
        "kind": Field(ReportKind(general.kind), LIKELY, here, (general.rule,)),
        "trigger": Field(maker.text(general.trigger), LIKELY, here, (general.rule,)),
        "assertion": Field(Assertion.REPORTED if general.saying else Assertion.ASSERTED, LIKELY, (), ()),
        "accused": Field((), 0.0, (), ()),
        "target": Field((), 0.0, (), ()),
        "count": Field(1, GUESSED, (), ()),
        "disputed": Field(False, GUESSED, (), ()),
        "time_precision": Field(TimePrecision.UNKNOWN, GUESSED, (), ()),
        "origin": _said(general.saying),
    }
    return Claim(**base, sentence=(general.sentence.start, general.sentence.end))


def of_bulletin(
    bulletin: bulletins.Bulletin,
    sentence: Sentence,
    sayings: list[Saying],
    when: When | None,
    disputed: bool,
    maker: Maker,
) -> list[Claim]:
    """One tally a row; a total without rows is one tally; a cumulative total is marked as background."""
    made = []
    rows = bulletins.share(bulletin)
    if not rows and bulletin.total is not None:
        rows = [bulletins.Row((), bulletin.total, bulletin.kind, False, "bulletin.total")]
    assertion = Assertion.BACKGROUND if bulletin.cumulative else Assertion.REPORTED if sayings else Assertion.ASSERTED
    for row in rows:
        saying = saying_at(sayings, row.count_span[0]) or (sayings[0] if sayings else None)
        base = dict(BLANK)
        base |= {
            "kind": Field(ReportKind.TALLY, SURE, (bulletin.kind,), (row.rule,)),
            "trigger": Field(maker.text(bulletin.kind), SURE, (bulletin.kind,), (row.rule,)),
            "count": Field(row.count, SURE, (row.count_span,), (row.rule,)),
            "assertion": Field(assertion, LIKELY, (), (row.rule,)),
            "accused": Field((), 0.0, (), ()),
            "target": Field((), 0.0, (), ()),
            "disputed": Field(disputed, GUESSED, (), ()),
            "origin": _said(saying),
        }
        base |= _dates(when, False)
        if row.names:
            span = (row.names[0].start, row.names[-1].end)
            base["region_text"] = Field(maker.text(span), SURE, (span,), (row.rule,))
            base["place_role"] = Field("in", SURE, (span,), (row.rule,))
        made.append(Claim(**base, sentence=(sentence.start, sentence.end)))
    return made


def states(context) -> frozenset[str]:
    """Ids of the parties that are a state's: by kind, or by what they are called where the kind is not known."""
    told = {p.id for p in context.parties if p.kind in (PartyKind.STATE_FORCES, PartyKind.GOVERNMENT)}
    words = ("government", "armed forces", "army", "military")
    return frozenset(
        told | {p.id for p in context.parties if p.kind is None and any(w in p.name.lower() for w in words)}
    )

"""The example's coded facts as reports, the breaches that they open, and the few decisions that come with it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from tracker.actions import breaches, evidence, log, terms
from tracker.actions.example_lists import in_keys
from tracker.actions.status import mark_due
from tracker.example import claims
from tracker.example.claims import ClaimFact
from tracker.example.files import records
from tracker.models import Agreement, Breach, Party, Place, Region, Report, ReportParty, Source
from tracker.rules import workflow
from tracker.vocab import Group, PlaceLayer, Side, StepName, StepState, Verb, Verification, WorkState

NEAR_KM = 25.0  # what "near" a place may mean: UCDP's precision 2


@transaction.atomic
def load_claims(*, now: dt.datetime) -> None:
    """Write the reports that are missing, and open or join their breaches. The lists must be there."""
    desk = _Desk()
    incidents = claims.incidents()
    new = desk.store([claim for incident in incidents for claim in incident.claims])
    desk.store(claims.ledgers())
    for incident in incidents:
        _gather(incident, new, now)
    log.change(Verb.LOADED, now=now)


def _gather(incident: claims.IncidentFact, new: dict[str, Report], now: dt.datetime) -> None:
    """All tellings of one incident stand behind one breach: the coder knew that they are one event."""
    first = Breach.objects.filter(links__report__external_id=f"{incident.id}.1").first()
    for claim in incident.claims:
        report = new.get(claim.external_id)
        if report is None:
            continue
        if first is None:
            first = breaches.open_breach(report=report, now=now)
        else:
            breaches.attach(report=report, breach=first, now=now)


class _Desk:
    """What turning facts into reports has to look up: read once."""

    def __init__(self) -> None:
        self.agreements = in_keys(Agreement)
        self.parties = in_keys(Party)
        self.sources = in_keys(Source)
        self.regions = {region.code: region for region in Region.objects.defer("geometry")}
        overlay = Place.objects.filter(layer=PlaceLayer.OVERLAY.value).select_related("region")
        self.places = {(place.name, place.region.code if place.region else None): place for place in overlay}

    def store(self, facts: Iterable[ClaimFact]) -> dict[str, Report]:
        """Insert the reports that are not there yet, with their parties; returns them by external id."""
        known = set(Report.objects.exclude(external_id="").values_list("agreement__key", "external_id"))
        facts = [fact for fact in facts if (fact.agreement, fact.external_id) not in known]
        reports = Report.objects.bulk_create(self.report(fact) for fact in facts)
        ReportParty.objects.bulk_create(
            ReportParty(report=report, party=self.parties[key], side=side.value)
            for report, fact in zip(reports, facts, strict=True)
            for side, keys in ((Side.ACCUSED, fact.accused), (Side.TARGET, fact.target))
            for key in keys
        )
        return {report.external_id: report for report in reports}

    def report(self, fact: ClaimFact) -> Report:
        """The report of a fact, placed and matched as far as the machine is concerned."""
        agreement = self.agreements[fact.agreement]
        origin = self.sources[fact.origin]
        report = Report(
            external_id=fact.external_id,
            agreement=agreement,
            kind=fact.kind.value,
            origin=origin,
            origin_key=origin.key,
            via=self.sources[fact.via] if fact.via else None,
            region=self.regions.get(fact.region),
            source_region=self.regions.get(fact.source_region),
            known_at=terms.local_noon(agreement, fact.known_on),
            citations=list(fact.citations),
            step_name=StepName.MATCH.value,
            step=StepState.DONE.value,
            **fact.columns,
        )
        report.counting_rule = report.counting_rule or (origin.counting_rule[:300] if fact.is_count else "")
        if fact.place:
            self._put(report, self.places[fact.place, fact.region])
        return report

    def _put(self, report: Report, place: Place) -> None:
        report.place = place
        report.lat, report.lon = place.lat, place.lon
        report.radius_km = max(NEAR_KM, place.radius_km) if report.place_role == "near" else place.radius_km


@transaction.atomic
def load_decisions(*, now: dt.datetime) -> None:
    """Make the example's own decisions on breaches on which nobody has decided; each is labelled as the example's, and
    dated on the example's clock: by the time when the last claim that it rests on was known.
    """
    for row in records("decisions"):
        breach = Breach.objects.with_claims().filter(links__report__external_id=f"{row['incident']}.1").first()
        if breach is None or breach.decisions.filter(verb=_verb(row).value).exists():
            continue
        known = max((report.known_at for report in breach.reports.all()), default=now)
        if "scope" in row:
            _set_scope(breach, row, known)
        else:
            _decide(breach, row, known)
        mark_due(breach=breach)


def _verb(row: dict) -> Verb:
    return Verb.SCOPE if "scope" in row else Verb.DECIDED


def _decide(breach: Breach, row: dict, now: dt.datetime) -> None:
    """Under the same table and gate as an editor's decision. Raises workflow.NotAllowed."""
    verification = Verification(row["verification"])
    workflow.check_move(
        Verification(breach.verification),
        verification,
        role=Group.EDITOR,
        gate=evidence.gate_of(breach),
        reason_code=row["reason_code"],
        reason_text=row["reason"],
    )
    before = {"verification": breach.verification}
    breach.verification = verification.value
    breach.is_example_decision = True
    breach.work_state = WorkState.DONE.value
    _store(breach, row, before, {"verification": breach.verification}, now)


def _set_scope(breach: Breach, row: dict, now: dt.datetime) -> None:
    """Set a scope that roles cannot tell: where it is the place, not an actor, that one side holds to be left out."""
    before = {"scope": breach.scope}
    breach.scope = row["scope"]
    breach.scope_reasons = [row["reason"]]
    breach.scope_is_override = True
    _store(breach, row, before, {"scope": breach.scope}, now)


def _store(breach: Breach, row: dict, before: dict, after: dict, now: dt.datetime) -> None:
    breach.version += 1
    breach.save()
    log.decision(
        _verb(row),
        by=None,
        now=now,
        agreement=breach.agreement,
        breach=breach,
        before=before,
        after=after,
        reason_code=row.get("reason_code", "other"),
        reason=row["reason"],
        is_example=True,
    )

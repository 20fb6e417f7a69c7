"""A report as JSON, for the command line and for scripts."""

from tracker.models import Report

PLAIN = (
    "kind", "event_type", "sub_event_type", "weapon", "breach_mode", "time_precision", "clock", "place_text",
    "region_text", "lat", "lon", "radius_km", "geo_precision", "fatalities_low", "fatalities_best", "fatalities_high",
    "injured", "count", "assertion",
)  # fmt: skip


def report_json(report: Report) -> dict:
    """Plain values; `region` is where the place lies, `source_region` what the source says. Parties by key."""
    breaches = list(report.breaches.all())
    return {
        **{name: getattr(report, name) for name in PLAIN},
        "date": report.date_from.isoformat() if report.date_from else None,
        "date_end": report.date_to.isoformat() if report.date_to and report.date_to != report.date_from else None,
        "place": report.place.name if report.place else None,
        "region": report.region.name if report.region else None,
        "source_region": report.source_region.name if report.source_region else None,
        "accused": [party.key for party in report.accused],
        "target": [party.key for party in report.target],
        "is_disputed": report.is_disputed,
        "origin": report.origin_name or None,
        "via": report.via.name if report.via else None,
        "sentence": report.sentence,
        "breach": breaches[0].label if breaches else None,
        "scope": breaches[0].scope if breaches else None,
        "evidence": report.evidence,
    }

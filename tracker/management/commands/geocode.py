"""`manage.py geocode NAME…`: where names lie, with the doubt."""

import json

from django.core.management.base import BaseCommand, CommandError

from tracker.geo.locate import SHOWN_CANDIDATES, Location
from tracker.geo.points import Point
from tracker.management.placing import Gazetteer, gazetteer_of
from tracker.vocab import GeoPrecision


class Command(BaseCommand):
    help = "Look place names up in the gazetteer, as reports are placed: candidates, precision and reasons."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="+", metavar="NAME", help="A place as a text writes it, in any script.")
        parser.add_argument("--country", default="SY", help="ISO 3166-1 code of the country; SY by default.")
        parser.add_argument("--region", help="The first-level region that the text names.")
        parser.add_argument("--near", help="LAT,LON of another place in the text.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object a name.")

    def handle(self, *, names, country, region, near, as_json, **options):
        gazetteer = gazetteer_of(country)
        beside = (_point(near),) if near else ()
        if region and gazetteer.shapes.named(region) is None:
            raise CommandError(
                f"{country} has no region “{region}”. It has: {', '.join(sorted(gazetteer.titles.values()))}."
            )
        for name in names:
            found = gazetteer.locate(name, region, beside)
            told = described(name, found, gazetteer)
            self.stdout.write(json.dumps(told, ensure_ascii=False) if as_json else _words(told))


def _point(text: str) -> Point:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError as error:
        raise CommandError(f"“{text}” is no point. Write it as LAT,LON, such as 35.4,36.8.") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise CommandError(f"“{text}” is not on Earth: the latitude comes first.")
    return lat, lon


def described(name: str, found: Location, gazetteer: Gazetteer) -> dict:
    """A location as plain values."""
    return {
        "name": name,
        "lat": found.lat,
        "lon": found.lon,
        "precision": found.precision.value if found.precision else None,
        "precision_words": found.precision.label if found.precision else None,
        "radius_km": round(found.radius_km, 1),
        "region": gazetteer.titles.get(found.region_id or ""),
        "reasons": list(found.reasons),
        "candidates": [
            {
                "name": ranked.candidate.name,
                "lat": ranked.candidate.lat,
                "lon": ranked.candidate.lon,
                "region": gazetteer.titles.get(ranked.candidate.region or ""),
                "kind": ranked.candidate.kind,
                "layer": ranked.candidate.layer.value,
                "score": ranked.score,
                "reasons": list(ranked.reasons),
            }
            for ranked in found.candidates[:SHOWN_CANDIDATES]
        ],
    }


def _words(told: dict) -> str:
    if told["lat"] is None:
        where = f"no point; {told['region'] or 'no region'}"
    else:
        how = [told["precision_words"], f"within {told['radius_km']:g} km"]
        if not told["radius_km"]:
            how.pop()
        elif told["precision"] == GeoPrecision.NEAR:  # its own words say no more than the radius does
            how.pop(0)
        where = f"{told['lat']}, {told['lon']} in {told['region'] or 'no known region'}, {', '.join(how)}"
    lines = [f"{told['name']}: {where}", *(f"  {reason}" for reason in told["reasons"])]
    lines += [f"  candidate {c['score']:.2f} {c['name']} ({c['region']}, {c['layer']})" for c in told["candidates"]]
    return "\n".join(lines)

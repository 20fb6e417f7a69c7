"""From the words of a claim to a point with its precision, or to a region without a point; never to a guess.

Precision is UCDP GED's where_prec (codebook: 1 exact, 2 within about 25 km, 3 district, 4 first-level region, 5 line or
fuzzy area, 6 country). Only 1, 2, 3 and 5 carry a point. The region that the text names and the region in which the place
lies are both kept; where they differ, `mismatch` says so.
"""

from dataclasses import dataclass, replace

from tracker.geo.lookup import ABROAD, CLOSE_CALL, SAME_KEY, Candidate, NameSource, Query, Ranked, find, rivals
from tracker.geo.phrases import Mention, Relation, read_phrase
from tracker.geo.points import Point, distance_km, midpoint, offset
from tracker.geo.regions import RegionShapes, says_region
from tracker.geo.spellings import feature_of
from tracker.vocab import GeoPrecision

NEAR_KM = 25.0  # what "near" may mean: UCDP's precision 2
TOWN_RADIUS_KM = 8.0  # a city reaches this far and is still one exact place
OWN_CODE_KM = 3.0  # so near a border the place's own region code beats the simplified polygon
MISMATCH_KM = 30.0  # further outside the region that the text names, it is another place of that name
ALIKE_IN_REGION = 0.85  # how much alike a misspelt name must be where the named region speaks for it,
ALIKE_ALONE = 0.90  # and where nothing does; below, most are other villages that the gazetteer lacks
OFFSET_ERROR = 0.25  # "10 km north of X" is read as good to a quarter of the way
OFFSET_LEAST_KM = 2.0
SHOWN_CANDIDATES = 5
DECIMALS = 5  # about a metre
AREA_KINDS = frozenset({"area", "valley", "mountain", "hill", "farm", "plain", "forest", "desert", "lake", "river"})
# What lies beside a town of its name, or around it: with only the town in the gazetteer, its point is not exact
BESIDE_KINDS = AREA_KINDS | {"airport", "crossing", "camp", "island", "checkpoint"}
DISTRICT_KINDS = frozenset({"district", "subdistrict"})


@dataclass(frozen=True)
class Location:
    """Where a claim is placed. `lat`/`lon` in degrees are None where no point is known; `radius_km` is how far it may be off."""

    lat: float | None
    lon: float | None
    precision: GeoPrecision | None
    radius_km: float
    place_id: str | None
    region_id: str | None
    source_region_id: str | None
    candidates: tuple[Ranked, ...]
    reasons: tuple[str, ...]
    mismatch: bool = False


@dataclass(frozen=True)
class _Found:
    """What the look-up of one name came to: the accepted candidate or None, its rivals, all candidates, and why."""

    chosen: Ranked | None
    rivals: tuple[Ranked, ...]
    ranked: tuple[Ranked, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Case:
    """One claim while it is being placed."""

    context: Query
    regions: RegionShapes
    candidates: tuple[Ranked, ...] = ()
    reasons: tuple[str, ...] = ()

    def without_point(self, why: str, region: str | None = None) -> Location:
        """The region that is given, or that the text names; else the country, where the agreement has one only."""
        known = region or self.context.region
        only_country = GeoPrecision.COUNTRY if len(self.context.countries) == 1 else None
        return Location(
            None,
            None,
            GeoPrecision.REGION if known else only_country,
            0.0,
            None,
            known,
            self.context.region,
            self.candidates,
            (why, *self.reasons),
            _differ(known, self.context.region),
        )

    def at(
        self, point: Point, precision: GeoPrecision, radius: float, place: str | None, region: str | None
    ) -> Location:
        mismatch = _differ(region, self.context.region)
        why = ("the text names another region than the one it lies in",) if mismatch else ()
        lat, lon = (round(degrees, DECIMALS) for degrees in point)
        source = self.context.region
        reasons = (*why, *self.reasons)
        return Location(lat, lon, precision, radius, place, region, source, self.candidates, reasons, mismatch)


def _differ(region: str | None, source: str | None) -> bool:
    return bool(region and source and region != source)


def locate(
    place_text: str | None,
    region_text: str | None,
    role: str | None,
    context: Query,
    names: NameSource,
    regions: RegionShapes,
) -> Location:
    """Place a claim by its words.

    `place_text` is the place as written ("Atshan", "10 km north of Hama"), `region_text` the region as written, `role` how
    the event relates to the place. Of `context` the countries, the sibling places (`near`) and, where no `region_text` is
    given, the region are used.
    """
    source_region = regions.named(region_text) if region_text else context.region
    context = replace(context, region=source_region)
    if not place_text or not place_text.strip():
        return _Case(context, regions).without_point("no place is named")
    mention = read_phrase(place_text, role)
    looked = _look_up(mention, context, names, regions)
    case = _Case(
        context,
        regions,
        tuple(ranked for found in looked for ranked in found.ranked[:SHOWN_CANDIDATES]),
        tuple(reason for found in looked for reason in found.reasons),
    )
    if region := _as_region(mention, looked, regions):
        return case.without_point("the words name a region", region)
    if not any(found.chosen for found in looked):
        abroad = any(ABROAD in each.reasons and each.likeness >= SAME_KEY for each in case.candidates)
        return case.without_point(f"the place lies {ABROAD}" if abroad else "the place is not in the gazetteer")
    if any(_too_open(found) for found in looked):
        return case.without_point("several places have this name", _common_region(looked, regions))
    return _placed(case, mention, looked)


def _look_up(mention: Mention, context: Query, names: NameSource, regions: RegionShapes) -> list[_Found]:
    looked: list[_Found] = []
    for name in mention.names:
        siblings = tuple(found.chosen.candidate.point for found in looked if found.chosen)
        query = replace(context, name=name, near=context.near + siblings)
        looked.append(_accepted(query, find(query, names), regions))
    return looked


def _accepted(query: Query, ranked: list[Ranked], regions: RegionShapes) -> _Found:
    """The first candidate that nothing speaks against, with those that could be meant as well."""
    objections = {each.candidate.place_id: _objection(query, each, regions) for each in ranked}
    kept = [each for each in ranked if not objections[each.candidate.place_id]]
    refused = [f"not {_title(each)}: {why}" for each in ranked if (why := objections[each.candidate.place_id])]
    if not kept:
        return _Found(None, (), tuple(ranked), tuple(refused[:SHOWN_CANDIDATES]))
    kept = _covered_first(kept, regions)
    others = tuple(rivals(kept))
    reasons = [f"{_title(kept[0])}: {', '.join(kept[0].reasons)}"]
    reasons += [f"could also be {_title(each)}" for each in others]
    return _Found(kept[0], others, tuple(ranked), (*reasons, *refused[:SHOWN_CANDIDATES]))


def _covered_first(kept: list[Ranked], regions: RegionShapes) -> list[Ranked]:
    """Only those in the agreement's regions, if one of them is about as likely as the best; else all."""
    covered = [each for each in kept if _region_of(each, regions) in regions.ids]
    likely = covered and covered[0].score >= CLOSE_CALL * kept[0].score
    return covered if likely else kept


def _title(ranked: Ranked) -> str:
    return f"{ranked.candidate.name} ({ranked.candidate.region or ranked.candidate.country})"


def _objection(query: Query, ranked: Ranked, regions: RegionShapes) -> str | None:
    candidate = ranked.candidate
    if query.countries and candidate.country not in query.countries:
        return ABROAD
    in_named = query.region is not None and candidate.region == query.region
    if ranked.likeness < (ALIKE_IN_REGION if in_named else ALIKE_ALONE):
        return "the name is not alike enough"
    if query.region and not in_named:
        gap = regions.distance_km(query.region, *candidate.point)
        if gap is None or gap > MISMATCH_KM:
            return "too far from the region that the text names"
    return None


def _as_region(mention: Mention, looked: list[_Found], regions: RegionShapes) -> str | None:
    """The region that the words mean ("Hama province", "northern Idlib", "Rif Dimashq"), unless a place has that name."""
    name = mention.names[0]
    if len(mention.names) > 1 or any(found.chosen for found in looked):
        return None
    return regions.named(name, misspelt=says_region(name))


def _too_open(found: _Found) -> bool:
    """Whether a rival lies so far away that no circle around the first would be honest."""
    return found.chosen is not None and _spread(found) > NEAR_KM


def _spread(found: _Found) -> float:
    """Kilometres from the chosen candidate to its furthest rival."""
    if found.chosen is None:
        return 0.0
    start = found.chosen.candidate.point
    return max((distance_km(start, rival.candidate.point) for rival in found.rivals), default=0.0)


def _common_region(looked: list[_Found], regions: RegionShapes) -> str | None:
    """The one region in which every place that could be meant lies, or None."""
    meant = [ranked for found in looked if found.chosen for ranked in (found.chosen, *found.rivals)]
    within = {_region_of(ranked, regions) for ranked in meant}
    return within.pop() if len(within) == 1 else None


def _placed(case: _Case, mention: Mention, looked: list[_Found]) -> Location:
    found = [each for each in looked if each.chosen]
    chosen = [each.chosen for each in found if each.chosen]
    first = chosen[0]
    own_region = _region_of(first, case.regions)
    if mention.relation is Relation.ORIGIN:
        return case.without_point("only the place that it came from is named")
    point, precision, radius = _geometry(mention, chosen, _spread(found[0]))
    region = own_region if point == first.candidate.point else case.regions.containing(*point)
    place = first.candidate.place_id if mention.relation in (Relation.AT, Relation.NEAR) else None
    return case.at(point, precision, radius, place, region)


def _geometry(mention: Mention, chosen: list[Ranked], spread: float) -> tuple[Point, GeoPrecision, float]:
    """Point, precision and radius in kilometres of a relation to the chosen places."""
    place = chosen[0].candidate
    if mention.relation is Relation.BETWEEN and len(chosen) > 1:
        other = chosen[1].candidate
        half = distance_km(place.point, other.point) / 2
        precision = GeoPrecision.NEAR if half <= NEAR_KM else GeoPrecision.LINEAR
        return midpoint(place.point, other.point), precision, max(half, 1.0)
    if mention.relation is Relation.OFFSET and mention.km is not None and mention.bearing is not None:
        radius = max(OFFSET_LEAST_KM, OFFSET_ERROR * mention.km) + place.radius_km
        precision = GeoPrecision.NEAR if radius <= NEAR_KM else GeoPrecision.LINEAR
        return offset(place.point, mention.bearing, mention.km), precision, radius
    if mention.relation is not Relation.AT or _only_its_town(mention.names[0], place):
        return place.point, GeoPrecision.NEAR, max(NEAR_KM, place.radius_km)
    if spread:
        return place.point, GeoPrecision.NEAR, max(spread, place.radius_km)
    return place.point, _own_precision(chosen[0]), place.radius_km


def _only_its_town(name: str, place: Candidate) -> bool:
    """Whether the words name an airport, a camp or an area, and what was found is the town that gave it its name."""
    kind = feature_of(name)
    return kind in BESIDE_KINDS and kind not in (place.kind.lower(), feature_of(place.name))


def _own_precision(ranked: Ranked) -> GeoPrecision:
    place = ranked.candidate
    if place.radius_km > NEAR_KM:
        return GeoPrecision.LINEAR
    if place.kind.lower() in DISTRICT_KINDS:
        return GeoPrecision.DISTRICT
    wide = place.radius_km > TOWN_RADIUS_KM or place.kind.lower() in AREA_KINDS
    return GeoPrecision.NEAR if wide else GeoPrecision.EXACT


def _region_of(ranked: Ranked, regions: RegionShapes) -> str | None:
    """The place's own region code near its border or where no polygon holds the point, else the polygon's region."""
    place = ranked.candidate
    inside = regions.containing(*place.point)
    if place.region is None or inside is None:
        return place.region or inside
    gap = regions.distance_km(place.region, *place.point)
    return place.region if gap is None or gap <= OWN_CODE_KM else inside

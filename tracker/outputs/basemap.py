"""The shapes that stand still on the map: an agreement's regions, and the land around them."""

from tracker.geo import world
from tracker.geo.outlines import outline_of
from tracker.models import Agreement, Region

WHOLE_WORLD = [[-60.0, -170.0], [75.0, 170.0]]


def region_shapes(agreement: Agreement) -> dict:
    """The regions' polygons as a GeoJSON FeatureCollection."""
    features = [
        {"type": "Feature", "properties": {"code": region.code, "name": region.name}, "geometry": region.geometry}
        for region in agreement.regions.filter(geometry__isnull=False)
    ]
    return {"type": "FeatureCollection", "features": features}


def bounds(regions: list[Region]) -> list[list[float]]:
    """South-west and north-east corners (lat, lon) that hold the regions; the whole world where there is none."""
    boxes = [region.bbox for region in regions if region.bbox]
    if not boxes:
        return WHOLE_WORLD
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return [[south, west], [north, east]]


def land_around(box: list[list[float]]) -> dict:
    """Countries around the bounds as a GeoJSON FeatureCollection, each with its name and a point for its label."""
    (south, west), (north, east) = box
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "label": list(outline_of(geometry).label)},
            "geometry": geometry,
        }
        for name, geometry in world.land((west, south, east, north))
    ]
    return {"type": "FeatureCollection", "features": features}

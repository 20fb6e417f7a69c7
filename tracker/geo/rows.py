"""The one shape in which every layer of gazetteer data arrives."""

from dataclasses import dataclass

from tracker.vocab import PlaceLayer


@dataclass(frozen=True)
class GazetteerRow:
    """A place as a file gives it.

    `region` is our region's code where the file knows it; `admin1_code` is GeoNames' ("SY.10") and leads to one. Degrees,
    kilometres; `radius_km` 0 is a point; `citation` says who says so.
    """

    layer: PlaceLayer
    external_id: str
    name: str
    other_names: tuple[str, ...]
    country: str
    region: str
    admin1_code: str
    lat: float
    lon: float
    kind: str = ""
    radius_km: float = 0.0
    population: int = 0
    citation: str = ""

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name once, its own first."""
        return tuple(dict.fromkeys((self.name, *self.other_names)))

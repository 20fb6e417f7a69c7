"""Fakes of the online services on loopback: their answers' shape is that of the real ones, with invented places."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from tests.loopback import QuietHandler, serving

LAT, LON = 35.2, 36.5
GOOD = {
    "nominatim": [{"lat": str(LAT), "lon": str(LON), "display_name": "Tajriba, Hama", "place_id": 1}],
    "photon": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [LON, LAT]},
                "properties": {"name": "Tajriba"},
            }
        ],
    },
    "pelias": {
        "features": [
            {"geometry": {"coordinates": [LON, LAT]}, "properties": {"label": "Tajriba, Hama", "name": "Tajriba"}}
        ]
    },
    "geonames": {"geonames": [{"lat": str(LAT), "lng": str(LON), "name": "Tajriba", "countryName": "Syria"}]},
    "arcgis": {"candidates": [{"address": "Tajriba", "location": {"x": LON, "y": LAT}, "score": 100}]},
}
EMPTY = {
    "nominatim": [], "photon": {"features": []}, "pelias": {"features": []}, "geonames": {"geonames": []},
    "arcgis": {"candidates": []},
}  # fmt: skip


@dataclass
class FakeService:
    """What it says next: a value as JSON, text as it is, a number as an HTTP status; `drip` sends it slowly."""

    port: int
    says: object = None
    headers: dict = field(default_factory=dict)
    drip: bool = False
    asked: list[dict] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def fake_service() -> Iterator[FakeService]:
    class Handler(QuietHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            here.asked.append({"path": parts.path, "agent": self.headers.get("User-Agent"), **parse_qs(parts.query)})
            status = here.says if isinstance(here.says, int) else 200
            body = here.says if isinstance(here.says, str) else json.dumps(here.says)
            try:
                self.send_response(status)
                for name, value in here.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in body.encode() if here.drip else [body.encode()]:
                    self.wfile.write(bytes([byte]) if here.drip else byte)
                    time.sleep(0.2 if here.drip else 0)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    with serving(Handler) as port:
        here = FakeService(port)
        yield here

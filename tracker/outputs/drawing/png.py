"""A picture as PNG, at twice its size so that print and dense screens stay sharp."""

from tracker.outputs.drawing.fonts import FILES
from tracker.outputs.drawing.shapes import Drawing
from tracker.outputs.drawing.svg import svg

ZOOM = 2


def png(drawing: Drawing) -> bytes:
    """The file. Letters come from our own fonts alone, so that it looks the same on every machine."""
    import resvg_py

    family = "IBM Plex Sans"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg(drawing), zoom=ZOOM, skip_system_fonts=True, font_files=list(FILES), font_family=family,
            sans_serif_family=family,
        )
    )  # fmt: skip

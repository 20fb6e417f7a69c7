"""A picture as an SVG file that stands alone: styles are attributes, nothing is loaded, all text is escaped."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from tracker.outputs.drawing.shapes import SERIF, Circle, Drawing, Group, Path, Shape, Words

FACES = {
    "sans": "'IBM Plex Sans', 'IBM Plex Sans Arabic', 'Noto Sans', 'Noto Sans Arabic', Arial, sans-serif",
    SERIF: "'IBM Plex Serif', 'IBM Plex Sans Arabic', Georgia, serif",
}
# What XML cannot hold, even escaped.
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def svg(drawing: Drawing) -> str:
    """The whole file, in UTF-8 text."""
    width, height = _n(drawing.width), _n(drawing.height)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="title about" font-family="{FACES["sans"]}">\n'
        f'<title id="title">{_text(drawing.title)}</title>\n<desc id="about">{_text(drawing.about)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
    )
    return head + "\n".join(_all(drawing.shapes)) + "\n</svg>\n"


def inline(drawing: Drawing) -> str:
    """The picture as an element of a page: as broad as its place, in the page's letters, read as its title."""
    return (
        f'<svg class="picture" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" '
        f"aria-label={quoteattr(drawing.title.translate(_FORBIDDEN))}>" + "".join(_all(drawing.shapes)) + "</svg>"
    )


def _all(shapes: Iterable[Shape]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, Path):
            yield f"<path d={quoteattr(_d(shape))}{_style(shape)}/>"
        elif isinstance(shape, Circle):
            yield f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"{_style(shape)}/>'
        elif isinstance(shape, Words):
            yield _words(shape)
        else:
            yield _group(shape)


def _group(group: Group) -> str:
    kind = f" class={quoteattr(group.kind)}" if group.kind else ""
    title = f"<title>{_text(group.title)}</title>" if group.title else ""
    inner = f"<g{kind}>{title}{''.join(_all(group.shapes))}</g>"
    return f'<a href={quoteattr(group.link)} target="_blank">{inner}</a>' if group.link else inner


def _words(words: Words) -> str:
    weight = ' font-weight="600"' if words.is_bold else ""
    anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    face = f' font-family="{FACES[words.face]}"' if words.face == SERIF else ""
    halo = (
        f' stroke="{words.halo}" stroke-width="{_n(words.size * 0.28)}" stroke-linejoin="round" paint-order="stroke"'
        if words.halo
        else ""
    )
    return (
        f'<text x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}" fill="{words.fill}"'
        f"{weight}{anchor}{face}{halo}>{_text(words.text)}</text>"
    )


def _d(path: Path) -> str:
    end = "Z" if path.is_closed else ""
    return "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + end for points in path.lines)


def _style(shape: Path | Circle) -> str:
    parts = [f' fill="{shape.fill or "none"}"']
    if isinstance(shape, Path) and shape.fill and len(shape.lines) > 1:
        parts.append(' fill-rule="evenodd"')
    if shape.stroke:
        parts.append(f' stroke="{shape.stroke}" stroke-width="{_n(shape.width)}"')
        if shape.dash:
            parts.append(f' stroke-dasharray="{" ".join(_n(length) for length in shape.dash)}"')
    return "".join(parts)


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")

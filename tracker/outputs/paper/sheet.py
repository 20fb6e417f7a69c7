"""A4 sheets: fonts, text that flows with its links, rules, pictures, and a foot with the page number. Units: points."""

import datetime as dt
from collections.abc import Iterable
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from fpdf.enums import PathPaintRule

from tracker.outputs.drawing import fonts
from tracker.outputs.drawing.palette import colour
from tracker.outputs.drawing.shapes import SERIF, Circle, Drawing, Group, Path, Shape, Words

MARGIN = 42.0
FOOT = 40.0
LEADING = 1.38
SANS_FAMILY, TITLE_FAMILY, ARABIC_FAMILY = "plex", "plextitle", "plexarabic"


class Sheet(FPDF):
    """`foot` stands on every page beside its number, and leads to `address`."""

    def __init__(self, *, title: str, subject: str, language: str, foot: str, address: str, page_words: str,
                 written: dt.datetime):  # fmt: skip
        super().__init__(unit="pt", format="A4")
        self.foot, self.address, self.page_words = foot, address, page_words
        self.set_margins(MARGIN, MARGIN - 4)
        self.set_auto_page_break(True, FOOT + 8)
        self.c_margin = 0
        self.set_title(fonts.writable(title))
        self.set_subject(fonts.writable(subject))
        self.set_author("Ceasefire Tracker")
        self.set_creator("Ceasefire Tracker")
        self.set_lang(language)
        self.set_creation_date(written)
        self.has_arabic = False
        self.add_font(SANS_FAMILY, "", fonts.FONTS / fonts.PLAIN)
        self.add_font(SANS_FAMILY, "B", fonts.FONTS / fonts.BOLD)
        self.add_font(TITLE_FAMILY, "B", fonts.FONTS / fonts.TITLE)
        self.set_text_shaping(True)

    def footer(self) -> None:
        """The foot of a page."""
        self.set_xy(MARGIN, self.h - FOOT + 6)
        self.pen(7, "ink-3")
        self.cell(self.epw - 60, 10, self.clean(self.fitted(self.foot, self.epw - 64)), link=self.address)
        self.set_x(self.w - MARGIN - 60)
        number = self.page_words % {"n": self.page_no(), "all": self.str_alias_nb_pages}
        with self._unshaped():
            self.cell(60, 10, number, align="R")

    @contextmanager
    def _unshaped(self):
        """The number of all pages is put in at the end, where shaped text could not be found."""
        held, self.text_shaping = self.text_shaping, None
        yield
        self.text_shaping = held

    def clean(self, text: str) -> str:
        """Text as the fonts can write it; the Arabic ones are loaded when they are first needed."""
        if not self.has_arabic and fonts.needs_arabic(text):
            self.add_font(ARABIC_FAMILY, "", fonts.FONTS / fonts.ARABIC)
            self.add_font(ARABIC_FAMILY, "B", fonts.FONTS / fonts.ARABIC_BOLD)
            self.set_fallback_fonts([ARABIC_FAMILY], exact_match=False)
            self.has_arabic = True
        # A letter of a fallback font leaves that one chosen on the page, which fpdf2 does not notice.
        self.current_font_is_set_on_page = False
        return fonts.writable(text)

    def pen(self, size: float, ink: str = "ink", *, is_bold: bool = False, is_title: bool = False) -> None:
        """Choose the letters of what follows."""
        style = "B" if is_bold or is_title else ""
        self.set_font(TITLE_FAMILY if is_title else SANS_FAMILY, style, size)
        self.set_text_color(colour(ink) if not ink.startswith("#") else ink)

    def say(self, text: str, link: str = "") -> None:
        """Text that goes on where the last ended, and wraps at the margins."""
        self.write(self.font_size * LEADING, self.clean(text), link)

    def end_line(self, gap: float = 0) -> None:
        self.ln(self.font_size * LEADING + gap)

    def at(self, x: float, y: float, width: float, text: str, *, align: str = "L", link: str = "") -> None:
        """One line of text in a field whose top left is (x, y)."""
        self.set_xy(x, y)
        self.cell(width, self.font_size * 1.2, self.clean(text), align=align, link=link)

    def fitted(self, text: str, width: float) -> str:
        """The text, shortened where it is broader than `width`."""
        if self.get_string_width(self.clean(text)) <= width:
            return text
        while text and self.get_string_width(self.clean(f"{text}…")) > width:
            text = text[:-1]
        return f"{text}…"

    def block(self, x: float, width: float, text: str) -> None:
        """A paragraph from the present height on, in a column."""
        self.set_x(x)
        self.multi_cell(width, self.font_size * LEADING, self.clean(text), align="L", new_x="LMARGIN", new_y="NEXT")

    @contextmanager
    def column(self, x: float, width: float):
        """Flowing text keeps to a column."""
        held = self.l_margin, self.r_margin
        self.l_margin, self.r_margin = x, self.w - x - width
        self.set_x(x)
        yield
        self.l_margin, self.r_margin = held

    def rule(self, x: float, y: float, width: float, ink: str = "line", thickness: float = 0.6) -> None:
        self.set_draw_color(colour(ink))
        self.set_line_width(thickness)
        self.line(x, y, x + width, y)

    def room(self, height: float) -> bool:
        """Begin a new page where less than `height` is left; says whether it did."""
        if self.get_y() + height <= self.h - self.b_margin:
            return False
        self.add_page()
        return True

    def picture(self, drawing: Drawing, x: float, y: float, width: float) -> float:
        """Draw a picture with its top left at (x, y), `width` broad; returns its height."""
        scale = width / drawing.width
        self.shapes(drawing.shapes, x, y, scale)
        return drawing.height * scale

    def shapes(self, shapes: Iterable[Shape], x: float, y: float, scale: float = 1) -> None:
        """Draw shapes moved to (x, y)."""
        lettering: list[Words] = []
        with self.drawing_context() as context:
            for shape in _flat(shapes):
                if isinstance(shape, Words):
                    lettering.append(shape)
                else:
                    context.add_item(_painted(shape, x, y, scale), clone=False)
        for words in lettering:
            self._letter(words, x, y, scale)

    def _letter(self, words: Words, x: float, y: float, scale: float) -> None:
        size = words.size * scale
        self.pen(size, words.fill, is_bold=words.is_bold, is_title=words.face == SERIF)
        text = self.clean(words.text)
        width = self.get_string_width(text)
        left = x + words.x * scale - {"start": 0, "middle": width / 2, "end": width}[words.anchor]
        # A cell puts the base line at 0.8 of the size when it is as high as its letters.
        self.set_xy(left, y + words.y * scale - 0.8 * size)
        held, self.auto_page_break = self.auto_page_break, False
        self.cell(width, size, text)
        self.auto_page_break = held


def _flat(shapes: Iterable[Shape]) -> Iterable[Path | Circle | Words]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _painted(shape: Path | Circle, x: float, y: float, scale: float) -> PaintedPath:
    path = PaintedPath()
    path.style.auto_close = False
    path.style.fill_color = shape.fill or None
    path.style.stroke_color = shape.stroke or None
    path.style.stroke_width = shape.width * scale
    path.style.stroke_dash_pattern = tuple(length * scale for length in shape.dash) or None
    path.style.paint_rule = _rule(shape)
    if isinstance(shape, Circle):
        path.circle(x + shape.x * scale, y + shape.y * scale, shape.radius * scale)
        return path
    for points in shape.lines:
        path.move_to(x + points[0][0] * scale, y + points[0][1] * scale)
        for across, down in points[1:]:
            path.line_to(x + across * scale, y + down * scale)
        if shape.is_closed:
            path.close()
    return path


def _rule(shape: Path | Circle) -> PathPaintRule:
    if shape.fill and shape.stroke:
        return PathPaintRule.STROKE_FILL_EVENODD
    return PathPaintRule.FILL_EVENODD if shape.fill else PathPaintRule.STROKE

"""Pictures are put together from shapes: places keep their proportions, hatches stay inside, colours are the pages'."""

import re

import pytest
import shapely
from django.conf import settings

from tracker.outputs.drawing import hatching, palette
from tracker.outputs.drawing.marks import state_mark, verification_mark
from tracker.outputs.drawing.projection import Projection
from tracker.outputs.drawing.shapes import Circle, Drawing, Group, Words, box, moved
from tracker.outputs.drawing.svg import svg
from tracker.vocab import State, Verification

SQUARE = shapely.box(10, 10, 50, 40)


def test_north_is_up_and_east_is_right():
    projection = Projection([[10, 10], [12, 14]], 400)
    west, east = projection.place(11, 10), projection.place(11, 14)
    south, north = projection.place(10, 12), projection.place(12, 12)
    assert west[0] < east[0]
    assert north[1] < south[1]
    assert 0 < north[1] < south[1] < projection.height


def test_a_degree_is_half_as_broad_as_it_is_high_at_sixty_degrees():
    projection = Projection([[59, 10], [61, 14]], 400)
    across = projection.place(60, 12)[0] - projection.place(60, 11)[0]
    up = projection.place(60, 12)[1] - projection.place(61, 12)[1]
    assert across / up == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(
    "bounds", [[[10, 10], [10, 10]], [[-80, -170], [80, 170]], [[0, 0], [60, 1]], [[0, 0], [1, 90]]]
)
def test_any_bounds_fit_the_picture(bounds):
    projection = Projection(bounds, 400)
    for lat, lon in bounds:
        x, y = projection.place(lat, lon)
        assert -0.01 <= x <= 400.01
        assert -0.01 <= y <= projection.height + 0.01


def test_a_hole_in_a_region_stays_a_hole():
    ring = SQUARE.difference(shapely.box(20, 20, 30, 30))
    assert len(hatching.rings(ring)) == 2


@pytest.mark.parametrize("angle", [0, 45])
def test_a_hatch_stays_inside_its_area(angle):
    strokes = hatching.hatch(SQUARE, 5, angle)
    assert len(strokes) >= 6
    assert SQUARE.buffer(0.01).covers(shapely.multilinestrings([list(stroke) for stroke in strokes]))


def test_an_empty_area_has_no_hatch_and_no_rings():
    assert (hatching.hatch(shapely.Polygon(), 5), hatching.rings(shapely.Polygon())) == ((), ())


def test_the_edge_of_the_range_is_drawn_inside_the_region():
    (ring,) = hatching.inner_edge(SQUARE, 4)
    assert SQUARE.buffer(-1.9).covers(shapely.linestrings(list(ring)))


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_mark_of_its_own_form(state):
    others = {repr(_form(state_mark(other, 0, 0, 14))) for other in State if other != state}
    assert repr(_form(state_mark(state, 0, 0, 14))) not in others


@pytest.mark.parametrize("verification", list(Verification))
def test_every_verification_has_one_circle_and_a_form_of_its_own(verification):
    mark = verification_mark(verification, 0, 0, 14)
    assert sum(isinstance(shape, Circle) for shape in mark.shapes) == 1
    others = {repr(_form(verification_mark(other, 0, 0, 14))) for other in Verification if other != verification}
    assert repr(_form(mark)) not in others


def _form(mark: Group) -> list:
    """What is left of a mark without its colours; a filled circle is told from a ring."""
    return [
        (shape.radius, shape.dash, shape.fill == "#ffffff") if isinstance(shape, Circle) else (shape.lines, shape.dash)
        for shape in mark.shapes
    ]


def test_every_colour_of_a_state_is_that_of_the_pages():
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    for state in State:
        fill, ink = palette.state_colours(state)
        name = state.value.replace("_", "-")
        assert re.search(rf"--st-{name}-fill:\s*light-dark\({fill},", tokens)
        assert re.search(rf"--st-{name}-ink:\s*light-dark\({ink},", tokens)


def test_a_shape_is_moved_with_all_that_is_in_it():
    group = Group((box(0, 0, 2, 2), Circle(1, 1, 1), Words(0, 2, "a", 10, "#000000")))
    square, circle, words = moved(group, 10, 20, 2).shapes
    assert square.lines[0][2] == (14, 24)
    assert (circle.x, circle.y, circle.radius) == (12, 22, 2)
    assert (words.x, words.y, words.size) == (10, 24, 20)


def test_text_is_escaped_and_what_xml_cannot_hold_is_left_out():
    drawing = Drawing(10, 10, "A & B", '"', [Words(0, 0, "<b>\x00\x0b</b>", 8, "#000000")])
    assert "&lt;b&gt;&lt;/b&gt;</text>" in svg(drawing)
    assert '<title id="title">A &amp; B</title>' in svg(drawing)

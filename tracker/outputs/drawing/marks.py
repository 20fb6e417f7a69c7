"""The marks of the pages (templates/_shared/defs.html) as shapes: states and verifications, told apart by form."""

from tracker.outputs.drawing.palette import colour, state_colours
from tracker.outputs.drawing.shapes import Circle, Group, Path, Shape, arc, box, disc, line, moved
from tracker.vocab import State, Verification

FIELD = 14.0  # a mark is drawn on a field of so many units


def state_mark(state: str, x: float, y: float, size: float) -> Group:
    """The mark of a state, its centre at (x, y), `size` units wide."""
    fill, ink = state_colours(state)
    scale = size / FIELD
    shapes = (moved(one, x - size / 2, y - size / 2, scale) for one in _state(State(state), fill, ink))
    return Group(tuple(shapes), State(state).label, "state")


def _state(state: State, fill: str, ink: str) -> list[Shape]:
    ring = Circle(7, 7, 5.2, fill, ink, 1.5)
    match state:
        case State.HOLDING:
            return [ring]
        case State.STRAINED:
            return [ring, Path((arc(7, 7, 5.2, 0, 0.5),), fill=ink)]
        case State.VIOLATED:
            return [Path((((7, 0.9), (13.1, 7), (7, 13.1), (0.9, 7)),), fill, ink, 1.5)]
        case State.COLLAPSED:
            cross = Path((((4, 4), (10, 10)), ((10, 4), (4, 10))), stroke="#ffffff", width=1.7, is_closed=False)
            return [box(1.2, 1.2, 11.6, 11.6, fill=fill), cross]
        case State.ENDED:
            return [line((1.5, y), (12.5, y), stroke=ink, width=2.2) for y in (3.2, 7, 10.8)]
        case State.NO_INFORMATION:
            strokes = Path((((4.3, 8.3), (8.3, 4.3)), ((6, 10), (10, 6))), stroke=ink, width=1.1, is_closed=False)
            return [Circle(7, 7, 5.4, fill, ink, 1.3, (2.2, 1.6)), strokes]
        case _:
            edge = box(1.7, 1.7, 10.6, 10.6, stroke=ink, width=1.2, dash=(1.2, 1.8))
            return [edge, line((4.2, 7), (9.8, 7), stroke=ink, width=1.4)]


def verification_mark(verification: str, x: float, y: float, size: float) -> Group:
    """The mark of a verification, its centre at (x, y): one circle, and inside it what tells it apart."""
    ink = colour(f"v-{verification}")
    scale = size / FIELD
    shapes = (moved(one, x, y, scale) for one in _verification(Verification(verification), ink))
    return Group(tuple(shapes), Verification(verification).label, "verification")


def _verification(verification: Verification, ink: str) -> list[Shape]:
    halo = colour("halo")
    ring = Circle(0, 0, 4.9, halo, ink, 1.6)
    match verification:
        case Verification.CONFIRMED:
            return [Circle(0, 0, 5.6, ink, halo, 0.9)]
        case Verification.CORROBORATED:
            return [ring, disc(0, 0, 2.27, fill=ink)]
        case Verification.UNCONFIRMED:
            return [ring]
        case Verification.CONTESTED:
            return [ring, Path((arc(0, 0, 5, 0.5, 1),), fill=ink)]
        case Verification.REFUTED:
            cross = (((-2.4, -2.4), (2.4, 2.4)), ((2.4, -2.4), (-2.4, 2.4)))
            return [Circle(0, 0, 4.9, halo, ink, 1.4), Path(cross, stroke=ink, width=1.5, is_closed=False)]
        case _:
            dashed = Circle(0, 0, 4.9, halo, ink, 1.4, (2, 1.5))
            return [dashed, line((-2.2, 0), (2.2, 0), stroke=ink, width=1.4)]

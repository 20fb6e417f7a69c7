"""Which predicted event stands for which coded one: one to one, so that the sum of likeness is greatest."""

from tracker.extract.scoring.compare import Event, right, value

ALSO = ("count", "date", "accused", "assertion", "fatalities")


def likeness(gold: Event, mine: Event) -> int:
    """0 where neither the type nor the place is right: such a pair is not allowed."""
    place, kind = right("place", gold, mine), right("type", gold, mine)
    if not (place or kind):
        return 0
    return 20 * place + 20 * kind + sum(right(field, gold, mine) for field in ALSO) - 5 * bool(value(gold, "optional"))


def pair(golds: list[Event], mine: list[Event]) -> list[tuple[int, int]]:
    """Pairs (index of the gold, index of the prediction) by the Hungarian method."""
    size = max(len(golds), len(mine))
    if not golds or not mine:
        return []
    weight = [[0] * size for _ in range(size)]
    for row, gold in enumerate(golds):
        for column, event in enumerate(mine):
            weight[row][column] = likeness(gold, event)
    row_of = _assign([[-number for number in line] for line in weight])
    return [(row, column) for column, row in enumerate(row_of) if weight[row][column] > 0]


def _assign(cost: list[list[int]]) -> list[int]:
    """The row of each column in the cheapest assignment of a square matrix (Kuhn 1955, with potentials; O(n³))."""
    size = len(cost)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)  # 1-based; column 0 holds the row that looks for a column
    for row in range(1, size + 1):
        row_of[0] = row
        path = _shortest(cost, row_of, row_price, column_price)
        column = path[0]
        while column:
            row_of[column] = row_of[path[column]]
            column = path[column]
    return [row - 1 for row in row_of[1:]]


def _shortest(cost, row_of: list[int], row_price: list[float], column_price: list[float]) -> list[int]:
    """The way from the new row to a free column, told backwards: path[0] is that column, path[c] the one before c."""
    size = len(cost)
    least, before, done = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    at = 0
    while row_of[at]:
        done[at] = True
        row = row_of[at]
        step, following = float("inf"), 0
        for column in range(1, size + 1):
            if done[column]:
                continue
            reduced = cost[row - 1][column - 1] - row_price[row] - column_price[column]
            if reduced < least[column]:
                least[column], before[column] = reduced, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(size + 1):
            if done[column]:
                row_price[row_of[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        at = following
    before[0] = at
    return before

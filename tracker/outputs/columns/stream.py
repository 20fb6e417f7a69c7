"""The claims behind the breaches that a filter shows, by when they came in, from the columns."""

from collections.abc import Collection

import numpy as np

from tracker.outputs.columns.groups import distinct
from tracker.outputs.columns.shown import Shown


class Stream:
    """Claims that stand, without those that one of the `hidden` sources said or passed on; each once."""

    def __init__(self, shown: Shown, hidden: Collection[int]):
        claims, hidden = shown.columns.claims, list(hidden)
        links = claims["stands"] & shown.mask[claims["row"]]
        if hidden:
            links &= ~(np.isin(claims["origin"], hidden) | np.isin(claims["via"], hidden))
        self.report, self.came_in = claims["report"][links], claims["came_in"][links]

    def __len__(self) -> int:
        return len(distinct(self.report))

    def holding(self, reports: Collection[int]) -> int:
        """How many of these are among them."""
        return len(set(reports) & set(self.report[np.isin(self.report, list(reports))].tolist()))

    def newest(self, most: int) -> dict[int, int]:
        """Report → second in which it came in, of the last ones: at least `most`, where there are so many."""
        wanted = most
        while True:
            found = self._of_the_last(wanted)
            if len(found) >= most or wanted >= len(self.report):
                return found
            wanted *= 2  # a claim that speaks of several breaches stands in several links

    def _of_the_last(self, links: int) -> dict[int, int]:
        if links >= len(self.report):
            return dict(zip(self.report.tolist(), self.came_in.tolist(), strict=True))
        late = self.came_in >= np.partition(self.came_in, -links)[-links]
        return dict(zip(self.report[late].tolist(), self.came_in[late].tolist(), strict=True))

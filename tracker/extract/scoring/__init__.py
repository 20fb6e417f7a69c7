"""How well a set was read: predictions in the coarse words of the sets beside what people coded.

The definitions are those of the sets' README: an event is found where it is paired, strictly where its type and its
place are right; fields are right over the pairs; intervals are bootstrapped over texts.
"""

from tracker.extract.scoring.figures import Score, intervals, score

__all__ = ["Score", "intervals", "score"]

"""The breaches of a large agreement as columns of numbers in memory, for what a page counts over all of them.

SQL says what is right: every answer here has its query, which small agreements and unknown filters use, and a test
compares the two. See docs/decisions/0015-columns-in-memory.md.
"""

from tracker.outputs.columns.keeping import columns_of
from tracker.outputs.columns.shown import Shown, Tally, shown_in_columns
from tracker.outputs.columns.stream import Stream

__all__ = ["Shown", "Stream", "Tally", "columns_of", "shown_in_columns"]

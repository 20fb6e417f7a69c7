from pathlib import Path

from tracker.rules.workflow import diagram
from tracker.vocab import WorkState

PAGE = Path(__file__).resolve().parents[2] / "docs" / "workflow.md"


def test_the_page_shows_the_table_that_is_checked():
    text = PAGE.read_text()
    assert diagram() in text
    assert diagram(WorkState) in text

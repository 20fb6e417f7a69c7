import pickle

import pytest

from tracker.sources import items


@pytest.mark.parametrize(
    ("error", "is_temporary"),
    [
        (items.Unreachable, True),
        (items.TooSlow, True),
        (items.RateLimited, True),
        (items.Refused, False),
        (items.TooLarge, False),
        (items.NotReadable, False),
    ],
)
def test_an_error_is_a_sentence_and_says_whether_to_try_again(error, is_temporary):
    raised = error("It does not work.")
    assert (str(raised), raised.message, raised.is_temporary) == (
        "It does not work.",
        "It does not work.",
        is_temporary,
    )
    assert isinstance(raised, items.SourceError)


def test_an_error_survives_the_way_from_a_worker_process():
    again = pickle.loads(pickle.dumps(items.RateLimited("Wait.", 60)))  # noqa: S301 - our own bytes
    assert (again.message, again.retry_after_seconds) == ("Wait.", 60)

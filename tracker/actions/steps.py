"""How a row is taken for a step, and given back: done, or failed with the next try.

The database is the memory. A worker takes a row by pushing its next try into the future (a lease); if the worker
is killed, the lease runs out and the sweep rings again. Two workers cannot both take it: the update is a
compare-and-set.
"""

import datetime as dt

from django.conf import settings
from django.db.models import F

from tracker.vocab import StepState

LEASE = dt.timedelta(seconds=settings.LEASE_SECONDS)
MOST_ATTEMPTS = 6
FIRST_PAUSE = dt.timedelta(seconds=15)


def take(rows, *, pk: int, now: dt.datetime):
    """The row with that key, if it waits for its step and nobody has it; else None.

    `rows`: a queryset of a Step table, narrowed to the step that the caller does.
    """
    taken = rows.due(now).filter(pk=pk).update(step_next_try_at=now + LEASE, step_attempts=F("step_attempts") + 1)
    return rows.get(pk=pk) if taken else None


def done(row) -> None:
    """The step is finished. The caller saves the row with the step's result."""
    row.step = StepState.DONE.value
    row.step_error = ""
    row.step_next_try_at = None


def fail(
    row, *, error: str, now: dt.datetime, most_attempts: int = MOST_ATTEMPTS, longest: dt.timedelta = dt.timedelta.max
) -> None:
    """The step did not work: wait twice as long as last time, and give up, visibly, after the sixth try.

    Another number of tries, and the `longest` pause between two, may be given.
    """
    given_up = row.step_attempts >= most_attempts
    type(row).objects.filter(pk=row.pk).update(
        step=StepState.FAILED.value if given_up else StepState.PENDING.value,
        step_error=error[:500],
        step_next_try_at=None if given_up else now + min(FIRST_PAUSE * 2 ** (row.step_attempts - 1), longest),
    )


def retry(row, *, now: dt.datetime) -> None:
    """A person asks for another go."""
    type(row).objects.filter(pk=row.pk).update(
        step=StepState.PENDING.value, step_attempts=0, step_error="", step_next_try_at=now
    )

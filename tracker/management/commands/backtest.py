"""`manage.py backtest`: the status rule over events that happened, day by day, beside what others counted."""

import datetime as dt
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.management.backtest import Backtest, Reference, rank_correlation
from tracker.models import Agreement, Report
from tracker.sources.items import SourceError
from tracker.vocab import ReportKind, State

SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval"
WEEKS = 9
BAD = frozenset({State.VIOLATED, State.COLLAPSED})
# What the rule has to say by a day of the ceasefire, for events that are known to have risen from its second month on
# (for the example: 5 and 31 January, 14 and 28 February 2017): of the regions with an event that counts in the week,
# none is Holding; and by the end breaches come as often as before the ceasefire somewhere.
NO_HOLDING_ON_DAY = (7, 33, 47, 61)
COLLAPSED_BY_DAY = 61


class Command(BaseCommand):
    help = "Run the status rule over a file of events, as a possible series, beside counts that others published."

    def add_arguments(self, parser):
        parser.add_argument("--agreement", default="syria-2016-12-30")
        parser.add_argument("--events", type=Path, default=SHARED / "ucdp_ged_syria_sample.csv")
        parser.add_argument("--reference", type=Path, default=SHARED / "status_reference.csv")

    def handle(self, *, agreement, events, reference, **options):
        row = Agreement.objects.filter(key=agreement).first()
        if row is None:
            raise CommandError(f"There is no agreement “{agreement}”. Load the example first: manage.py demo.")
        for path in (events, reference):
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        last = row.first_day + dt.timedelta(days=7 * WEEKS - 1)
        try:
            test = Backtest(row, events.read_bytes(), last)
        except SourceError as error:
            raise CommandError(str(error)) from error
        states = test.states()
        ours, theirs = test.weekly(), Reference.of_file(reference, test.names).weekly
        self._table(test, states, ours, theirs)
        pairs = [(ours[code, week], theirs[code, week]) for code in test.names for week in range(WEEKS)]
        self.stdout.write(
            f"\nRank correlation with the reference, {len(pairs)} region-weeks: {rank_correlation(pairs):.3f}"
        )
        self._cumulative(test, row)
        failed = self._expectations(test, states, ours)
        if failed:
            raise CommandError(f"{failed} expectations do not hold.")

    def _table(self, test: Backtest, states, ours: Counter, theirs: Counter) -> None:
        """A line a region: in each week the possible state on its last day, our events and the reference's."""
        self.stdout.write("Possible state on the last day of each week; our events / the reference's")
        for code, name in sorted(test.names.items(), key=lambda pair: pair[1]):
            cells = []
            for week in range(WEEKS):
                day = test.agreement.first_day + dt.timedelta(days=7 * week + 6)
                cells.append(f"{states[code, day].label[:4]:4} {ours[code, week]:>3}/{theirs[code, week]:<3}")
            self.stdout.write(f"{name[:14]:14} " + " ".join(cells))

    def _cumulative(self, test: Backtest, agreement: Agreement) -> None:
        """Our cumulative count beside the series that a monitor published, on the days that both have."""
        rows = Report.objects.filter(
            agreement=agreement, kind=ReportKind.TALLY.value, region__isnull=True, period_from=agreement.first_day
        ).exclude(count=0)
        told = {(row.origin_name, row.period_to): row.count for row in rows.select_related("origin")}
        self.stdout.write("\nCumulative: published by monitors (every breach) beside our fatal events")
        for (who, day), count in sorted(told.items(), key=lambda pair: (pair[0][0], pair[0][1])):
            number = agreement.day_number(day)
            self.stdout.write(f"  day {number:>3}  {who[:44]:44} {count:>5}   ours {test.cumulative(number):>4}")

    def _expectations(self, test: Backtest, states, ours: Counter) -> int:
        """Each expectation with whether it holds; the number that do not."""
        failed = 0
        for number in NO_HOLDING_ON_DAY:
            day, week = self._day(test, number), (number - 1) // 7
            wrong = [test.names[code] for code in test.names if ours[code, week] and states[code, day] == State.HOLDING]
            bad = sum(states[code, day] in BAD for code in test.names)
            failed += self._said(
                not wrong, f"{day}: no region with events is Holding ({bad} Violated or Collapsed)", wrong
            )
        collapsed = [
            test.names[code] for code in test.names
            if any(states[code, day] == State.COLLAPSED for day in test.days()[:COLLAPSED_BY_DAY])
        ]  # fmt: skip
        words = f"{self._day(test, COLLAPSED_BY_DAY)}: somewhere breaches came as often as before the ceasefire"
        failed += self._said(bool(collapsed), f"{words} ({', '.join(collapsed) or 'nowhere'})", [])
        return failed

    @staticmethod
    def _day(test: Backtest, number: int) -> dt.date:
        return test.agreement.first_day + dt.timedelta(days=number - 1)

    def _said(self, holds: bool, words: str, wrong: list[str]) -> bool:
        self.stdout.write(f"{'holds' if holds else 'FAILS'}: {words}{': ' + ', '.join(wrong) if wrong else ''}")
        return not holds

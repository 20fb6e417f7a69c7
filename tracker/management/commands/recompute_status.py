"""`manage.py recompute_status`: compute regions anew, or prove that what is stored is what the rule says."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.actions import status
from tracker.models import Agreement


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Command(BaseCommand):
    help = (
        "Compute the status of regions anew from a local day on. What differs becomes a new row; none is overwritten."
    )

    def add_arguments(self, parser):
        parser.add_argument("--agreement", help="Key of one agreement; all by default.")
        parser.add_argument("--from", dest="first", type=day, help="First local day, as 2016-12-30; day 1 by default.")
        parser.add_argument("--to", dest="last", type=day, help="With --check: the last local day that is compared.")
        parser.add_argument("--check", action="store_true", help="Change nothing; fail where the two differ.")

    def handle(self, *, agreement, first, last, check, **options):
        rows = Agreement.objects.all()
        if agreement:
            rows = rows.filter(key=agreement)
            if not rows:
                known = ", ".join(Agreement.objects.values_list("key", flat=True))
                raise CommandError(f"There is no agreement “{agreement}”. There are: {known}.")
        if last and not check:
            raise CommandError("--to goes with --check: a change on one day moves all days after it.")
        if first and last and last < first:
            raise CommandError("--to comes before --from.")
        differing = 0
        for one in rows:
            if check:
                differing += self._check(one, first, last)
            else:
                made = status.recompute(agreement=one, now=timezone.now(), first_day=first)
                self.stdout.write(f"{one.key}: {made} new results.")
        if differing:
            raise CommandError(f"{differing} results differ from what the rule says now. Run it without --check.")

    def _check(self, agreement: Agreement, first: dt.date | None, last: dt.date | None) -> int:
        compared = 0
        differing = []
        for region, on, stored, computed in status.compare(agreement=agreement, now=timezone.now(), first_day=first):
            if last and on > last:
                continue
            compared += 1
            if stored != computed:
                differing.append(f"  {region} {on}: stored {stored or 'nothing'}, computed {computed}")
        for line in differing[:20]:
            self.stdout.write(line)
        self.stdout.write(f"{agreement.key}: {compared} results compared, {len(differing)} differ.")
        return len(differing)

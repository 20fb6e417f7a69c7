"""`manage.py evaluate_matching FILE`: how often the product says rightly whether two texts tell of one event."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.extract import sets
from tracker.management.commands.extract import BESIDE, with_regions
from tracker.management.pairs import PairError, figures, judge, pairs_of
from tracker.rules.matching import SUGGEST_AT


class Command(BaseCommand):
    help = "Judge pairs of texts (JSON Lines: id, same, a, b) with the product's own reader, places and scorer."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON Lines; a and b have publisher, date and text.")
        parser.add_argument("--agreement", default="SYR", help="Key of the agreement under which they are read.")
        parser.add_argument("--agreements", type=Path, help=f"The agreements' file; {BESIDE} beside FILE by default.")
        parser.add_argument("--predictions", action="store_true", help="Print one prediction a pair instead.")
        parser.add_argument("--errors", action="store_true", help="Print the pairs that were judged wrongly.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, agreement, agreements, predictions, errors, as_json, **options):
        beside = agreements or file.parent / BESIDE
        for path in (file, beside):
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        try:
            known = sets.contexts(beside)
            if agreement not in known:
                raise CommandError(f"{beside.name} has no agreement “{agreement}”.")
            context = with_regions(known[agreement])
            judged = [(pair, judge(pair, context)) for pair in pairs_of(file)]
        except (PairError, sets.SetError) as error:
            raise CommandError(str(error)) from error
        if predictions:
            for pair, match in judged:
                told = {"id": pair.id, "same": match.score >= SUGGEST_AT, "score": match.score}
                self.stdout.write(json.dumps(told))
            return
        if errors:
            self._errors(judged)
        told = figures(judged)
        self.stdout.write(json.dumps(told, indent=1) if as_json else "\n".join(_lines(told)))

    def _errors(self, judged):
        for pair, match in judged:
            if (match.score >= SUGGEST_AT) != pair.same:
                self.stdout.write(f"{pair.id}: {'same' if pair.same else 'not the same'}, {match.score:.2f} said, for")
                self.stdout.write(f"  {'; '.join(match.reasons) or 'no reason at all'}")
                for _, day, text in pair.texts:
                    self.stdout.write(f"  {day} {text[:160]}")


def _lines(told: dict) -> list[str]:
    plain = {name: value for name, value in told.items() if not isinstance(value, dict)}
    kinds = {f"right of {kind}": value for kind, value in told["accuracy by kind"].items()}
    return [
        f"{name:34} {value if isinstance(value, int) else format(value, '.3f')}"
        for name, value in (plain | kinds).items()
    ]

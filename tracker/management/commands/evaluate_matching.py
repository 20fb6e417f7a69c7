"""`manage.py evaluate_matching FILE`: how often the product says rightly whether two texts tell of one event."""

import json
from pathlib import Path
from statistics import fmean

from django.core.management.base import BaseCommand, CommandError

from tracker.extract import sets
from tracker.management import fitting
from tracker.management.commands.extract import BESIDE, with_regions
from tracker.management.pairs import PairError, figures, judge, pairs_of, readings
from tracker.rules.matching import SUGGEST_AT
from tracker.rules.matching_weights import WEIGHTS

REPEATS = 10  # of the folds, each time cut otherwise: one cut among few pairs says little
OUT_OF_FOLD = ("precision", "recall", "f1", "accuracy")


class Command(BaseCommand):
    help = "Judge pairs of texts (JSON Lines: id, same, a, b) with the product's own reader, places and scorer."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON Lines; a and b have publisher, date and text.")
        parser.add_argument("--agreement", default="SYR", help="Key of the agreement under which they are read.")
        parser.add_argument("--agreements", type=Path, help=f"The agreements' file; {BESIDE} beside FILE by default.")
        parser.add_argument("--predictions", action="store_true", help="Print one prediction a pair instead.")
        parser.add_argument("--errors", action="store_true", help="Print the pairs that were judged wrongly.")
        parser.add_argument(
            "--folds", type=int, help="Fit the weights anew in so many folds of events, and print figures and weights."
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, agreement, agreements, predictions, errors, folds, as_json, **options):
        beside = agreements or file.parent / BESIDE
        for path in (file, beside):
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        try:
            known = sets.contexts(beside)
            if agreement not in known:
                raise CommandError(f"{beside.name} has no agreement “{agreement}”.")
            context = with_regions(known[agreement])
            pairs = list(pairs_of(file))
        except (PairError, sets.SetError) as error:
            raise CommandError(str(error)) from error
        if folds is not None:
            told = self._fitted(pairs, context, folds)
        else:
            judged = [(pair, judge(pair, context)) for pair in pairs]
            if predictions:
                self._predictions(judged)
                return
            if errors:
                self._errors(judged)
            told = figures((pair, match.score >= SUGGEST_AT) for pair, match in judged)
        self.stdout.write(json.dumps(told, indent=1) if as_json else "\n".join(_lines(told)))

    def _predictions(self, judged):
        for pair, match in judged:
            told = {"id": pair.id, "same": match.score >= SUGGEST_AT, "score": match.score}
            self.stdout.write(json.dumps(told))

    def _errors(self, judged):
        for pair, match in judged:
            if (match.score >= SUGGEST_AT) != pair.same:
                self.stdout.write(f"{pair.id}: {'same' if pair.same else 'not the same'}, {match.score:.2f} said, for")
                self.stdout.write(f"  {'; '.join(match.reasons) or 'no reason at all'}")
                for _, day, text in pair.texts:
                    self.stdout.write(f"  {day} {text[:160]}")

    def _fitted(self, pairs, context, folds):
        """The weights fitted to all pairs; the figures beside them come from pairs that no fit has seen."""
        examples = [
            fitting.Example(pair.same, pair.events, tuple(fitting.vector(a, b) for a, b in readings(pair, context)))
            for pair in pairs
        ]
        if not 2 <= folds <= len(set(fitting.groups(examples))):
            raise CommandError("There are at least two folds, and no more than there are groups of events.")
        rounds = [
            figures((pair, odds >= 0) for pair, odds in zip(pairs, found, strict=True))
            for found in (fitting.out_of_fold(examples, folds, seed) for seed in range(REPEATS))
        ]
        weights = fitting.fit(examples)
        inside = figures((pair, fitting.odds(each, weights) >= 0) for pair, each in zip(pairs, examples, strict=True))
        told = {"pairs": len(pairs), "folds": folds, "repeats": REPEATS}
        told |= {f"{name} out of fold": fmean(each[name] for each in rounds) for name in OUT_OF_FOLD}
        told |= {"lowest f1 of a repeat": min(each["f1"] for each in rounds), "f1 on the pairs fitted to": inside["f1"]}
        return told | {"weights": {sign: round(weights[sign], 2) for sign in WEIGHTS}}


def _lines(told: dict) -> list[str]:
    plain = {name: value for name, value in told.items() if not isinstance(value, dict)}
    plain |= {f"right of {kind}": value for kind, value in told.get("accuracy by kind", {}).items()}
    plain |= {f"weight of “{sign}”": value for sign, value in told.get("weights", {}).items()}
    return [f"{name:44} {value if isinstance(value, int) else format(value, '.3f')}" for name, value in plain.items()]

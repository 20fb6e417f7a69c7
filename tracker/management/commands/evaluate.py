"""`manage.py evaluate FILE.jsonl`: read a set and say how well, field by field."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.extract.scoring import Score, intervals, score
from tracker.management.commands.extract import BESIDE, predictions

GROUP_FIGURES = ("f1_lenient", "f1_strict", "candidate_recall", "core_over_gold", "report_place_any")
FEWEST_OF_RULE = 3


class Command(BaseCommand):
    help = "Score the reader on an evaluation set: figures with 95 % intervals, by conflict and by rule."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON Lines with `expected` events.")
        parser.add_argument("--agreements", type=Path, help=f"The agreements' file; {BESIDE} beside FILE by default.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print all figures as JSON.")
        parser.add_argument("--errors", action="store_true", help="List every difference.")
        parser.add_argument("--rounds", type=int, default=1000, help="Bootstrap rounds for the intervals; 0 for none.")

    def handle(self, *, file, agreements, as_json, errors, rounds, **options):
        rows, told = [], {}
        for row, read in predictions(file, agreements):
            if "expected" not in row.raw:
                raise CommandError(f"{row.id} has no “expected” events: there is nothing to compare with.")
            rows.append(row.raw)
            told[row.id] = read["events"]
        parts = {word: [r for r in rows if bool(r.get("synthetic")) == flag] for word, flag in KINDS.items()}
        answer = {word: _described(part, told, rounds) for word, part in parts.items() if part}
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for word, described in answer.items():
            self._table(word, described, errors)

    def _table(self, word: str, described: dict, errors: bool) -> None:
        count = described["count"]
        self.stdout.write(
            f"{word}: {count['texts']} texts, {count['gold']} events coded, "
            f"{count['told']} read, {count['paired']} paired"
        )
        for name, number in described["figures"].items():
            low, high = described["intervals"].get(name, (None, None))
            span = f"   [{low:.3f}, {high:.3f}]" if low is not None else ""
            self.stdout.write(f"  {name:34} {number:6.3f}{span}")
        for title, groups in (("by conflict", described["by_agreement"]), ("by difficulty", described["by_hard"])):
            self.stdout.write(f"  {title}")
            for key, group in groups.items():
                cells = "  ".join(f"{name} {number:.2f}" for name, number in group.items())
                self.stdout.write(f"    {key:28} {cells}")
        self.stdout.write("  by rule: events of it that were coded too, of all its events")
        for rule, (right, all_of_it) in described["by_rule"].items():
            self.stdout.write(f"    {rule:34} {right:4} of {all_of_it}")
        if errors:
            for row, what, gold, told in described["errors"]:
                self.stdout.write(f"    {row} {what}: coded {gold!r}, read {told!r}")


KINDS = {"own-word texts": True, "real texts": False}


def _described(rows: list[dict], told: dict, rounds: int) -> dict:
    by_agreement, by_hard = score(rows, told, by="agreement"), score(rows, told, by="hard")
    whole: Score = by_agreement[""]
    return {
        "count": {name: whole.total[name] for name in ("texts", "gold", "told", "paired", "reports")},
        "figures": whole.figures,
        "intervals": intervals(whole.texts, rounds),
        "by_agreement": _groups(by_agreement),
        "by_hard": _groups(by_hard),
        "by_rule": {rule: pair for rule, pair in whole.rules.items() if pair[1] >= FEWEST_OF_RULE},
        "errors": whole.errors,
    }


def _groups(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        key: {name: found.figures[name] for name in GROUP_FIGURES if name in found.figures}
        for key, found in sorted(scores.items())
        if key
    }

"""How long reading takes, beside a plain search for the same names."""

from collections.abc import Iterator

from tracker import extract
from tracker.actions.terms import reading_context
from tracker.example.texts import EXAMPLES
from tracker.management.benchmarks import median_ms
from tracker.models import Agreement


def measure(agreement: Agreement) -> Iterator[str]:
    context = reading_context(agreement)
    names = [alias.text.lower() for party in context.parties for alias in party.aliases]
    text = "\n\n".join(example.text for example in EXAMPLES)
    read = median_ms(lambda: extract.read(text, agreement.effective_at, "en", context))
    search = median_ms(lambda: [name for name in names if name in text.lower()])
    yield (
        f"Reading {len(text):,} characters: {read:.1f} ms; looking for {len(names)} names in them: "
        f"{search:.2f} ms; ratio {read / search:.0f}."
    )

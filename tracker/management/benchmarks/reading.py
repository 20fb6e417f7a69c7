"""How many texts are read in a second, beside a named-entity pass of spaCy where that is installed."""

from collections.abc import Iterator
from importlib.util import find_spec

from tracker import extract
from tracker.actions.terms import reading_context
from tracker.example.texts import EXAMPLES
from tracker.management.benchmarks import median_ms
from tracker.models import Agreement


def measure(agreement: Agreement) -> Iterator[str]:
    context = reading_context(agreement)
    texts = [example.text for example in EXAMPLES]
    article = ("\n\n".join(texts) * 10)[:5_000]
    names = [alias.text.lower() for party in context.parties for alias in party.aliases]

    def read(text: str) -> extract.Reading:
        return extract.read(text, agreement.effective_at, "en", context)

    passages = median_ms(lambda: [read(text) for text in texts])
    whole = median_ms(lambda: read(article))
    search = median_ms(lambda: [name for name in names if name in article.lower()])
    yield (
        f"Reading: {1000 * len(texts) / passages:.0f} passages a second ({passages / len(texts):.1f} ms each), "
        f"an article of {len(article):,} characters {whole:.1f} ms; looking for {len(names)} names in it: "
        f"{search:.2f} ms; ratio {whole / search:.0f}."
    )
    yield _beside_spacy(texts, passages)


def _beside_spacy(texts: list[str], ours_ms: float) -> str:
    if find_spec("spacy") is None:
        return "Beside a named-entity pass of spaCy: left out, spaCy is not installed."
    import spacy

    try:
        model = spacy.load("en_core_web_sm")
    except OSError:
        return "Beside a named-entity pass of spaCy: left out, its small English model is not installed."
    theirs = median_ms(lambda: [model(text).ents for text in texts])
    each = theirs / len(texts)
    return f"A named-entity pass of spaCy over the same passages: {each:.1f} ms each; ratio {theirs / ours_ms:.1f}."

"""Short texts to try in the paste form: a newcomer sees a sentence become a pin.

The words are ours, written for this; what they tell are facts of the example, from the pages that are named. The
source that they stand under, "example-notes", is ours too: no outlet has written them.
"""

import datetime as dt
from dataclasses import dataclass

SOURCE = "example-notes"
AGREEMENT = "syria-2016-12-30"
NOON = dt.time(12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Example:
    """A text with what the form asks about it; `derived_from` are keys of data/citations.json."""

    title: str
    text: str
    published_at: dt.datetime
    derived_from: tuple[str, ...]
    source_key: str = SOURCE
    agreement_key: str = AGREEMENT


EXAMPLES = (
    Example(
        title="First hours of the ceasefire",
        text=(
            "The ceasefire in Syria held in most places on Friday, with some fire in its first hours.\n\n"
            "Less than two hours after the ceasefire took effect, government forces shelled the villages of Atshan "
            "and Skeik, a spokesman for Jaysh al-Nasr said. No deaths were known.\n\n"
            "Rebel fighters took over a position in Hama province, according to the Syrian Observatory for Human "
            "Rights, which counted it as a breach.\n\n"
            "The agreement leaves out Islamic State; whether it leaves out Jabhat Fateh al-Sham is disputed."
        ),
        published_at=dt.datetime.combine(dt.date(2016, 12, 30), NOON),
        derived_from=("youm7-2016-12-30", "trt-world-2016-12-30"),
    ),
    Example(
        title="Fire at two villages in the south",
        text=(
            "Government forces fired heavy machine guns at al-Yadudah in Daraa in the first hour of the ceasefire on "
            "30 December, the Syrian Observatory for Human Rights said. They also opened fire with machine guns at "
            "Masharah in Quneitra; no casualties were known.\n\n"
            "On the same day shells hit the town of Khabab. Who fired them is not said."
        ),
        published_at=dt.datetime.combine(dt.date(2016, 12, 31), NOON),
        derived_from=("sohr-2016-12-30", "voice-of-america-2016-12-30"),
    ),
    Example(
        title="A bulletin, and what it says of two places",
        text=(
            "The Russian Centre for Reconciliation recorded 21 violations on 1 January: Rif Dimashq (6), Aleppo (7), "
            "Latakia (5), Hama (3).\n\n"
            "Armed groups shelled government positions west of the village of Maan on Sunday, the centre said. In "
            "Latakia, armed groups shelled government forces near Kinsabba."
        ),
        published_at=dt.datetime.combine(dt.date(2017, 1, 2), NOON),
        derived_from=("news-front-2017-01-02",),
    ),
)

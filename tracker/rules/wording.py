"""What the words of a report tell beyond its coded fields: victims, a toll that rises, a fight that goes on.

Of English texts; in another language nothing is found here, and then it says nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_VICTIMS = re.compile(
    r"kill|\bdead\b|casualt|\bdeaths?\b|victim|massacre|losses|\bdie[sd]?\b|martyr|injur|wound", re.IGNORECASE
)
_MANY = re.compile(r"massacre|\bdeath toll\b|\bmass casualt", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\bcontinu|\bongoing\b|\bstill\b|\bgo(?:es)? on\b|\brenew|\bagain\b|\banew\b|\bresum|\bre-?(?:start|launch)"
    r"|\bnew (?:attack|assault|massacre|round|offensive|battle|raid|shell)",
    re.IGNORECASE,
)
# "raises to 18 the number of casualties", "the death toll of the attack rises to 43", "to at least 52".
_TOLL = re.compile(
    r"\b(?:rais\w+|rise[sn]?|rising|rose|increas\w+|climb\w*|reach\w*)(?:(?![.;]| to \d).){0,120}?"
    r" to (?:at least |about |around |over |more than |some )?\d{1,3}(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
# The country around a town is wide: what two reports tell of it may have happened far apart.
_AROUND = re.compile(r"\bcountryside|\boutskirts\b|\bvicinit|\brural\b|\bdesert\b|\bnear\b|\baround\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\bago\b|\byesterday\b|\bearlier\b|\b(?:days?|hours?) after\b|\b(?:past|last) 24\b|\blast night\b|\baftermath\b"
    r"|\bfunerals?\b|\bvictims of\b|\bsuccumb|\bdie[sd]? of\b",
    re.IGNORECASE,
)
# A count over a time ("in 31 days of escalation") is no count of one event.
_OVER_TIME = re.compile(r"\bsince\b|\b(?:days|weeks|months)\b|\bescalation\b|\bcampaign\b|\bwithin \d", re.IGNORECASE)


@dataclass(frozen=True)
class Wording:
    """`many` = a massacre or a death toll; `goes_on` = an act that continues or begins anew; `toll_rises` = a later
    count of the dead of something that was told before; `looks_back` = on a day gone by; `around` = of the country
    around a place.
    """

    victims: bool
    many: bool
    goes_on: bool
    toll_rises: bool
    looks_back: bool
    around: bool


@lru_cache(maxsize=4096)
def read(text: str) -> Wording:
    """What a text's words tell; kept, since one claim is compared with up to a hundred."""
    return Wording(
        victims=_VICTIMS.search(text) is not None,
        many=_MANY.search(text) is not None,
        goes_on=_GOES_ON.search(text) is not None,
        toll_rises=_TOLL.search(text) is not None and _OVER_TIME.search(text) is None,
        looks_back=_LOOKS_BACK.search(text) is not None,
        around=_AROUND.search(text) is not None,
    )

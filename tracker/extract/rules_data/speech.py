"""How speakers and what they say stand in a sentence."""

import re

from tracker.extract.rules_data import words

VERB = re.compile(rf"(?<![\w-])(?P<verb>{words.SPEECH})(?![\w-])")
ACCORDING = re.compile(
    r"(?<!\w)(?:according to|as reported by|as stated by|citing|quoting|as told by|reported by|in the words of|per)\s"
)
QUOTED_AS = re.compile(
    r"(?:(?:was|were|is|are|has been|have been) )?quoted (?:[\w-]+ ){0,4}?as saying(?: that)?|(?:was|were) (?:cited|reported) as saying"
)
INVERTED = re.compile(r"[,\"']\s(?:said|says|added|reported|according to)\s(?=[\w'\"])")
NP_END = re.compile(
    r"[,;:.\"()]|\s(?:that|on|in an?|who|which|as|but|and (?!the\b)|saying|said|adding|after|when|while|by|at|from|to|is|was|were|has|had|have|late|early"
    r"|there|clashes|at least)\s"
)
HEAD_STOP = re.compile(
    r"(?:[;:.\",]|\s(?:but|while|although|and(?! (?:the |its )?(?:[\w'-]+ ){0,3}(?:sources?|officials?|activists?|monitors?|residents))|whereas|as|after|that|which|because|since|when)\s)"
)
# Behind a comma these words still belong to the speaker before it ("the group, known as ..., said").
APPOSITION = re.compile(r"\s*(?:known|who|based|citing|led|speaking|head|chief|itself|quoting|which)\b")
LEAD_WORDS = re.compile(
    r"(?:the |a |an |this |that |its |their |his |her )?(?:(?:so-called|self-proclaimed|self-styled|self-declared) )?"
)
QUALIFIED = re.compile(r"(?:\W*(?:so-called|self-styled)\W+)")
BE = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "been",
        "be",
        "being",
        "has",
        "have",
        "had",
        "not",
        "also",
        "reportedly",
        "it",
        "there",
    ]
)
PRONOUN = re.compile(r"^(?:he|she|it|they|i|we)$")
DENIALS = re.compile(r"den(?:ied|ies|ying)|rejected|rejects|dismissed|denounced")
ACT_OBJECT = re.compile(
    r"\s(?:(?:the|an?|any|its|their|his|having|that|being|ever|all) )?(?:\w+ )?(?:\w+ing\b|that\b|accusations?|allegations?|charges?|claims?|reports?|responsibility|involvement|it\b|any\b"
    r"|having|the (?:\w+ )?(?:charge|claim|accusation|allegation|report)|this\b|such\b|these\b)"
)
COREFERENCE = re.compile(rf"^(?:the|this|that) (?:[\w'-]+ ){{0,3}}?{words.SPEAKER_NOUNS}$")
BAD_SPEAKER = re.compile(
    r"\b(?:if|when|after|no|killed|wounded|shelled|attacked|violations?|clashes|shelling|people(?!'s)|fire|which|in which|bodies|incident|incidents|casualties|explosions?|strikes?)\b"
)
LONGEST_SPEAKER = 110
FINITE = re.compile(r" (?:is|was|were|are|has|had|have|would|will|could|may|did|does)\b")
NOUNS_TOO = frozenset({"records", "reports", "documents", "claims", "charges", "says"})
TOLD = frozenset({"told", "tells", "informed"})
SAYING_ON = re.compile(
    r",? (?:saying|adding|insisting|claiming|arguing|stating|asserting|maintaining|explaining)(?: that)? "
)
SOURCES = re.compile(
    rf"(?<![\w-])(?:{words.SPEAKER_NOUNS}|officials|officers|sources?|residents?|reports?|activists?|villagers|locals|media|authorities|police|medics"
    r"|doctors|relatives|survivors|diplomats|leaders?|newspapers?|television|radio)(?![\w-])"
)

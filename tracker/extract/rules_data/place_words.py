"""Patterns of place names and of the words around them."""

import re

from tracker.extract.rules_data import words

PARTICLE = r"(?:al|el|as|ash|an|ad|ar|at|az|es|de|del|la|las|los|di|da|do|dos|van|von|bin|ibn|abu|umm|of the|y|e|le|sur|et|ul|us|i)"
CAP = r"(?:[^\W\d_a-z][\w'`.]*(?:-[\w'`]+)*|(?:al|el|as|ash|an|ad|ar|at|az|es|ul|ed|et|ez|eth|ath|adh|uz|us|ut)-[^\W\d_a-z][\w'`]*(?:-[\w'`]+)*)"
NAME = re.compile(rf"(?<![\w.-]){CAP}(?:(?: |-){CAP}|(?: {PARTICLE}){{1,2}} {CAP})*(?: \d{{1,3}}(?![\w,.]))?")
ROLES = {
    "in": "in", "at": "at", "on": "at", "near": "near", "around": "near", "outside": "near", "inside": "in", "within": "in", "across": "in",
    "into": "in", "from": "from", "to": "to", "towards": "to", "toward": "to", "between": "between", "of": "of", "off": "near", "over": "at",
    "against": "at", "through": "in", "throughout": "in", "beside": "near", "along": "at", "above": "at", "by": "near", "reached": "to",
    "for": "to", "overlooking": "near", "opposite": "near", "including": "in", "targeting": "at",
    "shakes": "at", "shook": "at", "rocks": "at", "rocked": "at", "jolted": "at", "pounding": "at",
    "nearby": "in",
    "borders": "beside", "bordering": "beside", "via": "to", "approaching": "to",
}  # fmt: skip
COMPASS = re.compile(r"(?:just )?(?:(?:south|north)?-?(?:east|west|north|south)(?:ern|east|west)?)$")
COMPASS_BEFORE = re.compile(
    r"(?<=the )((?:north|south)?-?(?:eastern|western|northern|southern|east|west|north|south)) $"
)
SKIP = re.compile(
    rf"(?:the|a|an|its|their|two|three|four|five|six|several|some|both|other|besieged|opposition|rural|downtown|central|remote|port|western"
    rf"|capital|border|frontline|front-line|key|strategic|ancient|disputed|occupied|contested|greater|upper|lower|old|small|entire|neighbou?ring"
    rf"|vicinity|south|north|east|west|and|of|kilometres|kilometers|km|miles|[\d.,]+|[\w']+-(?:held|controlled|run|administered|populated|majority|occupied"
    rf"|besieged|eastern|western|east|west)|[\w-]*(?:ern)|{words.PLACE_NOUNS})$"
)
BETWEEN_WORDS = re.compile(r"[\w'.,-]+|[;:()\"]")
SUFFIX = re.compile(
    rf"(?: (?P<feature>{words.FEATURE_NOUNS})(?![\w-])|(?: (?P<plain>{words.PLAIN_PLACE_NOUNS})(?![\w-])))"
)
REGION_SUFFIX = re.compile(rf"(?:'s)? (?:{words.REGION_NOUNS})(?![\w-])")
REGION_PREFIX = re.compile(
    r"(?:province|governorate|region|oblast|state|county|department|provinces|governorates|regions|oblasts|states|departments) of (?:the )?$"
)
JOIN = re.compile(
    r"(?:\s?,\s?(?:and |or )?|\s(?:and|or)\s|\s?/\s?)(?:in |the |nearby |of |at |on )?(?:(?:villages?|towns?|cit(?:y|ies)|districts?|areas?|neighbou?rhoods?|province|governorate) of )?$"
)
DISTRACTOR = re.compile(
    rf"(?<![\w-])(?:{words.DISTRACTOR_NOUNS})(?: \w+){{0,3}}?(?: (?:in|from|to|at|of|for|by))?(?: (?:the|a|an|city|town|nearby|northern|southern|eastern|western|neighbou?ring|of))*\s$"
)
# "200 metres from X", "at the eastern gate of X".
FROM_DISTANCE = re.compile(r"(?:km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|yards?) (?:away )?from (?:the )?$")
PART_OF = re.compile(
    r"\b(in|at|near|outside|inside|on|around|behind) (?:the|a|an|its|their) (?:[a-z'-]+ ){1,3}of (?:the )?$"
)
FROM_DIRECTION = re.compile(r"from the (?:\w+ )?(?:direction|side|territory|area) of\s(?:the )?$")
LIVE_IN = re.compile(r"\b(?:residents|inhabitants|villagers|people|locals) of$")
TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(words.TITLES)})\.?\s$")
OBJECT_GAP = re.compile(
    rf"\s(?:(?:the|a|an|and|nearby|southern|northern|eastern|western|central|rural|besieged|both|two|three|several|some|against|parts|outskirts|vicinity|countryside|of"
    rf"|areas?|neighbou?rhoods?|positions|farms|targets|residential|[\w']+-held|[\w']+-controlled|{words.PLACE_NOUNS}) )*$"
)
# "a Chinese trader", "the Ossetian checkpoint": an adjective of a people before a small noun is no place.
DEMONYM = re.compile(
    r"[\w-]+(?:ese|ian|ean|ish|stani|aqi|ouri|rain[ei]|emeni)"
    r"|(?:[\w-]+-)?(?:israeli|somali|nepali|saudi|emirati|kuwaiti|qatari|omani|dutch|french|greek|turk|arab|kurd|thai|swiss|czech)"
)
# "Turkish-backed", "SDF": they describe or name who acts, unless a word of place stands before.
ABOUT_OTHERS = re.compile(
    r"-(?:backed|loyal|led|held|control(?:led)?|affiliated|aligned|linked|allied|run|based|majority|made|era|style)$"
)
ACRONYM = re.compile(r"[A-Z]{2,5}")
NAMED_IN = re.compile(r"\b(?:in|at|near|outside|around) (?:the )?$")
MANNED = re.compile(r"checkpoints?|base|camp|lines?|front|airbase|air base")
LINES = re.compile(
    r"line of (?:control|contact|demarcation|separation)|(?:contact|demarcation|ceasefire|armistice) line", re.I
)
OBJECT = re.compile(r"(?: (?:on|at|near|of|the|a|an|its|their|[\w'-]+)){0,4} ?")
OWNER = re.compile(r"[\w-]+'s? (?=\S)")
ADJACENT = re.compile(
    r" (?!and\b|or\b|in\b|on\b|at\b|by\b|near\b|from\b|to\b|was\b|were\b|is\b|after\b|with\b|for\b|as\b|when\b|late\b|early\b)[a-z]"
)

"""Words around a party's name: what governs it, what makes it an army, what only describes another."""

import re

from tracker.extract.rules_data import words

ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "es", "ul"})
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "their",
        "two",
        "three",
        "four",
        "five",
        "several",
        "some",
        "many",
        "more",
        "other",
        "both",
        "all",
        "unidentified",
        "armed",
        "local",
        "joint",
        "pro-government",
        "former",
        "senior",
        "heavy",
        "intense",
        "fierce",
        "new",
        "nearby",
        "so-called",
        "self-proclaimed",
        "self-declared",
        "allied",
        "and",
        "members",
        "of",
        "member",
        "fighters",
        "terrorists",
        "extremists",
        "gunmen",
        "militants",
        "militiamen",
        "suspected",
        "soldiers",
        "units",
        "unit",
        "positions",
        "position",
        "elements",
        "of",
        "forces",
        "troops",
        "least",
        "at",
    ]
)
PREPOSITIONS = frozenset(
    [
        "by",
        "against",
        "on",
        "at",
        "with",
        "from",
        "near",
        "to",
        "for",
        "in",
        "between",
        "into",
        "towards",
        "toward",
        "among",
        "over",
        "under",
        "including",
        "than",
        "despite",
        "like",
        "targeting",
        "upon",
        "around",
        "inside",
        "outside",
        "of",
        "through",
        "onto",
        "through",
        "alongside",
    ]
)
# "fighters of X", "gunmen from X" are X; the words before "of" say how they stand to the verb.
MEMBERS_OF = re.compile(
    r"\b(?:fighters?|terrorists?|extremists?|members?|soldiers?|forces|units?|elements|militants|rebels|troops|gunmen|militiamen|guerrillas|warplanes|jets|aircraft|drones|artillery|positions?|commanders?|combatants|supporters|loyalists|patrols?|convoys?|teams?|columns?|groups?|crews?)"
    r" (?:of|from) (?:the |a )?(?:(?:so-called|self-proclaimed|self-declared|self-styled|breakaway) )?$"
)
WORDS_LEFT = re.compile(r"[\w'-]+|[,;:]")
FORCES_OF = re.compile(
    r"(?:[Tt]he )?(?P<people>[^\W\d_a-z][\w'-]+) (?:(?:armed|security|defen[cs]e|national|federal|people's) )?(?:forces?|army|troops|military|soldiers|government|navy|police)"
)
ARMED_AFTER = re.compile(
    r"(?: (?:[\w-]+ ){0,1}?(?:soldiers?|servicem[ae]n|service members?|troops|forces|army|military|positions?|posts?|artillery|aircraft|warplanes?|jets?|drones?|helicopters?|tanks?"
    r"|navy|gunboats?|police\w*|officers?|personnel|units?|fire|shelling|strikes?|air ?strikes?|bombardment|mortars?|rockets?|side|lines|base|convoy|patrol|outposts?|conscripts?|border guards?|gunners?|snipers?|command\w*|marines?))(?![\w-])"
)
ARMY = re.compile(r"(?<!\w)(?:army|armed forces|military|defen[cs]e forces?|soldiers|national police)(?!\w)")
REGULARS = re.compile(
    r"(?<![\w-])(?:soldiers?|servicem[ae]n|servicewom[ae]n|army|military(?= (?:said|says|spokes\w+|posts?|positions?|bases?|convoys?|vehicles?|trucks?|barracks|checkpoints?|patrols?|aircraft|camps?|outposts?))"
    r"|conscripts?|navy|sailors|air force|garrison|troops)(?![\w-])"
)
SIDES_WITH = re.compile(r"(?<![\w-])(?:pro|anti)-$")
LAST_WORD = re.compile(r"([\w'-]+) $")
OTHERS_ARMY = frozenset(
    {
        "foreign",
        "rebel",
        "allied",
        "un",
        "peacekeeping",
        "enemy",
        "their",
        "his",
        "its",
        "our",
        "former",
        "retired",
        "opposing",
        "mercenary",
        "child",
        "both",
        "salvation",
    }
)
# "Houthi-run", "X-backed": the name only describes another.
DESCRIBES = re.compile(
    r"-(?:run|held|controlled|backed|led|occupied|aligned|affiliated|allied|linked|administered|owned|loyal|majority|supported|sponsored|dominated"
    r"|based|born|mediated|brokered|made|supplied|proposed|built|ruled|funded|besieged|populated|imposed)\b|(?:'s?)?(?: recently)?[- ](?:backed|held|controlled)\b(?! by)"
)
CIVIL = re.compile(rf"(?<![\w-])(?:{words.CIVILIAN_WORDS})(?![\w-])")

"""Word lists of the reader that are not triggers: speech, furniture, places, dates, casualties."""

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "gov",
        "sen",
        "rep",
        "prof",
        "st",
        "mt",
        "no",
        "nos",
        "fig",
        "vs",
        "approx",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.n",
        "u.k",
        "u.a.e",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "inc",
        "ltd",
        "co",
        "al",
    ]
)

# Lines of a page that are not its text. Tested at the start of a paragraph, or anywhere where marked.
FURNITURE_START = (
    r"(?:share this|read more|read also|see also|also read|related(?: articles?| stories)?|advertisement|sponsored|follow us|sign up|subscribe"
    r"|copyright|©|all rights reserved|photo(?:graph)?:|image:|video:|file (?:photo|picture)|watch:|tags?:|listen to|click here|print this"
    r"|comments?\b|newsletter|more on this|editing by|reporting by|writing by|home\s*[/>|»]|news\s*[/>|»])"
)
FURNITURE_ANYWHERE = (
    r"\((?:photo|image|picture|file photo|photograph|photos?) (?:by|via|from|credit|courtesy)\b|website can also be accessed|\[(?:photo|getty|reuters"
    r"|afp|ap|file)[^\]]{0,60}\]|cookies? (?:policy|settings)|terms of (?:use|service)|www\.\S+\.\w{2,}\s*$|getty images"
)

SPEECH = (
    r"(?:said|says|say|reported|reports|claimed|claims|confirmed|confirms|announced|announces|stated|states|added|adds|alleged|alleges|declared"
    r"|declares|noted|notes|wrote|writes|insisted|insists|acknowledged|admitted|maintained|concluded|concludes|revealed|disclosed|indicated"
    r"|stressed|posted|tweeted|warned|warns|complained|argued|asserted|estimated|informed|explained|told|tells|found that|documented|documents"
    r"|recorded|records|registered|registers|logged|counted|observed|heard|denied|denies|denying|rejected|rejects|dismissed|accused|accuses|blamed"
    r"|blames|charged that|condemned|threatened|threatens|vowed|vows|pledged|quoted|published|verified|tallied|received reports|noted that"
    r"|mentioned|relayed|testified|recounted|described|denounced|lodged|protested|detailed|recalled|detected|spotted|ruled|determined|concluded that)"
)

# Nouns that stand for the one who was quoted before ("the London-based group said").
SPEAKER_NOUNS = (
    r"(?:group|monitor|monitors|observatory|organi[sz]ation|watchdog|network|mission|centre|center|agency|ministry|statement|spokes(?:man|woman|person)"
    r"|official|commander|officer|source|sources|report|commission|committee|observers|spokesperson|channel|bulletin|body|institution|witness(?:es)?)"
)

PLACE_NOUNS = (
    r"(?:villages?|towns?|cit(?:y|ies)|districts?|sub-?districts?|neighbou?rhoods?|areas?|hamlets?|settlements?|suburbs?|camps?|quarters?"
    r"|municipalit(?:y|ies)|communit(?:y|ies)|localit(?:y|ies)|townships?|valleys?|countryside|outskirts|vicinity|surroundings|farms?|farmland"
    r"|islands?|ports?|enclaves?|front ?lines?|crossroads|junction|corridor|peninsula|plain|mountains?|hills?|heights|desert|oasis|border|coast"
    r"|direction|edge|edges|entrance|centre|center|cent(?:er|re)s|parts?|axis|axes|sector|sectors|fronts?|road|highway|line|pocket|strip|region|airports?|air ?bases?|airfields?|bridges?|garrisons?|barracks|stations?"
    r"|regions?|provinces?|governorates?|states?|count(?:y|ies)|oblasts?|departments?|prefectures?|woreda|zone|rural|locality|commune|raion|parish)"
)
REGION_NOUNS = r"(?:provinces?|governorates?|regions?|oblasts?|states?|count(?:y|ies)|departments?|prefectures?|krai|canton|voivodeship|zone|wilayat?|division)"
# Nouns that stay part of a name although they are written small.
FEATURE_NOUNS = (
    r"(?:road|highway|air ?base|airport|airfield|gas field|oil field|field|refugee camp|camp|bridge|dam|crossing|checkpoint|hills?|mountains?"
    r"|heights|junction|mills?|mine|refinery|base|power plant|river|canal|front|line|forest|valley|farms?)"
)
PLAIN_PLACE_NOUNS = (
    r"(?:villages?|towns?|city|cities|districts?|sub-?districts?|neighbou?rhoods?|areas?|islands?|suburbs?|settlements?|quarter|municipality|locality"
    r"|hamlet|township|countryside|desert|enclave|outskirts|front ?line|axis|peninsula|sector)"
)

# A place after one of these is not where the act was.
DISTRACTOR_NOUNS = (
    r"(?:talks|negotiations|conference|summit|hospitals?|clinic|medical centre|medical center|meetings?|headquarters|based|office|embassy|capital"
    r"|ceremony|funeral|signed|agreed|brokered|hosted|born|exile|court|parliament|university|consultations|ceasefire|truce|accord|agreement|deal"
    r"|returned|fled|flee|displaced|evacuated|transferred|taken|treated|arrived|travel+ed|spoke|speaking|telephone|refugees|visit|interview|conference"
    r"|delegation|residents|sources?|spokes(?:man|woman|person)|officials?|activists?|correspondent|reporter|governor|mayor|police chief|ruler|authorities)"
)

# Capitalised lines and zones that are no place by themselves.
NO_PLACES = frozenset(
    {
        "line of control",
        "loc",
        "contact line",
        "line of contact",
        "line of demarcation",
        "red cross",
        "red crescent",
        "security council",
    }
)

TITLES = frozenset(
    [
        "president",
        "minister",
        "general",
        "colonel",
        "major",
        "captain",
        "lieutenant",
        "brigadier",
        "commander",
        "sheikh",
        "king",
        "prince",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "secretary",
        "ambassador",
        "envoy",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "governor",
        "mayor",
        "correspondent",
        "leader",
        "chief",
        "admiral",
        "sergeant",
        "premier",
        "chancellor",
    ]
)
ORGANISATION_WORDS = frozenset(
    [
        "ministry",
        "army",
        "front",
        "forces",
        "force",
        "party",
        "observatory",
        "agency",
        "committee",
        "mission",
        "council",
        "movement",
        "brigade",
        "brigades",
        "union",
        "nations",
        "news",
        "press",
        "tv",
        "radio",
        "university",
        "hospital",
        "network",
        "commission",
        "centre",
        "center",
        "organisation",
        "organization",
        "group",
        "coalition",
        "command",
        "staff",
        "service",
        "office",
        "department",
        "battalion",
        "division",
        "corps",
        "league",
        "authority",
        "authorities",
        "government",
        "parliament",
        "programme",
        "program",
        "fund",
        "unicef",
        "unhcr",
        "who",
        "un",
        "osce",
        "reuters",
        "afp",
        "ap",
        "tribunal",
        "court",
        "administration",
        "board",
        "police",
        "guard",
        "guards",
        "militia",
        "alliance",
        "programme",
        "crescent",
        "cross",
        "foundation",
        "institute",
        "society",
        "company",
        "times",
        "post",
        "journal",
        "rights",
        "watch",
        "amnesty",
        "international",
        "church",
        "muslim",
        "christian",
        "islamic",
        "national",
        "republic",
        "people's",
        "state",
    ]
)
CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "ramadan",
        "eid",
        "new",
        "year",
        "eve",
    ]
)
NOT_NAMES = frozenset(
    [
        "continued",
        "continuous",
        "continuing",
        "massive",
        "violent",
        "renewed",
        "intense",
        "intensive",
        "heavy",
        "fierce",
        "deadly",
        "huge",
        "powerful",
        "ongoing",
        "sporadic",
        "limited",
        "raids",
        "warplanes",
        "casualties",
        "loud",
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "and",
        "or",
        "but",
        "for",
        "from",
        "by",
        "with",
        "as",
        "after",
        "before",
        "since",
        "during",
        "while",
        "when",
        "although",
        "however",
        "meanwhile",
        "also",
        "it",
        "its",
        "they",
        "their",
        "he",
        "his",
        "she",
        "her",
        "we",
        "our",
        "you",
        "there",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "most",
        "several",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "one",
        "both",
        "each",
        "all",
        "no",
        "not",
        "if",
        "what",
        "who",
        "which",
        "where",
        "why",
        "how",
        "according",
        "despite",
        "amid",
        "following",
        "earlier",
        "later",
        "local",
        "government",
        "rebel",
        "rebels",
        "opposition",
        "grad",
        "shelling",
        "clashes",
        "more",
        "at",
        "least",
        "about",
        "nearly",
        "around",
        "over",
        "under",
        "into",
        "between",
        "near",
        "outside",
        "inside",
        "off",
        "residents",
        "shells",
        "rockets",
        "mortars",
        "i",
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "km",
        "mm",
        "ied",
        "ieds",
        "uav",
        "uavs",
    ]
)

CIVILIAN_WORDS = (
    r"(?:civilians?|residents?|villagers?|(?:village |tribal |local )?(?:chiefs?|elders?)|mayors?|women|woman|child(?:ren)?|girls?|boys?|infants?|bab(?:y|ies)|family|families|farmers?|shepherds?|fishermen"
    r"|fisherman|journalists?|reporters?|teachers?|students?|pupils|monks?|nuns?|priests?|imams?|doctors?|nurses?|medics?|paramedics?|workers?|drivers?"
    r"|worshippers|shoppers|passengers?|pedestrians?|houses?|homes?|residential|schools?|hospitals?|markets?|mosques?|churches|church|monastery|clinics?"
    r"|displaced people|refugees?|inhabitants|locals|traders?|merchants?|shopkeepers?|herders?|herdsmen|worshippers?|miners?|taxis?|minibus(?:es)?|bus(?:es)?|elderly|teenagers?|couple|mother|father|sisters?|brothers?|bakery|ambulances?|volunteers?"
    r"|aid workers?|humanitarian workers?|pensioners?|labourers?|laborers?|rescuers|rescue workers?|first responders|apartment|apartments)"
)
ARMED_WORDS = (
    r"(?:soldiers?|servicem[ae]n|service members?|troops|fighters?|combatants?|police(?:m[ae]n| officers?)?|guards?|officers?|gunm[ae]n|militants?|rebels?"
    r"|members?|personnel|terrorists?|extremists?|jihadists?|mercenar(?:y|ies)|thugs|separatists?|assailants?|attackers?|sailors|pilots?|rangers?|militias?|bandits?|sentries|security (?:forces|men)|commanders?|recruits?|conscripts?|men|operatives?|peacekeepers?|gendarmes?|marines?|militiam[ae]n|insurgents?|guerrillas?)"
)
PEOPLE_WORDS = r"(?:people|persons?|others?|individuals|man|men|lives|casualties|victims)"

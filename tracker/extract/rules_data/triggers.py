"""Trigger rules: which words speak of which kind of act. Types are ACLED's (codebook 2023), weapons are ours.

`frame` says how arguments stand around the words: `verb` (who VERB whom), `noun` (N by whom on whom), `either` (-ing),
`symmetric` (between A and B), `impact` (a projectile is the subject, so nobody is accused by position).
`strength` 3 names its act, 2 needs a weapon, an actor or a place to mean one, 1 only speaks of results.
A rule with a `weapon` lends it to the other triggers of its clause.
"""

import re
from dataclasses import dataclass

from tracker.vocab import BreachMode, EventType, SubEventType, Weapon

B, X, C, S = EventType.BATTLES, EventType.EXPLOSIONS, EventType.CIVILIANS, EventType.STRATEGIC
HEAVY_WORDS = (
    r"(?:artillery|heavy[- ]weapons?|mortars?|rockets?|rocket-propelled grenades?|missiles?|tanks?|howitzers?|(?:under-barrel |automatic )?grenade[- ]launchers?|recoilless (?:rifles?|guns?)|anti-tank (?:guided )?(?:missiles?|weapons?)|grads?|shells?"
    r"|cannons?|multiple-launch|projectiles?|ordnance|rpgs?)"
)
GAP = r"(?: [\w'.-]+){0,4}?"


@dataclass(frozen=True)
class Rule:
    """One pattern over folded text; `event` is (event type, sub-event type)."""

    id: str
    pattern: str
    frame: str
    event: tuple[EventType, SubEventType]
    strength: int = 3
    weapon: str = Weapon.UNSTATED
    mode: str = BreachMode.COMBAT


SHELL = (X, SubEventType.SHELLING)
AIR = (X, SubEventType.AIR_STRIKE)
DEVICE = (X, SubEventType.EXPLOSIVE)
CLASH = (B, SubEventType.ARMED_CLASH)
TAKE = (B, SubEventType.NON_STATE_OVERTAKES)
ATTACK = (C, SubEventType.ATTACK)
ABDUCT = (C, SubEventType.ABDUCTION)
OTHER = (S, SubEventType.OTHER)
LOOT = (S, SubEventType.LOOTING)

# The order counts: of two rules that match at one place, the longer match wins, then the earlier rule.
RULES: tuple[Rule, ...] = (
    Rule(
        "shelling.verb",
        r"shelled|bombarded|mortared|pounded|shells? (?=the |a |\w+ly |positions)",
        "verb",
        SHELL,
        3,
        Weapon.HEAVY,
    ),
    Rule("shelling.verb_present", r"shell|bombards?|pounds?|re-shell(?:ed)?", "verb", SHELL, 3, Weapon.HEAVY),
    Rule("shelling.ing", r"shelling|shellings|bombarding|pounding", "either", SHELL, 3, Weapon.HEAVY),
    Rule(
        "shelling.noun",
        rf"(?:{HEAVY_WORDS}|artillery-and-mortar)(?: and {HEAVY_WORDS})?[- ](?:fire|shelling|bombardments?|barrages?|attacks?"
        r"|strikes?|salvos?|shells?|launches|rounds?)|bombardments?|barrages?|salvos?|fall of (?:\w+ ){0,2}(?:shells|rockets)",
        "noun",
        SHELL,
        3,
        Weapon.HEAVY,
    ),
    Rule(
        "shelling.impact",
        rf"(?:{HEAVY_WORDS}|mortar rounds?|rounds)(?: [\w'-]+){{0,4}}? (?:fell|falls?|landed|lands?|hits?|struck|slammed|rained"
        r"|crashed|exploded|impacted|smashed|were fired|was fired|killed|wounded|injured|damaged|destroyed|target)",
        "impact",
        SHELL,
        3,
        Weapon.HEAVY,
    ),
    Rule(
        "shelling.fired",
        rf"(?:fir(?:ed|es|ing|e)|launch(?:ed|es|ing)?|lobb(?:ed|ing)|us(?:ed|ing)){GAP} {HEAVY_WORDS}"
        r"(?: (?:rounds?|shells?|fire|rockets?|missiles?))?",
        "verb",
        SHELL,
        3,
        Weapon.HEAVY,
    ),
    Rule(
        "shelling.loose",
        r"(?:shells|rockets|mortars|missiles|mortar rounds|mortar shells|rocket shells)",
        "noun",
        SHELL,
        1,
        Weapon.HEAVY,
    ),
    Rule("air.verb", r"strafed|strafing|strafes?|air-?raided|carpet-bombed", "verb", AIR, 3, Weapon.AIRCRAFT),
    Rule("air.bombed", r"bombed|bombs? (?=the |positions)", "verb", AIR, 3, Weapon.AIRCRAFT),
    Rule("air.bomb_present", r"bomb", "verb", AIR, 2, Weapon.AIRCRAFT),
    Rule(
        "air.noun",
        r"(?:air|aerial|drone|uav|helicopter|warplane|jet)[- ]?(?:strikes?|raids?|bombardments?|bombings?|attacks?|sorties)"
        r"|bombing raids?|barrel[- ]bombs?(?: attacks?)?|air-dropped bombs?|bombing (?:runs?|sorties)",
        "noun",
        AIR,
        3,
        Weapon.AIRCRAFT,
    ),
    Rule("air.strike", r"strikes", "noun", AIR, 2),
    Rule(
        "air.drop",
        rf"(?:drop(?:ped|ping|s)?|releas(?:ed|ing)){GAP} (?:bombs?|munitions?|grenades?|explosives?|barrels?|charges?)",
        "verb",
        AIR,
        3,
        Weapon.AIRCRAFT,
    ),
    Rule(
        "device.noun",
        r"(?:car|roadside|truck|vehicle|motor(?:cycle|bike)|parcel|magnetic|sticky|nail|planted)[- ]bomb(?:s|ing|ings)?|ieds?"
        r"|improvised explosive devices?|explosive devices?|land-?mines?|anti-?(?:tank|personnel|vehicle)[- ](?:land)?mines?"
        r"|booby[- ]?trap(?:s|ped)?(?: (?:car|vehicle|house|motorcycle|explosions?|bombs?))?|mine (?:blast|explosion|detonation)s?"
        r"|sea mines?|naval mines?|claymores?(?: mines?)?|(?:home-?made|hidden|buried|remote-controlled|timed|concealed) (?:bombs?|devices?|explosives?)|(?:hit|struck|stepped on|drove over|ran over|triggered) an? mine|mines (?:exploded|laid)",
        "noun",
        DEVICE,
        3,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule(
        "device.bombing",
        r"bombings?|bomb (?:attack|blast|explosion)s?|bombs? (?:exploded|went off|detonated)",
        "noun",
        DEVICE,
        3,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule("device.blast", r"explosions?|exploded|explodes?|blasts?|detonat(?:ed|ions?|es)|went off", "noun", DEVICE, 2),
    Rule(
        "device.mine",
        r"(?<!gold )(?<!coal )(?<!of )mines?(?! (?:workers?|shaft|owner|clearance))",
        "noun",
        DEVICE,
        2,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule(
        "device.blew",
        r"blew (?:up|himself up|herself up|themselves up)|blown up|blows up|blowing up|detonating",
        "verb",
        DEVICE,
        3,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule(
        "suicide",
        r"suicide (?:bomb(?:ing|ings|er|ers|s)?|attack(?:s|ers?)?|car bomb)",
        "noun",
        (X, SubEventType.SUICIDE_BOMB),
        3,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule(
        "grenade",
        r"(?:hand[- ])?grenade (?:attacks?|explosions?|blasts?)|(?:hand )?grenades? (?:was|were|had been|is) (?:thrown|hurled|tossed|lobbed)|(?:threw|thrown|tossed|hurled|lobbed) (?:\w+ ){0,2}(?:hand )?grenades?|hand grenades?",
        "noun",
        (X, SubEventType.GRENADE),
        3,
        Weapon.EXPLOSIVE_DEVICE,
    ),
    Rule(
        "chemical",
        r"chemical (?:attacks?|weapons?|strikes?)|chlorine(?: gas)?|sarin|poison(?:ous)? gas|nerve agents?|toxic gas(?:es)?",
        "noun",
        (X, SubEventType.CHEMICAL),
        3,
        Weapon.CHEMICAL,
    ),
    Rule(
        "arms.verb",
        r"open(?:ed|s|ing)? fire|fir(?:ed|es|ing) (?:on|at|upon|into|towards?|across|shots?|live|warning|machine|small|heavy machine"
        r"|automatic|several shots|bursts?)|shot (?:at|dead|and|him|her|them|\w+ (?:people|civilians|soldiers|men))|shoot(?:s|ing)? (?:at|dead)"
        r"|gunned down|sniped(?: at)?|snip(?:ing) at|raked|shot and (?:killed|wounded|injured)|(?<=was )shot(?! down)|(?<=were )shot(?! down)|(?<=been )shot(?! down)|sprayed (?:[\w'-]+ ){0,4}with (?:bullets|gunfire)",
        "verb",
        CLASH,
        3,
        Weapon.SMALL_ARMS,
    ),
    Rule(
        "arms.noun",
        r"(?:small[- ]arms|machine[- ]?gun|heavy[- ]machine[- ]gun|sniper|rifle|automatic|light weapons|gun|live)[- ](?:and [\w-]+ )?"
        r"(?:fire|attacks?|shots|bullets)|gunfire|gunshots?|small arms|machine[- ]guns?|sniping|snipers?|shootings?|bursts of fire|(?:warning )?shots|a (?:warning |single )?shot",
        "noun",
        CLASH,
        3,
        Weapon.SMALL_ARMS,
    ),
    Rule("fire.under", r"(?<=under )(?:\w+ )?fire|fire from|firing|incoming fire", "noun", ATTACK, 2),
    Rule("fire.by", r"fire", "noun", ATTACK, 1),
    Rule(
        "clash.exchange",
        r"exchang(?:es|ed|ing|e)(?: of)?(?: [\w-]+){0,3} fire|trad(?:ed|ing) (?:[\w-]+ ){0,2}fire|fire-?fights?|gun-? ?(?:battles?|fights?)"
        r"|shoot-?outs?|cross-?fire|exchang(?:es|e|ed)(?: of)? (?:[\w-]+ ){0,2}(?:shots|shelling)",
        "symmetric",
        CLASH,
        3,
    ),
    Rule(
        "clash.noun",
        r"clash(?:es|ed|ing)?|skirmish(?:es|ed|ing)?|fought|fighting|battles?|battled|battling|fierce combat|heavy combat"
        r"|armed confrontations?|engagements?|infighting|street fighting",
        "symmetric",
        CLASH,
        3,
    ),
    Rule(
        "attack.verb",
        r"attacked|attacking|assaulted|assaulting|storm(?:ed|ing)|raided|raiding|ambushed|ambushing|assailed|stormed",
        "verb",
        ATTACK,
        2,
    ),
    Rule(
        "attack.noun",
        r"attacks?|assaults?|offensives?|ambush(?:es)?|incursions?|onslaughts?|counter-?attacks?|counter-?offensives?"
        r"|raids?|storms?|infiltrat(?:ion|ed|e|ing)(?: attempts?| operations?)?",
        "noun",
        ATTACK,
        2,
    ),
    Rule("attack.hit", r"hit|hits|hitting|struck|striking|strike|target(?:ed|s|ing)?|engaged", "verb", ATTACK, 2),
    Rule(
        "attack.murder",
        r"assassinat(?:ed?|es|ion|ions|ing)|execut(?:ed?|es|ing|ions?)|murder(?:ed|s|ing)?|massacre[sd]?|lynched|behead(?:ed|ings?)|(?:hack|stabb|beat|club|burn|hang|tortur|bludgeon)\w* (?:[\w'-]+ ){0,5}to death"
        r"|beat(?:en|ing)?(?: up)?(?= (?:the |a |an |two |three |several |\w+ )?(?:\w+ )?(?:men|man|chief|civilians?|villagers?|residents?|driver|drivers|farmers?|prisoners?|detainees|people|women|teachers?|journalists?))|tortur(?:ed|ing)|rap(?:ed|ing)|stabbed",
        "either",
        ATTACK,
        2,
    ),
    Rule("attack.shot_down", r"shot down|shoots? down|shooting down|downed|downing|brought down", "verb", CLASH, 2),
    Rule(
        "territory.verb",
        r"seiz(?:ed|es|ing|e|ure)|captur(?:ed|es|ing|e)|overr[au]n(?:ning)?|recaptur(?:ed|es|ing|e)|retook|retak(?:e[ns]?|ing)"
        r"|(?:took|taken|takes?|taking|gain(?:ed|s|ing)?|wrest(?:ed|ing)|seiz(?:ed|ing)|regain(?:ed|s|ing)?|retook|expand(?:ed|s|ing)?) "
        r"(?:(?:full|complete|partial|their|its|back) )*control|(?:took|taken|takes?|taking) over|occupied|occupying|occup(?:y|ies)"
        r"|taking (?:up )?(?:a |new )?positions?|(?:push|mov|roll|driv|march|cross|pour|sweep|surg|break|advanc)(?:ed|ing) into|(?:drove|swept|broke) into"
        r"|entered|captures? of|conquered|dislodg(?:ed|ing)|drove (?:[\w'-]+ ){1,4}out of|expelled (?:[\w'-]+ ){1,4}from",
        "verb",
        TAKE,
        3,
    ),
    Rule(
        "territory.took",
        r"(?:took|taken|takes?|taking)(?= (?:the |a |an |two |three |several |\w+ )?(?:\w+ )?(?:villages?|towns?|hills?|heights?|checkpoints?"
        r"|positions?|posts?|districts?|base|bridge|outposts?|settlements?|city|neighbou?rhoods?|airport|port))",
        "verb",
        TAKE,
        3,
    ),
    Rule("territory.took_name", r"took|takes|taken", "verb", TAKE, 0),
    Rule(
        "territory.fell",
        r"fell to|fallen to|fell into the hands of|falls to|captured by|lost control of|loses? (?:control of )?|pulled out of",
        "fell",
        TAKE,
        2,
    ),
    Rule(
        "territory.advance",
        r"advanc(?:ed|es|ing|e)|pushed (?:toward|towards|forward|deeper)|gained ground",
        "verb",
        TAKE,
        1,
    ),
    Rule(
        "abduction.verb",
        r"abduct(?:ed|s|ing)?|kidnap(?:p?ed|s|p?ing)?|detain(?:ed|s|ing)?|took (?:[\w'-]+ ){0,4}(?:hostage|captive|prisoner)"
        r"|taken (?:hostage|captive|prisoner)|forcibly disappeared|round(?:ed|ing) up|(?:took|taken|led|dragged) away|snatched",
        "verb",
        ABDUCT,
        3,
    ),
    Rule(
        "abduction.noun",
        r"abductions?|kidnappings?|hostage-taking|detentions?|enforced disappearances?",
        "noun",
        ABDUCT,
        3,
    ),
    Rule("arrest", r"arrest(?:ed|s|ing)?", "verb", (S, SubEventType.ARRESTS), 3),
    Rule(
        "looting",
        r"loot(?:ed|ing|s)|torch(?:ed|ing)|razed|bulldoz(?:ed|ing)|demolish(?:ed|ing)|set fire to|set (?:[\w'-]+ ){0,5}(?:ablaze|alight|on fire)"
        r"|burn(?:ed|t|ing) down|burn(?:ed|t|ing)(?: of)?(?= (?:[\w'-]+ ){0,4}?(?:houses?|homes?|villages?|shops?|crops|farms?|vehicles?|fields|huts|tents|stores?"
        r"|schools?|clinics?|posts?|churches|church|mosques?|granar|buildings?|trucks?|cars?|boats?|market))|pillag(?:ed|ing)|plunder(?:ed|ing)|ransack(?:ed|ing)|vandali[sz](?:ed|ing)",
        "verb",
        LOOT,
        3,
    ),
    Rule(
        "kill.casualties",
        r"(?:casualt(?:y|ies)|injuries)(?: and (?:injuries|wounded|casualties))?(?= (?:in|at|near|on|by)\b)",
        "noun",
        ATTACK,
        1,
    ),
    Rule("kill.died", r"died|perished|lost (?:his|her|their) (?:life|lives)", "verb", ATTACK, 1),
    Rule(
        "kill.weak",
        r"kill(?:ed|s|ing)?|wound(?:ed|s|ing)?|injur(?:ed|es|ing)|(?<=was )hurt|(?<=were )hurt|(?<=ly )hurt|slain|slaughter(?:ed|ing)?",
        "verb",
        ATTACK,
        1,
    ),
)

OBSTRUCTED = (
    r"(?:access|passage|entry|entrance|patrols?|convoys?|(?:humanitarian|relief|medical|food) (?:aid|supplies|deliver\w+|workers?)|aid|trucks?|roads?"
    r"|highways?|crossings?|monitors?|observers?|inspect\w+|inspectors?|(?:smm|monitoring|mission)(?:'s)? (?:uav|drone|camera)s?|deliver(?:y|ies)"
    r"|from (?:entering|passing|reaching|proceeding|crossing|leaving|visiting|returning|landing|moving|accessing|flying|working|harvesting|fishing|travel+ing|inspecting|monitoring|approaching|conducting|delivering|evacuating|taking off|using|going)|supplies|ambulances?|evacuation|gps|signals?|corridors?|peacekeepers?"
    r"|unloading|fuel|checkpoint)"
)
OBSTRUCT_RULES: tuple[Rule, ...] = (
    Rule(
        "obstruction.verb",
        r"(?:den(?:ied|ies|ying)|refus(?:ed|es|ing)|block(?:ed|s|ing)?|prevent(?:ed|s|ing)?|barr(?:ed|ing)|restrict(?:ed|s|ing)?"
        r"|obstruct(?:ed|s|ing)?|imped(?:ed|es|ing)|turned (?:back|away)|held up|delay(?:ed|ing)|jamm(?:ed|ing)|halted|stopped|clos(?:ed|ing)"
        rf"|withh(?:eld|olding))(?= (?:[\w'&.-]+,? ){{0,9}}?{OBSTRUCTED}\b)",
        "verb",
        OTHER,
        3,
        mode=BreachMode.ACCESS_DENIED,
    ),
    Rule(
        "obstruction.passive",
        r"(?:turned (?:back|away|around)|(?:denied|refused) (?:access|passage|entry|permission|entrance|landing)|(?:refused|denied) (?:[\w'&.-]+ ){1,4}(?:access|passage|entry)"
        r"|not (?:allowed|permitted) (?:through|in|to (?:pass|enter|proceed|land|cross))|forced to turn (?:back|around)|made to turn back)",
        "verb",
        OTHER,
        3,
        mode=BreachMode.ACCESS_DENIED,
    ),
    Rule(
        "obstruction.stopped",
        r"(?:stopped|held up|blocked|halted|detained|prevented|barred)(?= (?:at|by|for|near|on|from|in|outside))",
        "verb",
        OTHER,
        2,
        mode=BreachMode.ACCESS_DENIED,
    ),
    Rule(
        "obstruction.noun",
        r"(?:(?:denials?|refusal) of (?:access|passage|entry)|(?:gps |signal |radio )?(?:jamming|interference)|road ?blocks? (?:set up|erected)|(?:access|movement) restrictions)",
        "noun",
        OTHER,
        2,
        mode=BreachMode.ACCESS_DENIED,
    ),
    Rule(
        "siege.verb",
        r"cut(?:ting)? off (?:the |all |its |their )?(?:water|power|electricity|food|supplies|access|gas|road|main road)|besieg(?:ed(?= (?!neighbo|town|area|district|city|village|eastern))|ing|es)|laid siege to|tighten(?:ed|ing) (?:the|its|their) siege",
        "verb",
        OTHER,
        2,
        mode=BreachMode.SIEGE,
    ),
    Rule(
        "movement.verb",
        r"(?:re-?deploy|deploy|mov|station|mass|amass|position|transfer|brought in|send|sent)(?:ed|ing|s|es)?(?= (?:[\w'-]+ ){0,5}?(?:troops|tanks"
        r"|artillery|heavy weapons|heavy weaponry|howitzers?|armou?r|forces|fighters|soldiers|reinforcements|launchers?|armou?red|heavy equipment|guns))",
        "verb",
        OTHER,
        2,
        mode=BreachMode.MOVEMENT,
    ),
    Rule(
        "movement.dig",
        r"(?:dug|digging|built|building|erected|erecting|reinforced) (?:new )?(?:trenches|fortifications|positions|earthworks|checkpoints?|outposts?)",
        "verb",
        OTHER,
        2,
        mode=BreachMode.MOVEMENT,
    ),
    Rule(
        "heavy.present",
        r"heavy weapons? (?:were |was )?(?:seen|spotted|observed|in violation)|(?:weapons?|howitzers?|tanks?|mortars?|launchers?|guns?|artillery|systems?)(?: [\w()-]+){0,4}? in violation of",
        "noun",
        OTHER,
        2,
        mode=BreachMode.HEAVY_WEAPONS,
    ),
)

# Words that lend a weapon to a trigger of their clause without being one.
WEAPONS: tuple[tuple[str, str], ...] = (
    (Weapon.CHEMICAL, r"chemical weapons?|chlorine|sarin|poison gas|nerve agent"),
    (
        Weapon.AIRCRAFT,
        r"(?:war)?planes?|fighter jets?|jets?|aircraft|helicopters?|gunships?|drones?|uavs?|quadcopters?|air force|bombers?|from the air|loitering munitions?"
        r"|barrel bombs?|aerial|warplanes|air-launched|air ?strikes?|air raids?",
    ),
    (Weapon.HEAVY, rf"{HEAVY_WORDS}|gunboats?|heavy weapons?|batter(?:y|ies)|multiple rocket launchers?|anti-tank"),
    (
        Weapon.EXPLOSIVE_DEVICE,
        r"roadside bombs?|car bombs?|ieds?|improvised explosive devices?|land-?mines?|mines|bombs?|explosive devices?|suicide",
    ),
    (
        Weapon.SMALL_ARMS,
        r"snipers?|small[- ]arms|machine[- ]?guns?|gunfire|rifles?|bullets?|gunmen opened fire|light weapons|shots",
    ),
)

BY_WEAPON: dict[str, tuple[EventType, SubEventType]] = {
    Weapon.CHEMICAL: (X, SubEventType.CHEMICAL),
    Weapon.AIRCRAFT: AIR,
    Weapon.HEAVY: SHELL,
    Weapon.EXPLOSIVE_DEVICE: DEVICE,
    Weapon.SMALL_ARMS: CLASH,
}

ALL_RULES = RULES + OBSTRUCT_RULES
COMPILED = tuple((rule, re.compile(rf"(?<![\w-])(?:{rule.pattern})(?![\w])")) for rule in ALL_RULES)
COMPILED_WEAPONS = tuple((weapon, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")) for weapon, pattern in WEAPONS)

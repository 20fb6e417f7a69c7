"""What is read of languages without full rules: words for a counted violation, months, and days told from publication.

All patterns are compared with folded text, so they are folded here too; they use no upper-case escapes for that reason.
"""

import re
from dataclasses import dataclass

from tracker.extract.normalise import fold


@dataclass(frozen=True)
class Language:
    """`months` maps a folded name to its number; `days` a folded word to the days before publication."""

    counted: re.Pattern
    months: dict[str, int]
    days: dict[str, int]
    past_day: re.Pattern
    joins: tuple[str, ...]


def _months(*rows: str) -> dict[str, int]:
    """Each row holds the twelve months of one usage, separated by commas."""
    return {fold(name.strip()): number for row in rows for number, name in enumerate(row.split(","), 1)}


def _language(counted: str, months: dict[str, int], days: dict[str, int], past_day: str, joins: tuple[str, ...]):
    folded = {fold(word): back for word, back in days.items()}
    return Language(re.compile(fold(counted)), months, folded, re.compile(fold(past_day)), tuple(map(fold, joins)))


LANGUAGES = {
    "ar": _language(
        r"خرق\w*|خروق\w*|انتهاك\w*",
        _months(
            "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول",
            "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
        ),
        {"أمس": 1, "اليوم": 0},
        r"24 ساعة|٢٤ ساعة|(?:اليوم|الساعات) (?:الماضي|الماضية|الأخيرة)",
        ("و", "وفي", "في"),
    ),
    "ru": _language(
        r"нарушени\w*|случа\w+ (?:стрельбы|обстрел\w+)|обстрел(?:ов|а)",
        _months("января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря"),
        {"вчера": 1, "сегодня": 0},
        r"за (?:прошедшие |последние |истекшие |минувшие )?сутки|за последние 24 часа",
        ("и", "в", "и в", "а также в", "провинция", "провинции"),
    ),
    "uk": _language(
        r"порушен\w*|обстріл(?:ів|и|у)",
        _months("січня,лютого,березня,квітня,травня,червня,липня,серпня,вересня,жовтня,листопада,грудня"),
        {"вчора": 1, "сьогодні": 0},
        r"за (?:минулу |останню )?добу|за останні 24 години",
        ("та", "і", "й", "у", "в", "та у"),
    ),
    "tr": _language(
        r"ihlal\w*",
        _months("ocak,şubat,mart,nisan,mayıs,haziran,temmuz,ağustos,eylül,ekim,kasım,aralık"),
        {"dün": 1, "bugün": 0},
        r"son (?:24 saat|bir gün)\w*|geçen 24 saat\w*",
        ("ve", "ile"),
    ),
}

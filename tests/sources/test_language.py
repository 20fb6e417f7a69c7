import pytest

from tracker.sources import language

ENGLISH = (
    "Clashes broke out in the north of Hama province two hours after the ceasefire took effect, monitors said. " * 2
)
ARABIC = "قالت مصادر محلية إن اشتباكات وقعت في ريف حماة الشمالي بعد ساعات من سريان الهدنة بين الطرفين. " * 2


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (ENGLISH, "", "en"),
        (ARABIC, "en", "ar"),
        (ARABIC[:80], "en", "ar"),
        (ARABIC[:80], "fa", "fa"),
        ("Shelling in Skeik", "AR_sy", "ar"),
        ("Shelling in Skeik", "", ""),
        ("Shelling in Skeik", "x-klingon-1", ""),
        ("", "en-GB", "en"),
        ("اشتباكات في ريف حماة الشمالي بعد ساعات من الهدنة", "", "ar"),
    ],
)
def test_a_long_text_speaks_for_itself_and_a_short_one_takes_what_is_declared(text, declared, code):
    assert language.of(text, declared) == code

import pytest

from tracker.sources.walls import in_the_way

NEWS = "Two civilians were killed by shelling in Skeik on Friday, a local doctor said."


def wall(text, whole_text=None, has_password_field=False):
    return in_the_way(text, whole_text=whole_text or text, has_password_field=has_password_field)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please log in to read on.", "sign in"),
        ("Subscribe now. Already a subscriber? Sign in here.", "sign in"),
        ("يرجى تسجيل الدخول للمتابعة", "sign in"),
        ("Войдите, чтобы продолжить чтение статьи на нашем сайте сегодня.", "sign in"),
        ("We use cookies and similar means. By going on you consent to our use of cookies.", "cookies"),
        ("Just a moment. Checking your browser before you go on to o.example.", "prove"),
        ("Home. News. Contact.", "too little text"),
        ("", "too little text"),
    ],
)
def test_what_stands_in_place_of_an_article_is_named(text, said):
    assert said in wall(text)


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "The parties are to sign in Astana a text that they agreed without the consent of the local council.",
        "A mortar hit a security checkpoint near Hama, and unusual activity was seen at the airport afterwards.",
        NEWS + " Subscribe to read more.",
    ],
)
def test_short_news_is_an_article(text):
    assert wall(text, whole_text=text + "\nLog in\nWe use cookies.") is None


def test_a_long_article_about_passwords_and_cookies_is_an_article():
    assert wall("Subscribers must log in and accept cookies, the ministry said. " * 40, has_password_field=True) is None


def test_a_form_with_a_password_and_hardly_any_text_is_a_login_page():
    assert "sign in" in wall("The whole region at a glance, every day, in your mailbox.", has_password_field=True)

"""Pages that stand where an article should: sign in, accept cookies, prove to be a person."""

import re

# Words of the news itself must not match: parties that sign in Astana, a security checkpoint, someone's consent.
_CHECK = re.compile(
    r"just a moment\.|checking (?:if )?your browser|(?:enable|requires?|turn on) javascript"
    r"|verif(?:y|ying) (?:that )?you are|are you (?:a )?(?:human|robot)|captcha"
    r"|unusual (?:traffic|activity) from your|security check\b"
    r"|تحقق من أنك إنسان|включите javascript|javascript'i etkinleştir",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\blog[ -]?in\b|\bsign[ -]?(?:in|up) (?:to|with|or|for|now|here|using)\b|^\W*(?:please )?sign[ -]?(?:in|up)\W*$"
    r"|\bsubscri(?:be|bers?|ption)\b|create (?:an|your) (?:free )?account"
    r"|register (?:now|to (?:continue|read|view|access))|forgot(?:ten)? (?:your )?password|(?:continue|keep) reading"
    r"|تسجيل الدخول|سجل الدخول|اشترك الآن|كلمة المرور|\bвойти\b|\bвойдите\b|подпис(?:ка|чик|аться)|парол"
    r"|se connecter|connectez-vous|abonn(?:é|ez|ement)|mot de passe|anmelden|abonnieren|passwort|giriş yap|abone ol"
    r"|увійти|увійдіть|передплат|iniciar sesión|suscr[ií]b|contraseña|ورود به|رمز عبور",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b|\b(?:your consent|consent to)\b|\bgdpr\b|privacy (?:policy|settings|choices)|ملفات تعريف الارتباط"
    r"|файл\w* cookie|\bкуки\b|çerez|datenschutz|zustimm|confidentialité|política de privacidad|کوکی",
    re.IGNORECASE,
)
_KINDS = (
    (_CHECK, "The page asks the visitor to prove that it is a person, and shows no article."),
    (_LOGIN, "The page asks to sign in or to subscribe, and shows no article."),
    (_COOKIES, "The page asks to accept cookies, and shows no article."),
)
_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟\n]*")
_FEWEST_WORDS = 8
_SHORT = 1200
_NOT_LEFT = "Open it in a browser, copy the article, and paste it as text."


def in_the_way(text: str, *, whole_text: str, has_password_field: bool) -> str | None:
    """Why the page holds no article, as a sentence, or None where it does.

    `text`: what was taken for the article; `whole_text`: all that the page shows. A long text is an article even when
    it speaks of cookies or passwords; of a short one, what is left without its sentences of that sort must be news.
    """
    if len(text) > _SHORT:
        return None
    left = " ".join(sentence for sentence in _SENTENCE.findall(text) if not _is_wall(sentence))
    is_login_form = has_password_field and len(left.split()) < 5 * _FEWEST_WORDS
    if len(left.split()) >= _FEWEST_WORDS and not is_login_form:
        return None
    seen = f"{text}\n{whole_text[:_SHORT]}"
    if is_login_form:
        return f"{_KINDS[1][1]} {_NOT_LEFT}"
    reason = next((reason for pattern, reason in _KINDS if pattern.search(seen)), None)
    return f"{reason or 'No article is found on the page: there is too little text.'} {_NOT_LEFT}"


def _is_wall(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern, _ in _KINDS)

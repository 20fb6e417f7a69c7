"""Words about what accounts follow and how they are told."""

from tracker.vocab.word import Word


class Pace(Word):
    AT_ONCE = "at_once", "As it happens"
    DAILY = "daily", "Once a day"
    OFF = "off", "Not now"


class Channel(Word):
    MAIL = "mail", "E-mail"
    WEBHOOK = "webhook", "Webhook"

"""The optional language model as the readers of documents use it: configured by settings, its limits kept in Redis."""

import datetime as dt

import redis
from django.conf import settings

from tracker import extract, llm

FAILURES_BEFORE_PAUSE = 3
PAUSE_SECONDS = 300
DAY_SECONDS = 2 * 24 * 3600
PREFIX = "tracker:model:"


def is_on() -> bool:
    return bool(settings.LLM_URL and settings.LLM_MODEL)


def read(text: str, published_at: dt.datetime | None, context: extract.Context, *, now: dt.datetime) -> extract.Reading:
    """Read by the model. Raises llm.ModelError, with a sentence, where the rules have to do it."""
    endpoint = llm.Endpoint(settings.LLM_URL, settings.LLM_MODEL, settings.LLM_KEY, settings.LLM_TIMEOUT)
    return llm.read(text, published_at, context, endpoint, RedisGate(settings.LLM_DAILY_CAP, now.date()))


class RedisGate:
    """A day's cap and a pause after failures in a row, shared by all workers. Without Redis the model is not asked."""

    def __init__(self, cap: int, day: dt.date):
        self.cap = cap
        self.asked = f"{PREFIX}asked:{day.isoformat()}"
        self.client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)

    def closed(self) -> str | None:
        try:
            if self.client.exists(PREFIX + "pause"):
                return "The language model failed several times and is left alone for some minutes."
            asked = self.client.incr(self.asked)
            self.client.expire(self.asked, DAY_SECONDS)
        except redis.RedisError:
            return "The queue does not answer, so the language model's limits are not known."
        return None if asked <= self.cap else f"The day's {self.cap} questions to the language model are used up."

    def answered(self) -> None:
        self._quietly(lambda: self.client.delete(PREFIX + "failures"))

    def failed(self) -> None:
        self._quietly(self._count_failure)

    def _count_failure(self) -> None:
        if self.client.incr(PREFIX + "failures") >= FAILURES_BEFORE_PAUSE:
            self.client.set(PREFIX + "pause", 1, ex=PAUSE_SECONDS)
            self.client.delete(PREFIX + "failures")

    @staticmethod
    def _quietly(act) -> None:
        """What cannot be counted is not counted: the text has been read, one way or the other."""
        try:
            act()
        except redis.RedisError:
            return

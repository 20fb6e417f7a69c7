"""How often somebody may ask: counted in whole minutes, over all web processes where Redis answers."""

import ipaddress
import logging
import time

import redis
from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from tracker.api.problems import Problem
from tracker.models import ApiToken

logger = logging.getLogger(__name__)
WINDOW = 60  # seconds


def count_token(token: ApiToken) -> None:
    """One more question with this token. Raises Problem 429 when it is one too many."""
    _count(f"token:{token.pk}", settings.API_TOKEN_PER_MINUTE)


def count_address(address: str) -> None:
    """One more question without a token from this network address."""
    try:
        _count(f"address:{_household(address)}", settings.API_ANONYMOUS_PER_MINUTE)
    except Problem as problem:
        words = _("With a token of /account/tokens/ you may ask more often.")
        raise Problem(problem.status, f"{problem.detail} {words}", problem.headers) from None


def _household(address: str) -> str:
    """The address; of IPv6 the /64, which is one customer's and holds more addresses than anybody can count."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if known.version == 6:
        return str(ipaddress.ip_network((known, 64), strict=False).network_address)
    return str(known)


def _count(who: str, most: int) -> None:
    now = time.time()
    asked = _one_more(f"api:{who}:{int(now // WINDOW)}")
    if asked > most:
        wait = WINDOW - int(now % WINDOW)
        words = _("That was more than %(most)s questions a minute. Ask again in %(wait)s seconds.")
        raise Problem(429, words % {"most": most, "wait": wait}, {"Retry-After": str(wait)})


def _one_more(key: str) -> int:
    """How often this key was counted in its minute, with now. Without Redis each process counts by itself."""
    try:
        return _counted("shared", key)
    except (redis.RedisError, OSError) as error:
        logger.warning("The shared count of the API does not answer: %s", error)
        return _counted("default", key)


def _counted(name: str, key: str) -> int:
    caches[name].add(key, 0, timeout=2 * WINDOW)
    return caches[name].incr(key)

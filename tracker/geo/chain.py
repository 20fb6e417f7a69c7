"""Services one after another: the first that knows the name answers. What limits them is given from outside."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tracker.geo.services import Answer, Config, ServiceError, ask


class Cache(Protocol):
    """Answers that are kept, by service, name and countries; an empty list is an answer too."""

    def get(self, service: str, name: str, countries: tuple[str, ...]) -> list[Answer] | None: ...

    def put(self, service: str, name: str, countries: tuple[str, ...], answers: list[Answer]) -> None: ...


class Limits(Protocol):
    """One rate a service across all workers, and a pause after failures."""

    def wait(self, service: str) -> float:
        """Seconds until the service may be asked; 0 takes the turn."""

    def good(self, service: str) -> None: ...

    def bad(self, service: str, retry_after: float) -> None: ...


class Later(Exception):
    """No service could be asked now; `seconds` says when to try again. Nothing was lost."""

    def __init__(self, message: str, seconds: float):
        super().__init__(message)
        self.seconds = seconds


def answers(
    name: str, countries: tuple[str, ...], services: Mapping[str, Config], cache: Cache, limits: Limits
) -> Sequence[Answer]:
    """The first service's answers that are not empty; empty where all that could be asked know none.

    Raises Later where a service that might know it has to be waited for.
    """
    waiting: list[tuple[float, str]] = []
    for service, config in services.items():
        kept = cache.get(service, name, countries)
        if kept is None:
            pause = limits.wait(service)
            if pause > 0:
                waiting.append((pause, f"{service} is asked again in {pause:.0f} seconds."))
                continue
            try:
                kept = ask(name, service, config, countries)
            except ServiceError as error:
                limits.bad(service, error.retry_after)
                waiting.append((error.retry_after, str(error)))
                continue
            limits.good(service)
            cache.put(service, name, countries, kept)
        if kept:
            return kept
    if waiting:
        seconds, why = min(waiting)
        raise Later(why, seconds)
    return []

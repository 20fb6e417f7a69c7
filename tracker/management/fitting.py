"""The weights of matching fitted to pairs: logistic regression, each weight pulled back to what was judged beforehand.

In folds, an event and all that shares a pair with it stay on one side, so that nothing is judged by weights that have
seen it.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp

from tracker.rules import signs
from tracker.rules.blocking import EventFacts
from tracker.rules.matching_weights import WEIGHTS, Sign

PULL = 3.0  # how many pairs' worth of evidence a judged weight stands for
# How many of the pairs are of one event was for their maker to choose: hardly a judgement to go back to. What binds
# the product whatever pairs were chosen moves little: two villages are two events, and nothing said ties nothing.
FREE, FIRM = 0.1, 20.0
OWN_PULL = {
    Sign.ANY_TWO: FREE,
    Sign.EACH_ITS_OWN: FIRM,
    Sign.DAYS_OPEN: FIRM,
    Sign.PLACES_OPEN: FIRM,
}
ROUNDS, SWEEPS = 6, 40  # of choosing the likest claims anew; of the descent over all weights
CLOSE = 1e-4

Vector = dict[Sign, float]  # how often each sign is found in one pair of claims
Weights = dict[Sign, float]


@dataclass(frozen=True)
class Example:
    """A pair of texts as the signs of each pair of its claims; `events` group what belongs together."""

    same: bool
    events: tuple[str, ...]
    vectors: tuple[Vector, ...]


def vector(a: EventFacts, b: EventFacts) -> Vector:
    found = Counter({Sign.ANY_TWO: 1.0})
    for sign, _, times in signs.read(a, b):
        found[sign] += times
    return dict(found)


def odds(example: Example, weights: Weights) -> float:
    """Of the likest of the claims, in log-odds."""
    return max(_sum(each, weights) for each in example.vectors)


def fit(examples: Sequence[Example]) -> Weights:
    """The weights that tell the examples best, where a text with many claims is taken at its likest."""
    weights = {sign: weight.judged for sign, weight in WEIGHTS.items()}
    for _ in range(ROUNDS):
        likest = [max(each.vectors, key=lambda one: _sum(one, weights)) for each in examples]
        before, weights = weights, _descend(likest, [each.same for each in examples])
        if all(abs(weights[sign] - before[sign]) < CLOSE for sign in weights):
            break
    return weights


def out_of_fold(examples: Sequence[Example], folds: int, seed: int) -> list[float]:
    """The log-odds of each example by weights fitted to the other folds alone."""
    group = groups(examples)
    names = sorted(set(group))
    random.Random(seed).shuffle(names)  # noqa: S311 - folds, no secret
    fold = {name: number % folds for number, name in enumerate(names)}
    found = [0.0] * len(examples)
    for number in range(folds):
        weights = fit([each for each, name in zip(examples, group, strict=True) if fold[name] != number])
        for at, each in enumerate(examples):
            if fold[group[at]] == number:
                found[at] = odds(each, weights)
    return found


def groups(examples: Sequence[Example]) -> list[str]:
    """For each example the name of its group: examples that share an event, directly or through others."""
    parent: dict[str, str] = {}
    root = _root_in(parent)
    for each in examples:
        for event in each.events:
            parent[root(event)] = root(each.events[0])
    return [root(each.events[0]) for each in examples]


def _root_in(parent: dict[str, str]) -> Callable[[str], str]:
    def root(event: str) -> str:
        while parent.setdefault(event, event) != event:
            event = parent[event]
        return event

    return root


def _sum(found: Vector, weights: Weights) -> float:
    return sum(weights[sign] * times for sign, times in found.items())


def _descend(vectors: Sequence[Vector], truths: Sequence[bool]) -> Weights:
    """Newton's step for one weight after the other, until none moves."""
    weights = {sign: weight.judged for sign, weight in WEIGHTS.items()}
    sums = [_sum(each, weights) for each in vectors]
    shown = defaultdict(list)
    for at, each in enumerate(vectors):
        for sign, times in each.items():
            shown[sign].append((at, times))
    for _ in range(SWEEPS):
        farthest = 0.0
        for sign, places in shown.items():
            pull = OWN_PULL.get(sign, PULL)
            slope, bend = pull * (weights[sign] - WEIGHTS[sign].judged), pull
            for at, times in places:
                likely = 1 / (1 + exp(-sums[at]))
                slope += times * (likely - truths[at])
                bend += times * times * likely * (1 - likely)
            step = -slope / bend
            weights[sign] += step
            for at, times in places:
                sums[at] += step * times
            farthest = max(farthest, abs(step))
        if farthest < CLOSE:
            break
    return weights

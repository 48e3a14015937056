"""Chances, quick enough for millions of cases, and the same ones for the same seed."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice(Random):
    """A seeded source of chances."""

    def chance(self, share: float) -> bool:
        """Whether something that happens in a share of all cases happens now."""
        return self.random() < share

    def between(self, low: int, high: int) -> int:
        """A number from one to another, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, rows: Sequence[T]) -> T:
        """One of several, each as likely as the others."""
        return rows[int(self.random() * len(rows))]


class Wheel(Generic[T]):
    """A choice in which some outcomes are likelier than others."""

    def __init__(self, shares: Iterable[tuple[T, float]]) -> None:
        pairs = [(item, share) for item, share in shares if share > 0]
        self.items = [item for item, _share in pairs]
        self.sums = list(accumulate(share for _item, share in pairs))

    def spin(self, dice: Dice) -> T:
        """One outcome."""
        place = bisect(self.sums, dice.random() * self.sums[-1])
        return self.items[min(place, len(self.items) - 1)]

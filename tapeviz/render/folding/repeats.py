"""Finds real repetitions in a sequence: equal stretches that follow each other without a gap."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Run", "repetitions"]

# How many earlier-seen distances are tried as a period at one place.
CANDIDATES = 3
BASE, MODULUS = 1_000_003, (1 << 61) - 1


class Run(tuple[int, int, int]):
    """`(start, period, times)`: from `start` on, a stretch of `period` symbols stands `times` times."""

    __slots__ = ()

    @property
    def end(self) -> int:
        """Where the run ends, exclusive."""
        return self[0] + self[1] * self[2]


def repetitions(symbols: Sequence[int], *, fewest: int = 3) -> list[Run]:
    """The runs from left to right; none overlaps another.

    A single symbol counts from `fewest` times on, a longer stretch from two times on when it has at least `fewest`
    symbols. Stretches are compared by rolling hashes (Karp and Rabin, 1987) and what they find is compared again, so
    the time is linear.
    """
    hashes, powers = _prefixes(symbols)

    def equal(first: int, second: int, length: int) -> bool:
        one = (hashes[first + length] - hashes[first] * powers[length]) % MODULUS
        other = (hashes[second + length] - hashes[second] * powers[length]) % MODULUS
        return one == other

    following = _following(symbols)
    found: list[Run] = []
    at = 0
    while at < len(symbols):
        run = None
        again = at
        for _ in range(CANDIDATES):
            again = following[again]
            period = again - at
            if again >= len(symbols) or again + period > len(symbols):
                break
            if symbols[again - 1] != symbols[again + period - 1]:
                continue
            if equal(at, again, period):
                longest = _extended(symbols, at, period)
                if longest[2] >= fewest or longest[1] >= fewest < longest[1] * longest[2]:
                    run = longest
                    break
        if run is None:
            at += 1
        else:
            found.append(run)
            at = run.end
    return found


def _extended(symbols: Sequence[int], start: int, period: int) -> Run:
    """The run of that period as far as it goes."""
    times = 1
    after = start + period
    while after + period <= len(symbols) and symbols[after : after + period] == symbols[start : start + period]:
        times += 1
        after += period
    return Run((start, period, times))


def _prefixes(symbols: Sequence[int]) -> tuple[list[int], list[int]]:
    hashes, powers = [0], [1]
    for symbol in symbols:
        hashes.append((hashes[-1] * BASE + symbol + 1) % MODULUS)
        powers.append(powers[-1] * BASE % MODULUS)
    return hashes, powers


def _following(symbols: Sequence[int]) -> list[int]:
    """For each place, the next one with the same symbol; one past the end when there is none."""
    last: dict[int, int] = {}
    following = [len(symbols)] * (len(symbols) + 1)
    for at in range(len(symbols) - 1, -1, -1):
        following[at] = last.get(symbols[at], len(symbols))
        last[symbols[at]] = at
    return following

"""What a planted program does to gradients: which ways lead from a source to the target, and their breaks."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Cut", "Flow"]

TARGET = "<target>"


@dataclass(frozen=True)
class Cut:
    """One break. `answers` are the fair (cause, mark) pairs.

    `piece` is the block of statements it stands in, `step` its place there. `repairable`: a harmless step in its place
    opens the way. `repeats`: it runs in each round of a loop, on what the round before made.
    """

    answers: tuple[tuple[str, str], ...]
    kind: str
    surrounding: str
    piece: int
    step: int
    repairable: bool = True
    repeats: bool = False

    @property
    def cause(self) -> str:
        """The preferred cause."""
        return self.answers[0][0]


@dataclass
class Flow:
    """Values by name, and the steps between them; `order` gives the position of each block once that is known."""

    edges: dict[str, list[tuple[str, Cut | None]]] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)

    def connect(self, start: str, end: str, cut: Cut | None = None) -> None:
        """Data flows from `start` to `end`."""
        self.edges.setdefault(start, []).append((end, cut))

    def ways(self, start: str) -> list[tuple[Cut, ...]]:
        """The breaks of every way from a value to the target."""
        if start == TARGET:
            return [()]
        found = []
        for end, cut in self.edges.get(start, []):
            found += [((cut,) if cut else ()) + way for way in self.ways(end)]
        return list(dict.fromkeys(found))

    def is_followed(self, starts: list[str], value: str) -> bool:
        """Whether an unbroken way leads from one of the watched starts to the value."""
        seen: set[str] = set()
        waiting = list(starts)
        while waiting:
            current = waiting.pop()
            if current == value:
                return True
            if current not in seen:
                seen.add(current)
                waiting += [end for end, cut in self.edges.get(current, []) if cut is None]
        return False

    def best(self, ways: list[tuple[Cut, ...]]) -> list[tuple[Cut, ...]]:
        """The ways that need the fewest repairs; of those with one, only the one whose break runs first.

        A break that runs in each round of a loop is one place to repair, or several breaks in a row: both are fair.
        """
        most = min(len(way) + sum(cut.repeats for cut in way) for way in ways)
        found = sorted((way for way in ways if len(way) <= most), key=lambda way: (len(way), *map(self.time, way)))
        if most != 1:
            return found
        once = next((place for place, way in enumerate(found) if not way[0].repeats), len(found))
        return found[: once + 1]

    def time(self, cut: Cut) -> tuple[int, int]:
        """When a break runs."""
        return self.order.get(cut.piece, -1), cut.step

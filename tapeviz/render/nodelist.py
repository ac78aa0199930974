"""The picture as text, for a terminal: its nodes from the inputs to the target, each with what it is made from."""

from __future__ import annotations

import heapq
import textwrap
from collections import Counter
from collections.abc import Iterator

from tapeviz.render.layout import wrap
from tapeviz.render.parts import Edge, Node, Picture
from tapeviz.render.visible import crop

__all__ = ["node_list"]

CUT = "cut: "


def node_list(picture: Picture, columns: int) -> str:
    """The nodes of a picture in so many columns: `12  h = Tanh, line 2  <- 10, 11`, and below it what its rows say.

    A number after `<-` is that of another node; a constant that is used once stands there itself, and `~` is a write
    into a variable. Where a gradient is cut, its reason stands at the node behind the cut.
    """
    remark = wrap(picture.folded, columns) if picture.folded else []
    return "\n".join([*wrap(picture.title, columns), *_List(picture, columns).lines(), *remark])


class _List:
    def __init__(self, picture: Picture, columns: int) -> None:
        self.columns = columns
        self.nodes = {node.key: node for node in picture.nodes if node.kind != "use"}
        copies = {node.key: node.members[0] for node in picture.nodes if node.kind == "use"}
        holders = {thing: node.key for node in self.nodes.values() for thing in (*node.members, node.key)}
        self.into: dict[str, list[tuple[str, Edge]]] = {key: [] for key in self.nodes}
        for edge in picture.edges:
            tail = copies.get(edge.tail, edge.tail)
            self.into[edge.head].append((holders.get(tail, tail), edge))
        uses = Counter(tail for found in self.into.values() for tail, _ in found)
        bare = (key for key, node in self.nodes.items() if not (self.into[key] or node.rows or node.name))
        self.inline = {key for key in bare if uses[key] == 1}
        self.numbers = {key: number for number, key in enumerate(self.ordered(), 1)}

    def ordered(self) -> list[str]:
        """What leads to a node stands before it, but for what is written back into a variable."""
        at = {key: float(number) for number, key in enumerate(self.nodes)}
        users: dict[str, list[str]] = {}
        waits = Counter[str]()
        for head, found in self.into.items():
            for tail, edge in found:
                if not edge.write:
                    users.setdefault(tail, []).append(head)
                    waits[head] += 1
        # What is made of nothing stands right before its first use.
        at |= {key: min(at[user] for user in found) - 0.5 for key, found in users.items() if not waits[key]}
        ready = [(at[key], key) for key in self.nodes if not waits[key]]
        heapq.heapify(ready)
        ordered: list[str] = []
        while ready:
            _, key = heapq.heappop(ready)
            ordered.append(key)
            for head in users.get(key, ()):
                waits[head] -= 1
                if not waits[head]:
                    heapq.heappush(ready, (at[head], head))
        held = set(ordered)
        return [key for key in (*ordered, *(key for key in self.nodes if key not in held)) if key not in self.inline]

    def lines(self) -> Iterator[str]:
        """All nodes that have a number."""
        digits = len(str(len(self.numbers)))
        for key, number in self.numbers.items():
            yield from self.node(f"{number:>{digits}}  ", self.nodes[key])

    def node(self, number: str, node: Node) -> Iterator[str]:
        """One node: what it is and what leads to it, then its rows."""
        named = (node.name, node.title) if node.kind != "op" or not node.name else (f"{node.name} = {node.title}",)
        words = ", ".join(filter(None, (*named, node.place, "target" if node.target else "")))
        made_from = ", ".join(("~" if edge.write else "") + self.called(tail) for tail, edge in self.into[node.key])
        yield crop(f"{number}{words}{f'  <- {made_from}' if made_from else ''}", self.columns)
        indent = " " * (len(number) + 2)
        text = "; ".join([*(row.text for row in node.rows), *self.beside(node)])
        yield from textwrap.wrap(
            text, self.columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )

    def beside(self, node: Node) -> Iterator[str]:
        """What stands on the edges to a node, and the name that opens it."""
        for tail, edge in self.into[node.key]:
            if edge.cut:
                yield f"cut from {self.called(tail)}: {edge.cut.removeprefix(CUT)}"
            elif "/" in edge.slope:
                yield edge.slope
        if node.opens:
            yield f"--open {node.opens}"

    def called(self, key: str) -> str:
        return self.nodes[key].title if key in self.inline else str(self.numbers[key])

"""The parts of a picture: nodes with their rows, edges, and what is said of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Edge", "Kind", "Node", "Picture", "Row"]

Kind = Literal[
    "variable", "constant", "earlier", "op", "host", "rebound", "skipped", "write", "fold", "use", "other", "port"
]


@dataclass(frozen=True, slots=True)
class Row:
    """One line inside a node."""

    text: str
    style: Literal["value", "gradient", "none", "cut", "faint", "warn"] = "value"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: `name` is the user's, `title` what it is, `place` where. `reach` False: no gradient gets here.

    `members` are the keys of the things that a fold or a second use stands for; `opens` is what `%tape graph --open`
    calls a fold. A `port` is where a line crosses the frame of an opened fold.
    """

    key: str
    kind: Kind
    title: str
    name: str = ""
    place: str = ""
    rows: tuple[Row, ...] = ()
    reach: bool | None = None
    target: bool = False
    cut: str = ""
    failed: bool = False
    tooltip: str = ""
    members: tuple[str, ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Data flow from `tail` to `head`; a `write` goes into a variable's state. `things` are the keys of what flows."""

    tail: str
    head: str
    dead: bool = False
    write: bool = False
    way: bool = False
    cut: str = ""
    amount: int = 1
    slope: str = ""
    things: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything drawn. `folded` says in words what was put together or left out, '' when nothing was."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str
    description: str
    folded: str = ""

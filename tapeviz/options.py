"""The options of the `%%tape` line: what they are called, what they take, and which values are none."""

from __future__ import annotations

import difflib
import keyword
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from tapeviz.errors import BadInput

__all__ = ["GRAPHS", "OPTIONS", "SAVE_SUFFIXES", "Graph", "Option", "check_depth", "check_value", "unknown_option"]

MOST_ORDERS = 20
"""Each order differentiates the graph of the one before: the graphs grow faster than any use of them."""

Graph = Literal["auto", "full", "line", "layer", "path", "steps", "none"]
GRAPHS: tuple[Graph, ...] = ("auto", "full", "line", "layer", "path", "steps", "none")
SAVE_SUFFIXES = (".svg", ".png", ".dot", ".html", ".json")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the magic line; `value` names what it takes (None: a plain switch)."""

    name: str
    meaning: str
    value: str | None = None
    repeatable: bool = False


OPTIONS: dict[str, Option] = {
    option.name: option
    for option in (
        Option("--persistent", "keep the name `tape` usable after the cell"),
        Option("--watch", "tape.watch these before the cell runs", value="NAME", repeatable=True),
        Option("--no-watch-accessed", "do not watch the variables that the cell reads"),
        Option("--zero", "zeros in place of None, as unconnected_gradients=ZERO; the cause is still told"),
        Option("-o", "store the report under this name (it is always in `_tape`)", value="NAME"),
        Option("-q", "display nothing"),
        Option("--graph", f"what is drawn: {', '.join(GRAPHS)}", value="{" + ",".join(GRAPHS) + "}"),
        Option("--save", "save the report: .svg .png .dot .html .json", value="FILE"),
        Option("--depth", "how many levels of lines, layers and loops are unfolded", value="N"),
        Option("--order", "derivatives up to this order, by nested tapes; a None at any order is explained", value="N"),
        Option("--jacobian", "the derivative of every entry of the target by every entry of each source"),
        Option("--hessian", "the second derivatives by all pairs of sources: the Jacobian of the gradient"),
        Option("--try-fix", "run each remedy in a copy of the namespace, and say whether it gives the gradient"),
    )
}


def check_value(option: Option, value: str) -> str:
    """The value of an option, if it is one. Raises `BadInput`."""
    if option.name == "-o" and not (value.isidentifier() and not keyword.iskeyword(value)):
        raise BadInput(f"-o stores the report under a name, and {value!r} is none; write -o NAME")
    if option.name == "--graph":
        _check_graph(value)
    if option.name == "--depth":
        check_depth(value)
    if option.name == "--order" and not (value.isascii() and value.isdigit() and 0 < int(value) <= MOST_ORDERS):
        raise BadInput(f"--order takes a whole number from 1 to {MOST_ORDERS}, not {value!r}")
    if option.name == "--save" and PurePath(value).suffix.lower() not in SAVE_SUFFIXES:
        raise BadInput(f"--save cannot tell the format of {value!r}; end it in one of {' '.join(SAVE_SUFFIXES)}")
    return value


def _check_graph(value: str) -> None:
    if value not in GRAPHS:
        near = difflib.get_close_matches(value, GRAPHS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise BadInput(f"--graph takes one of {', '.join(GRAPHS)}, not {value!r}{hint}")


def check_depth(value: str) -> str:
    """The value of `--depth`, if it is one. Raises `BadInput`."""
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise BadInput(f"--depth takes a whole number from 1 on, not {value!r}")
    return value


def unknown_option(name: str) -> str:
    """What is said of an option that is none."""
    near = difflib.get_close_matches(name, OPTIONS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the options are {' '.join(OPTIONS)}"
    return f"unknown option {name}; {hint}"

"""The places where a run of steps may stand: straight in the cell, in a loop, in a function of any sort, in a layer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.planted.functions import FUNCTIONS, Function
from tests.planted.layout import spread
from tests.planted.program import stand_in, strip_marks
from tests.planted.step import Names

__all__ = ["Body", "Site", "Surrounding", "choose"]


@dataclass
class Site:
    """What a surrounding is given: how to write the statements, between which values, and where else to write."""

    write: Callable[[str, str], list[str]]
    rng: random.Random
    names: Names
    gives_array: bool = False
    setup: list[str] = field(default_factory=list)
    tag: str = ""
    modules: list[tuple[str, str]] = field(default_factory=list)

    def fresh(self, sort: str) -> str:
        """A new name."""
        return self.names.fresh(sort)


Body = Callable[[str, str], list[str]]
Place = Callable[[Site, str, str], list[str]]


@dataclass(frozen=True)
class Surrounding:
    """A named way to write a run of steps; `needs` says what the steps must be able to do."""

    name: str
    place: Place
    needs: Literal["", "graph", "expression", "bare", "layer", "while"] = ""
    weight: float = 1.0
    scales: bool = False
    repeats: bool = False
    fills_in_zeros: bool = False

    @property
    def gives_what_steps_give(self) -> bool:
        """Whether an ndarray of the last step is what the block gives; functions and sums give a tensor."""
        return self.name in (
            "straight",
            "chain over lines",
            "with block",
            "if block",
            "try block",
            "except block",
            "crowded line",
            "container",
        )


def indent(lines: list[str], by: int = 4) -> list[str]:
    """The lines, moved to the right."""
    return [" " * by + line if line else line for line in lines]


def _with_marks_of(x: str, name: str) -> str:
    """A parameter that stands for `x` is a use of what `x` is a use of."""
    return stand_in(x) + name


# ---- in the cell itself ----


def _straight(site: Site, x: str, y: str) -> list[str]:
    return site.write(x, y)


def _chain(site: Site, x: str, y: str) -> list[str]:
    return spread(site.write(x, y), site.rng)


def _loop(site: Site, x: str, y: str) -> list[str]:
    count = site.rng.choice([1, 2, 2, 3])
    return [f"{y} = {x}", f"for {site.fresh('t')} in range({count}):", *indent(site.write(_with_marks_of(x, y), y))]


def _while_loop(site: Site, x: str, y: str) -> list[str]:
    counter = site.fresh("t")
    body = [*site.write(_with_marks_of(x, y), y), f"{counter} += 1"]
    return [f"{y} = {x}", f"{counter} = 0", f"while {counter} < 2:", *indent(body)]


def _collecting_loop(site: Site, x: str, y: str) -> list[str]:
    parts, value, result = site.fresh("t"), site.fresh("t"), site.fresh("t")
    inside = [*site.write(_with_marks_of(x, value), result), f"{parts}.append({result})"]
    return [
        f"{parts} = []",
        f"for {value} in ({x}, 0.5 * {x}):",
        *indent(inside),
        f"{y} = tf.add_n({parts})",
    ]


def _summing_loop(site: Site, x: str, y: str) -> list[str]:
    number, result = site.fresh("t"), site.fresh("t")
    scaled = site.fresh("t")
    inside = [f"{scaled} = {x} * {number}", *site.write(scaled, result), f"{y} = {y} + {result}"]
    return [f"{y} = tf.zeros([3])", f"for {number} in (0.5, 1.5):", *indent(inside)]


def _under(head: str) -> Place:
    def place(site: Site, x: str, y: str) -> list[str]:
        return [head, *indent(site.write(x, y))]

    return place


def _taken_branch(site: Site, x: str, y: str) -> list[str]:
    flag = site.fresh("c")
    site.setup.append(f"{flag} = True")
    return [f"if {flag}:", *indent(site.write(x, y)), "else:", f"    {y} = {x}"]


def _try_block(site: Site, x: str, y: str) -> list[str]:
    return ["try:", *indent(site.write(x, y)), "finally:", f"    {site.fresh('t')} = None"]


def _except_block(site: Site, x: str, y: str) -> list[str]:
    return ["try:", "    raise ValueError('as always')", "except ValueError:", *indent(site.write(x, y))]


# ---- expressions ----


def _expression(site: Site, x: str) -> str:
    [line] = site.write(x, "it")
    return line.removeprefix("it = ")


def _comprehension(site: Site, x: str, y: str) -> list[str]:
    value, parts = site.fresh("t"), site.fresh("t")
    text = _expression(site, _with_marks_of(x, value))
    shapes = [
        [f"{parts} = [{text} for {value} in ({x}, 0.5 * {x})]", f"{y} = tf.add_n({parts})"],
        [f"{y} = sum({text} for {value} in [{x}, 0.5 * {x}])"],
        [f"{parts} = {{i: {text} for i, {value} in enumerate([{x}, 0.5 * {x}])}}", f"{y} = {parts}[0] + {parts}[1]"],
        [f"{parts} = [", f"    {text}", f"    for {value} in ({x}, 0.5 * {x})", "]", f"{y} = tf.add_n({parts})"],
        [f"{parts} = list(map(lambda {value}: {text}, [{x}, 0.5 * {x}]))", f"{y} = {parts}[0] + {parts}[1]"],
        [f"{y} = functools.reduce(lambda total, {value}: total + {text}, [{x}, 0.5 * {x}], tf.zeros([3]))"],
    ]
    return site.rng.choice(shapes)


def _map_fn(site: Site, x: str, y: str) -> list[str]:
    value = site.fresh("t")
    text = _expression(site, _with_marks_of(x, value))
    return [f"{y} = tf.reduce_sum(tf.map_fn(lambda {value}: {text}, tf.stack([{x}, 0.5 * {x}])), axis=0)"]


def _conditional_expression(site: Site, x: str, y: str) -> list[str]:
    flag = site.fresh("c")
    site.setup.append(f"{flag} = True")
    return [f"{y} = {_expression(site, x)} if {flag} else {x}"]


def _cond(site: Site, x: str, y: str) -> list[str]:
    return [f"{y} = tf.cond(tf.constant(True), lambda: {_expression(site, x)}, lambda: tf.zeros([3]))"]


def _container(site: Site, x: str, y: str) -> list[str]:
    """The value travels in a nest of containers."""
    holder = site.fresh("t")
    text = _expression(site, x)
    return site.rng.choice(
        [
            [f"{holder} = {{'parts': [{text}, None]}}", f"{y} = {holder}['parts'][0]"],
            [f"{holder} = ({x}, {text})", f"_, {y} = {holder}"],
            [f"{holder} = []", f"{holder}.extend([{text}])", f"{y} = {holder}.pop()"],
            [f"{y} = dict(value={text}, other=1)['value']"],
            [f"{holder} = types.SimpleNamespace(value={text})", f"{y} = {holder}.value"],
            [f"{holder} = collections.deque([{text}], maxlen=4)", f"{y} = {holder}[0]"],
            [f"{y}, *{holder} = [{text}, 1, 2]"],
            [f"{y} = list(zip([{text}], 'a'))[0][0]"],
            [f"{y} = next(iter([{text}]))"],
            [f"{y} = tf.nest.flatten({{'it': {text}}})[0]"],
            [f"{y} = (lambda: {text})()"],
            [f"{holder} = {{}}", f"{holder}.update(it={text})", f"{y} = {holder}.get('it')"],
            [f"{holder} = itertools.chain([{text}], [])", f"{y} = next({holder})"],
            [f"{y} = [[{text}]][0][-1]"],
            [f"print(({y} := {text}).shape)"],
        ]
    )


# ---- functions ----


def _function(made: Function, earlier: bool, outer: Place | None = None) -> Place:
    """A function written in the cell or in an earlier one; there, the line that calls it stands for what it does."""

    def place(site: Site, x: str, y: str) -> list[str]:
        definition, call = made.write(site, _with_marks_of(x, "a"))
        stood_for = ""
        if earlier:
            stood_for = stand_in("\n".join(definition))
            site.setup.extend(strip_marks(line) for line in definition)
            definition = []
        if outer is None:
            return [*definition, f"{y} = {stood_for}{call(x)}"]

        def write_call(inner_x: str, inner_y: str) -> list[str]:
            return [f"{inner_y} = {stood_for}{call(inner_x)}"]

        calling = Site(write_call, site.rng, site.names, site.gives_array, site.setup)
        return [*definition, *outer(calling, x, y)]

    return place


def _crowded(site: Site, x: str, y: str) -> list[str]:
    """Several statements on one line, after text that takes more bytes than characters."""
    note = site.fresh("t")
    return [f"{note} = 'größe → μ'; {y} = {_expression(site, x)}; {note} += '!'  # tf.round(x) says nothing here"]


def _continued(site: Site, x: str, y: str) -> list[str]:
    return [f"{y} = \\", f"    {_expression(site, x)}"]


def _awaited(earlier: bool) -> Place:
    def place(site: Site, x: str, y: str) -> list[str]:
        name = site.fresh("f")
        result = "tf.convert_to_tensor(b)" if site.gives_array else "b"
        body = [*site.write(_with_marks_of(x, "a"), "b"), f"return {result}"]
        lines = [f"async def {name}(a):", *indent(body), ""]
        if not earlier:
            return [*lines, f"{y} = await {name}({x})"]
        stood_for = stand_in("\n".join(lines))
        site.setup.extend(strip_marks(line) for line in lines)
        return [f"{y} = {stood_for}await {name}({x})"]

    return place


def _imported(site: Site, x: str, y: str) -> list[str]:
    """A helper in a module of the user's own."""
    module, name = f"own_{site.tag}", site.fresh("f")
    result = "tf.convert_to_tensor(b)" if site.gives_array else "b"
    body = [f"def {name}(a):", *indent([*site.write("a", "b"), f"return {result}"])]
    stood_for = stand_in("\n".join(body))
    head = [
        "import collections",
        "import json",
        "import math",
        "",
        "import keras",
        "import numpy as np",
        "import tensorflow as tf",
        "",
        "",
    ]
    site.modules.append((module, strip_marks("\n".join([*head, *body]) + "\n")))
    if site.rng.random() < 0.5:
        site.setup.append(f"from {module} import {name}")
        return [f"{y} = {stood_for}{name}({x})"]
    site.setup.append(f"import {module}")
    return [f"{y} = {stood_for}{module}.{name}({x})"]


_BLOCKS = (
    Surrounding("straight", _straight, weight=2.0),
    Surrounding("chain over lines", _chain, weight=2.0),
    Surrounding("loop", _loop, repeats=True),
    Surrounding("loop", _while_loop, weight=0.5, repeats=True),
    Surrounding("loop", _collecting_loop, weight=0.7, scales=True),
    Surrounding("loop", _summing_loop, weight=0.5, scales=True),
    Surrounding("with block", _under('with tf.name_scope("stage"):'), weight=0.4),
    Surrounding("with block", _under("with tf.GradientTape() as other_tape:"), weight=0.3),
    Surrounding("if block", _taken_branch, weight=0.5),
    Surrounding("try block", _try_block, weight=0.3),
    Surrounding("except block", _except_block, weight=0.3),
    Surrounding("if block", _conditional_expression, needs="expression", weight=0.5),
    Surrounding("if block", _cond, needs="expression", weight=0.3),
    Surrounding("container", _container, needs="expression", weight=1.5),
    Surrounding("crowded line", _crowded, needs="expression", weight=0.7),
    Surrounding("chain over lines", _continued, needs="expression", weight=0.4),
    Surrounding("async function", _awaited(earlier=False), weight=0.3),
    Surrounding("async function", _awaited(earlier=True), weight=0.3),
    Surrounding("imported module", _imported, needs="bare", weight=3.0),
    Surrounding("comprehension", _comprehension, needs="expression", weight=4.0, scales=True),
    Surrounding("tf.map_fn", _map_fn, needs="expression", weight=0.5, scales=True),
)


def _all() -> list[Surrounding]:
    found = list(_BLOCKS)
    loops: list[Place] = [_loop, _collecting_loop, _comprehension, _while_loop, _chain]
    for made in FUNCTIONS:
        for earlier in (False, True):
            name = f"{made.name}, {'earlier' if earlier else 'in cell'}"
            place = _function(made, earlier)
            flags = {"repeats": made.repeats, "fills_in_zeros": made.fills_in_zeros}
            found.append(Surrounding(name, place, made.needs, made.weight, scales=made.fills_in_zeros, **flags))
            if made.fills_in_zeros:
                continue
            found += [
                Surrounding(
                    name, _function(made, earlier, loop), made.needs, made.weight / 10, scales=True, repeats=True
                )
                for loop in loops
            ]
    return found


SURROUNDINGS = tuple(_all())


def choose(rng: random.Random, can: set[str], *, is_whole: bool, is_array: bool) -> Surrounding:
    """One of the surroundings that the steps can stand in.

    A whole number can not be multiplied by a half on its way in, and an ndarray must not become a tensor there.
    """
    fitting = [s for s in SURROUNDINGS if not s.needs or s.needs in can]
    if is_whole:
        fitting = [s for s in fitting if not s.scales]
    if is_array:
        fitting = [s for s in fitting if not s.repeats and s.needs not in ("layer", "graph") and s.name != "tf.map_fn"]
    return rng.choices(fitting, [surrounding.weight for surrounding in fitting])[0]

"""Random programs in random surroundings: traced, compiled, in threads, on another device, with numerics checked."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fallback.programs import Program, chains

__all__ = ["CONTAINERS", "PLACES", "Surrounded", "surrounded"]

CONTAINERS = ("lines", "function", "traced", "traced", "compiled", "traced, run eagerly")

DIFFERENTIATED = """\
with tf.GradientTape(persistent=True) as own:
    own.watch([{inputs}])
    {call}
g = own.gradient(y, [{inputs}])
"""
TWICE = """\
with tf.GradientTape() as outer:
    outer.watch([{inputs}])
    with tf.GradientTape() as own:
        own.watch([{inputs}])
        {deeper}
    g = own.gradient(y, [{inputs}])
    some = [tf.reduce_sum(tf.convert_to_tensor(d)) for d in g if d is not None]
gg = outer.gradient(some, [{inputs}]) if some else None
"""
PAUSED = """\
with tf.GradientTape(persistent=True) as own:
    own.watch([{inputs}])
    with own.stop_recording():
        {deeper}
    early = y
    {call}
g = [own.gradient(y, [{inputs}]), own.gradient(early, [{inputs}])]
"""
IN_A_THREAD = """\
import threading
failures = []
def work():
    global y, g
    try:
{inner}
    except Exception as problem:
        failures.append(problem)
thread = threading.Thread(target=work)
thread.start()
thread.join()
if failures:
    raise failures.pop()
"""
UNDER = "with {context}:\n{inner}"
ACROSS = """\
with tf.device("/CPU:1"):
    moved = tf.identity(x0)
{inner}
with tf.device("/CPU:1"):
    z = y * 2.0 + tf.cast(tf.reduce_sum(moved), y.dtype)
y = z
"""
CHECKED = "tf.debugging.enable_check_numerics()\n{inner}"
DRAWN = """\
noise = tf.random.normal([3]), tf.random.uniform([2], maxval=9, dtype=tf.int32)
generator = tf.random.Generator.from_seed(5)
{inner}
more = generator.normal([2]), tf.random.shuffle(tf.range(5)), tf.random.stateless_normal([2], [1, 2])
dropped = tf.nn.dropout(tf.ones([4]), 0.5)
"""
MIXED = """\
layer = tf.keras.layers.Dense(2, dtype="mixed_bfloat16", kernel_initializer="ones")
{inner}
with tf.GradientTape() as last:
    h = layer(tf.cast(tf.reshape(y, [1, 1]), tf.float32))
    loss = tf.reduce_sum(tf.cast(h, tf.float32)) * 256.0
slopes = last.gradient(loss, layer.trainable_variables)
kernel = layer.kernel.numpy()
"""
PLACES = {
    "here": "{inner}",
    "here too": "{inner}",
    "in a thread": IN_A_THREAD,
    "in an init_scope": UNDER.replace("{context}", "tf.init_scope()"),
    "on the second CPU": UNDER.replace("{context}", 'tf.device("/CPU:1")'),
    "across both CPUs": ACROSS,
    "with checked numerics": CHECKED,
    "with random numbers": DRAWN,
    "with mixed precision": MIXED,
    "in a name scope": UNDER.replace("{context}", 'tf.name_scope("mine")'),
}
WAYS = (DIFFERENTIATED, DIFFERENTIATED, TWICE, PAUSED)


@dataclass(frozen=True)
class Surrounded:
    """A program, how its lines are run, where, and whether its inputs are variables."""

    program: Program
    container: str
    place: str
    way: str
    has_variables: bool
    seed: int

    @property
    def inputs(self) -> list[str]:
        return [f"x{i}" for i in range(len(self.program.inputs))]

    @property
    def line(self) -> str:
        """What the magic line asks for."""
        return f"y wrt {'; '.join(self.inputs)}"

    def names(self) -> dict[str, Any]:
        """Fresh inputs."""
        import tensorflow as tf

        make = tf.Variable if self.has_variables else tf.constant
        return {name: make(array) for name, array in zip(self.inputs, self.program.inputs, strict=True)}

    @property
    def cell(self) -> str:
        """The text that both runs execute."""
        names = ", ".join(self.inputs)
        call = "\n".join(self.program.lines) if self.container == "lines" else f"y = f({names})"
        core = self.way.format(inputs=names, call=_indented(call, 4), deeper=_indented(call, 8))
        place = PLACES[self.place]
        return self._definition() + place.format(inner=textwrap.indent(core, " " * _DEEPER.get(place, 0)))

    def _definition(self) -> str:
        if self.container == "lines":
            return ""
        body = textwrap.indent("\n".join([*self.program.lines, "return y"]), "    ")
        decorator = {"traced": "@tf.function\n", "compiled": "@tf.function(jit_compile=True)\n"}
        eager = "tf.config.run_functions_eagerly(True)\n" if "eagerly" in self.container else ""
        chosen = decorator.get(self.container, decorator["traced"] if eager else "")
        return f"{eager}{chosen}def f({', '.join(self.inputs)}):\n{body}\n"

    def __str__(self) -> str:
        kind = "variables" if self.has_variables else "constants"
        return f"{self.container}, {self.place}, {kind}, seed {self.seed}\n{self.program}\n--\n{self.cell}"


# How far to the right a program stands in surroundings that are blocks.
_DEEPER = {IN_A_THREAD: 8, **{text: 4 for text in PLACES.values() if text.endswith(":\n{inner}")}}


def _indented(text: str, by: int) -> str:
    """The text with its lines after the first moved to the right."""
    return text.replace("\n", "\n" + " " * by)


@st.composite
def surrounded(draw: st.DrawFn) -> Surrounded:
    """A chain of ops in one of the surroundings."""
    return Surrounded(
        draw(chains()),
        draw(st.sampled_from(CONTAINERS)),
        draw(st.sampled_from(list(PLACES))),
        draw(st.sampled_from(WAYS)),
        draw(st.booleans()),
        draw(st.integers(0, 1000)),
    )

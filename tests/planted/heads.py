"""What a run of steps starts from: a variable or tensor of some kind, and what is known of it as a source."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.planted.program import mark
from tests.planted.step import Names

__all__ = ["HEADS", "PLAIN_HEADS", "Head"]


@dataclass(frozen=True)
class Head:
    """`text` is how the cell writes it; `source` what is asked for (empty: it is data and not asked for).

    `answers` is the property of the source that keeps the tape from following it: (cause, mark) pairs. A mark
    `use` stands for the first use, `any` for any line or none. `entry` is the first step that it needs.
    """

    kind: str
    text: str
    source: str
    setup: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    options: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    entry: str = ""
    is_variable: bool = True


_TO_FLOAT = "$y = tf.cast($x, tf.float32)"
Make = Callable[[Names, random.Random], Head]


def _three(rng: random.Random) -> str:
    return str([round(rng.uniform(0.1, 0.9) + i, 2) for i in rng.sample(range(3), 3)])


def _variable(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    return Head("variable", name, name, (f"{name} = tf.Variable({_three(rng)})",))


def _keras_variable(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    return Head("variable", name, name, (f"{name} = keras.Variable({_three(rng)})",), entry="$y = tf.tanh($x)")


def _in_module(names: Names, rng: random.Random) -> Head:
    holder, name = names.fresh("c"), names.fresh("v")
    setup = (f"{holder} = tf.Module()", f"{holder}.{name} = tf.Variable({_three(rng)})")
    return Head("variable", f"{holder}.{name}", f"{holder}.{name}", setup)


def _in_dict(names: Names, rng: random.Random) -> Head:
    holder, name = names.fresh("c"), names.fresh("v")
    text = f"{holder}['{name}']"
    return Head("variable", text, text, (f"{holder} = {{'{name}': tf.Variable({_three(rng)})}}",))


def _in_list(names: Names, rng: random.Random) -> Head:
    holder = names.fresh("c")
    text = f"{holder}[1]"
    return Head("variable", text, text, (f"{holder} = [tf.Variable(0.5), tf.Variable({_three(rng)})]",))


def _in_namespace(names: Names, rng: random.Random) -> Head:
    holder, name = names.fresh("c"), names.fresh("v")
    text = f"{holder}.net['{name}']"
    setup = f"{holder} = types.SimpleNamespace(net={{'{name}': tf.Variable({_three(rng)})}})"
    return Head("variable", text, text, (setup,))


def _data(names: Names, rng: random.Random) -> Head:
    name = names.fresh("c")
    setup = rng.choice([f"{name} = tf.constant({_three(rng)})", f"{name} = np.array({_three(rng)}, 'float32')"])
    return Head("data", name, "", (setup,), is_variable=False)


def _frozen(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    made = rng.choice(["tf.Variable({}, trainable=False)", "tf.Variable(tf.constant({}), False)"])
    return Head(
        "not trainable", name, name, (f"{name} = {made.format(_three(rng))}",), answers=(("not-trainable", "use"),)
    )


def _constant_earlier(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    made = rng.choice(["tf.constant({})", "tf.convert_to_tensor(np.array({}, 'float32'))", "tf.square({})"])
    setup = (f"{name} = {made.format(_three(rng))}",)
    return Head("constant, earlier", name, name, setup, answers=(("not-watched", "use"),), is_variable=False)


def _constant_in_cell(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    made = rng.choice(["tf.constant({})", "tf.convert_to_tensor({})", "tf.ones([3]) * {}"])
    before = (f"{name} = {mark('made:' + name)}{made.format(_three(rng))}",)
    answers = (("not-watched", f"made:{name}"),)
    return Head("constant, in cell", name, name, before=before, answers=answers, is_variable=False)


def _watched_late(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    setup = (f"{name} = tf.constant({_three(rng)})",)
    after = (f"{mark('late:' + name)}tape.watch({name})",)
    answers = (("not-watched", f"late:{name}"),)
    # An op that has a watched input besides is recorded with all its inputs, and then a late watch is in time: so this
    # tensor is used alone first.
    entry = rng.choice(["$y = tf.tanh($x)", "$y = 0.5 * $x", "$y = tf.exp(-$x) + 1.0"])
    return Head("watched late", name, name, setup, after=after, answers=answers, entry=entry, is_variable=False)


def _watched(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    made = f"{name} = tf.constant({_three(rng)})"
    if rng.random() < 0.5:
        return Head("watched", name, name, (made,), (f"tape.watch({name})",), is_variable=False)
    return Head("watched", name, name, (made,), options=f"--watch {name}", is_variable=False)


def _integer_variable(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    made = rng.choice(["tf.Variable([1, 2, 3])", "tf.Variable(np.array([3, 1, 2]))"])
    answers = (("integer-dtype", "any"),)
    return Head("integer source", name, name, (f"{name} = {made}",), answers=answers, entry=_TO_FLOAT)


def _integer_constant(names: Names, rng: random.Random) -> Head:
    name = names.fresh("v")
    if rng.random() < 0.5:
        setup = (f"{name} = tf.constant([1, 2, 3])",)
        answers = (("integer-dtype", "any"),)
        return Head("integer source", name, name, setup, options=f"--watch {name}", answers=answers, entry=_TO_FLOAT)
    before = (f"{name} = {mark('made:' + name)}tf.constant([2, 1, 3])", f"tape.watch({name})")
    return Head(
        "integer source", name, name, before=before, answers=(("integer-dtype", f"made:{name}"),), entry=_TO_FLOAT
    )


PLAIN_HEADS: tuple[tuple[Make, float], ...] = (
    (_variable, 6.0),
    (_keras_variable, 0.4),
    (_in_module, 0.6),
    (_in_dict, 0.6),
    (_in_list, 0.4),
    (_in_namespace, 0.4),
    (_watched, 0.8),
)

HEADS: dict[str, Make] = {
    "not trainable": _frozen,
    "constant, earlier": _constant_earlier,
    "constant, in cell": _constant_in_cell,
    "watched late": _watched_late,
    "integer source": _integer_variable,
    "integer constant": _integer_constant,
    "data": _data,
    "in module": _in_module,
    "in dict": _in_dict,
}

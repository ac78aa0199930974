"""How a planted cell ends: the target in one of many forms, then names that are taken away, and other last lines."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.planted.herrings import AT_END
from tests.planted.kinds import OF_NAME, REBINDINGS
from tests.planted.program import mark
from tests.planted.step import Names, fill, placeholders

__all__ = ["End", "make_end"]

MADE = "made target"
ON_MAGIC_LINE = "magic line"


@dataclass
class End:
    """The last lines of a cell. `made` are the marks of the statements that made the target (or `ON_MAGIC_LINE`)."""

    target: str = "loss"
    lines: list[str] = field(default_factory=list)
    setup: list[str] = field(default_factory=list)
    made: tuple[str, ...] = (MADE,)
    rebound: dict[str, tuple[str, str]] = field(default_factory=dict)
    remade: str = ""
    not_tensor: str = ""
    parts: list[str] = field(default_factory=list)


_SCALARS = ["tf.reduce_sum({})", "tf.reduce_mean({})", "tf.reduce_sum(tf.square({}))", "tf.norm({})"]
_SCALARS += ["tf.nn.l2_loss({})", "keras.losses.MeanSquaredError()(tf.zeros([3]), {})"]
_NOT_TENSORS = {
    "float": "§{0} = float({0})",
    "numpy": "§{0} = {0}.numpy()",
    "np.mean": "§{0} = np.mean({0})",
    "round": "§{0} = round(float({0}), 4)",
    "text": '§{0} = f"{{{0}:.4f}}"',
    "none": "def show(value):\n    print(float(value))\n\n§{0} = show({0})",
}


def make_end(kind: str, values: list[str], names: Names, rng: random.Random, variables: list[str]) -> End:
    """The end of a cell whose strands ended in `values`. `variables` may lose their names."""
    end = End(parts=[])
    _add_target(end, values, names, rng, plain=kind == "target not a tensor")
    if kind == "target not a tensor":
        _spoil_target(end, rng)
    elif kind in OF_NAME and variables:
        _rebind(end, kind, variables[0], names, rng)
    elif kind == "new variable under the name" and variables:
        made = "rebound " + variables[0]
        end.lines.append(f"{mark(made)}{variables[0]} = tf.Variable(0.9 * {variables[0]})")
        end.rebound[variables[0]] = (kind, made)
    elif variables and rng.random() < 0.25:
        aside = rng.choice(AT_END)
        own = {key: names.fresh(key[0]) for key in placeholders(aside.lines) if key != "x"}
        end.lines += [fill(line, {**own, "x": variables[-1]}, rng) for line in aside.lines]
    return end


def _add_target(end: End, values: list[str], names: Names, rng: random.Random, *, plain: bool) -> None:
    terms = _terms(values, rng)
    forms = [_in_one, _in_one, _in_one, _grown, _grown_by_names, _in_helper, _in_loop]
    forms += [] if plain else [_expression, _entry, _several]
    rng.choice(forms)(end, terms, names, rng)


def _terms(values: list[str], rng: random.Random) -> list[str]:
    """Scalars made of the values, some of them products of two."""
    values = list(values)
    rng.shuffle(values)
    terms = []
    while values:
        value = values.pop()
        if values and rng.random() < 0.3:
            value = f"{value} * {values.pop()}"
        terms.append(rng.choice(_SCALARS).format(value))
    return terms


def _in_one(end: End, terms: list[str], _names: Names, rng: random.Random) -> None:
    end.target = rng.choice(["loss", "y", "total", "objective"])
    if rng.random() < 0.3:
        end.lines = [f"{mark(MADE)}{end.target} = (", *(f"    {'+ ' * (i > 0)}{t}" for i, t in enumerate(terms)), ")"]
    elif rng.random() < 0.2:
        end.lines = [f"{mark(MADE)}{end.target} = tf.add_n([{', '.join(terms)}])"]
    else:
        end.lines = [f"{mark(MADE)}{end.target} = {' + '.join(terms)}"]


def _grown(end: End, terms: list[str], _names: Names, _rng: random.Random) -> None:
    end.lines = [f"{'' if terms[1:] else mark(MADE)}loss = {terms[0]}"]
    end.lines += [f"{mark(MADE) if term is terms[-1] else ''}loss += {term}" for term in terms[1:]]


def _grown_by_names(end: End, terms: list[str], names: Names, _rng: random.Random) -> None:
    own = [names.fresh("t") for _ in terms]
    end.lines = [f"{name} = {term}" for name, term in zip(own, terms, strict=True)]
    end.lines.append(f"{mark(MADE)}loss = {' + '.join(own)}")


def _in_helper(end: End, terms: list[str], names: Names, rng: random.Random) -> None:
    helper = names.fresh("f")
    end.setup = [f"def {helper}(*terms):", "    return tf.math.add_n([1.0 * term for term in terms])", ""]
    if rng.random() < 0.3:
        end.lines, end.setup = end.setup, []
    end.lines = [*end.lines, f"{mark(MADE)}loss = {helper}({', '.join(terms)})"]


def _in_loop(end: End, terms: list[str], names: Names, _rng: random.Random) -> None:
    term = names.fresh("t")
    end.lines = ["loss = 0.0", f"for {term} in [{', '.join(terms)}]:", f"    {mark(MADE)}loss = loss + {term}"]


def _expression(end: End, terms: list[str], _names: Names, _rng: random.Random) -> None:
    end.target, end.made = " + ".join(terms), (ON_MAGIC_LINE,)


def _entry(end: End, terms: list[str], _names: Names, _rng: random.Random) -> None:
    # The statement made it; but the target is an expression too, and those are put on the magic line.
    end.target, end.made = "losses['total']", (MADE, ON_MAGIC_LINE)
    end.lines = ["losses = {}", f"{mark(MADE)}losses['total'] = {' + '.join(terms)}"]


def _several(end: End, terms: list[str], names: Names, _rng: random.Random) -> None:
    own = [names.fresh("t") for _ in terms]
    end.lines = [f"{mark(MADE)}{name} = {term}" for name, term in zip(own, terms, strict=True)]
    # Several statements made it, and the list itself stands on the magic line.
    end.target, end.made = f"[{', '.join(own)}]", (MADE, ON_MAGIC_LINE)


def _spoil_target(end: End, rng: random.Random) -> None:
    form = rng.choice(list(_NOT_TENSORS))
    text = _NOT_TENSORS[form].format(end.target).replace("§", mark("spoiled"))
    end.lines += text.split("\n")
    end.not_tensor = form
    end.parts.append(f"target is no tensor: {form}")


def _rebind(end: End, kind: str, name: str, names: Names, rng: random.Random) -> None:
    text = rng.choice(REBINDINGS[kind])
    made = "rebound " + name
    own = {key: names.fresh({"u": "t"}.get(key[0], key[0])) for key in placeholders([text]) if key != "w"}
    if kind == "rebound: global earlier":
        end.setup += [f"def {own['f']}():", f"    global {name}", f"    {name} = 0.9 * {name}", ""]
    lines = fill(text, {**own, "w": name}, rng).replace("§", mark(made)).split("\n")
    end.lines += lines
    end.rebound[name] = (kind, made)
    end.parts.append(f"{kind} of {name}")

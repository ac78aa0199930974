"""Random programs as text: strategies that make short programs of the ops of `op_table`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from tests.fallback.op_table import OPS, SHAPE_OF, Op, Shape

# Shapes that broadcast in many ways, with empty ones and scalars.
SHAPES: list[Shape] = [(), (), (1,), (3,), (3,), (2, 3), (2, 3), (2, 1), (1, 3), (3, 3), (0,), (0, 3), (2, 2, 3)]
FLOATS = ["float16", "float32", "float32", "float32", "float64"]
DTYPES = {"f": FLOATS, "n": [*FLOATS, "int32", "int64"], "i": ["int32", "int64"], "b": ["bool"]}
DTYPES["a"] = [*DTYPES["n"], "bool"]
# Multiples of 1/4: sums and products of a few are exact in every floating dtype, and ties and zeros are frequent.
RANGES = {"real": (-8, 8), "unit": (-4, 4), "positive": (1, 16)}
EDGES = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf]


@st.composite
def arrays(draw: st.DrawFn, dtype: str, shape: Shape, domain: str = "real", edges: bool = False) -> np.ndarray:
    """An array of small multiples of 1/4 (of small numbers, if integers), among which stand zeros and infinities."""
    size = int(np.prod(shape))
    if dtype == "bool":
        values = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    elif dtype.startswith("int"):
        values = draw(st.lists(st.integers(-3, 4), min_size=size, max_size=size))
    else:
        one = st.integers(*RANGES[domain]).map(lambda quarter: quarter / 4)
        values = draw(st.lists(one | st.sampled_from(EDGES) if edges else one, min_size=size, max_size=size))
    return np.array(values, dtype).reshape(shape)


@dataclass(frozen=True)
class Program:
    """Lines of text `name = expression` over the inputs x0, x1, ...; the last line's name is the target."""

    inputs: tuple[np.ndarray, ...]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        given = [
            f"x{i} = tf.constant({array.ravel().tolist()}, tf.{array.dtype}, {array.shape})"
            for i, array in enumerate(self.inputs)
        ]
        return "\n".join([*given, *self.lines])


@st.composite
def single_ops(draw: st.DrawFn) -> Program:
    """One op on inputs of its kinds, with edge values; now and then dtypes or shapes that do not fit."""
    op = draw(st.sampled_from(OPS))
    dtype = draw(st.sampled_from(DTYPES["n" if "n" in op.kinds else "f" if "f" in op.kinds else op.kinds[0]]))
    return draw(_calls(op, dtype, strange=draw(st.integers(0, 19))))


@st.composite
def double_ops(draw: st.DrawFn) -> Program:
    """One floating op on float64 inputs without edge values, to be differentiated twice."""
    op = draw(st.sampled_from([op for op in OPS if set(op.kinds) & set("fna")]))
    return draw(_calls(op, "float64", strange=5))


@st.composite
def _calls(draw: st.DrawFn, op: Op, dtype: str, strange: int) -> Program:
    """A call of the op: with another dtype if strange is 0, with too low a rank if it is 1, with edges from 10 on."""
    inputs = []
    for kind in op.kinds:
        fitting = dtype if kind in "fna" else draw(st.sampled_from(DTYPES[kind]))
        own = draw(st.sampled_from(DTYPES["a"])) if strange == 0 else fitting
        shape = draw(st.sampled_from([s for s in SHAPES if len(s) >= op.rank or strange == 1]))
        if op.shapes and strange != 1:
            shape = op.shapes[len(inputs)]
        inputs.append(draw(arrays(own, shape, op.domain, edges=strange > 9 and not op.finite)))
    if (
        strange > 1 and op.shape in {"same", "twice", "doubled"} and len(inputs) > 1 and not op.shapes
    ):  # these do not broadcast
        inputs = [
            draw(arrays(str(array.dtype), inputs[0].shape, op.domain, edges=strange > 9 and not op.finite))
            for array in inputs
        ]
    line = "y = " + op.text.format(*(f"x{i}" for i in range(len(inputs))))
    return Program(tuple(inputs), (line,))


@dataclass(frozen=True)
class Value:
    """What the generator knows of a name: `exact` values are the same number in both engines, to the last bit."""

    name: str
    dtype: str
    shape: Shape
    exact: bool


def _fits(value: Value, kind: str, op: Op) -> bool:
    kinds = {"f": value.dtype.startswith("float"), "i": value.dtype.startswith("int"), "b": value.dtype == "bool"}
    fits = kinds.get(kind, kind == "a" or value.dtype != "bool")
    return fits and not op.shapes and len(value.shape) >= op.rank and (value.exact or not op.jumps)


def _shape(op: Op, operands: list[Value]) -> Shape | None:
    """The result's shape, or None where the operands do not fit."""
    numbers = {value.dtype for value, kind in zip(operands, op.kinds, strict=True) if kind in "fn"}
    shapes = [value.shape for value in operands]
    if len(numbers) > 1 or (op.shape in {"same", "twice", "doubled"} and len(set(shapes)) > 1):
        return None
    if "[0]" in op.text and shapes[0][:1] == (0,):
        return None
    try:
        return SHAPE_OF[op.shape](*shapes)
    except ValueError:
        return None


@st.composite
def chains(draw: st.DrawFn) -> Program:
    """Some lines, each an op on earlier names: values are used again, branch, meet, and end in one target.

    The floating inputs are float64, so that what is compared is how gradients travel and not how errors grow.
    """
    count = draw(st.integers(1, 3))
    shapes = [draw(st.sampled_from(SHAPES)) for _ in range(count)]
    inputs = [draw(arrays("float64", shape)) for shape in shapes]
    values = [Value(f"x{i}", "float64", array.shape, exact=True) for i, array in enumerate(inputs)]
    lines: list[str] = []
    for index in range(draw(st.integers(2, 8))):
        op = draw(st.sampled_from(OPS))
        choices = [[value for value in values if _fits(value, kind, op)] for kind in op.kinds]
        if not all(choices):
            continue
        operands = [draw(st.sampled_from(choice[::-1])) for choice in choices]
        shape = _shape(op, operands)
        if shape is None or int(np.prod(shape)) > 60:
            continue
        name = f"t{index}"
        exact = op.exact and all(value.exact for value in operands)
        values.append(Value(name, operands[-1].dtype if op.result == "same" else op.result, shape, exact))
        lines.append(f"{name} = {op.text.format(*(value.name for value in operands))}")
    floating = [value.name for value in values if value.dtype == "float64"]
    parts = floating[-draw(st.integers(1, 3)) :]
    lines.append("y = " + " + ".join(f"tf.reduce_sum({name})" for name in parts))
    return Program(tuple(inputs), tuple(lines))

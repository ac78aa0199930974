"""Random programs as text: a table of ops with their domains, and strategies that make short programs of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

Shape = tuple[int, ...]


def _broadcast(*shapes: Shape) -> Shape:
    return np.broadcast_shapes(*shapes)


SHAPE_OF: dict[str, Callable[..., Shape]] = {
    "same": lambda s, *_: s,
    "broadcast": _broadcast,
    "scalar": lambda *_: (),
    "drop_first": lambda s, *_: s[1:],
    "drop_last": lambda s, *_: s[:-1],
    "keep_last": lambda s, *_: (*s[:-1], 1),
    "flat": lambda s, *_: (int(np.prod(s)),),
    "reversed": lambda s, *_: s[::-1],
    "swapped": lambda s, *_: (*s[:-2], s[-1], s[-2]),
    "in_front": lambda s, *_: (1, *s),
    "behind": lambda s, *_: (*s, 1),
    "twice": lambda s, *_: (2, *s),
    "doubled": lambda s, *_: (2 * s[0], *s[1:]),
    "padded": lambda s, *_: (s[0] + 3, *s[1:]),
    "rows": lambda s, *_: (3, *s),
    "rest": lambda s, *_: (max(s[0] - 1, 0), *s[1:]),
    "every_other": lambda s, *_: ((s[0] + 1) // 2, *s[1:]),
    "matmul": lambda a, b: (*_broadcast(a[:-2], b[:-2]), a[-2], b[-1]),
    "outer": lambda a, b: (*a, *b),
    "hot": lambda s, *_: (*s, 3),
    "square": lambda s, *_: (s[-1], s[-1]),
}


@dataclass(frozen=True)
class Op:
    """One op as text, with braces for its operands.

    `kinds` has a letter for each operand: f floating, n a number, i an integer, b a bool, a any. `result` is the dtype
    of the result, or `same` as the last operand's. `exact` says that small multiples of 1/4 give an exact result, so
    that both engines have the very same number; `jumps` says that an operand that is not exact might fall on either
    side of a jump or a pole.
    """

    text: str
    kinds: str
    result: str = "same"
    shape: str = "same"
    domain: str = "real"
    rank: int = 0
    exact: bool = False
    jumps: bool = False


def _functions(names: str, kinds: str = "f", **more: Any) -> list[Op]:
    places = ", ".join(["{}"] * len(kinds))
    return [Op(f"tf.{name}({places})", kinds, **more) for name in names.split()]


def _operators(signs: str, kinds: str = "nn", **more: Any) -> list[Op]:
    return [Op(f"{{}} {sign} {{}}", kinds, shape="broadcast", **more) for sign in signs.split()]


def _texts(texts: list[str], kinds: str = "n", **more: Any) -> list[Op]:
    return [Op(text, kinds, **more) for text in texts]


SMOOTH = [
    *_functions("sin cos tanh sigmoid exp sinh cosh atan asinh math.expm1 math.erf math.erfc"),
    *_functions("nn.softplus nn.silu nn.softsign math.log_sigmoid nn.gelu"),
    *_functions("square identity stop_gradient negative", "n", exact=True),
    *_functions("nn.softmax nn.log_softmax", rank=1),
    *_functions("reduce_logsumexp", shape="scalar"),
]
JUMPING = [
    *_functions("abs sign nn.relu", "n", exact=True, jumps=True),
    *_functions("floor math.ceil round math.rint nn.relu6", exact=True, jumps=True),
    *_functions("nn.elu nn.selu nn.leaky_relu", jumps=True),
    *_functions("math.is_nan math.is_inf math.is_finite", result="bool", exact=True, jumps=True),
    *_texts(["tf.clip_by_value({}, -1, 1)", "tf.maximum({}, 0)", "tf.minimum(1, {})"], exact=True, jumps=True),
]
PARTIAL = [
    *_functions("sqrt math.rsqrt math.log math.reciprocal", domain="positive", jumps=True),
    *_functions("math.log1p tan", domain="unit", jumps=True),
    *_functions("asin acos atanh", domain="unit", jumps=True),
    *_functions("acosh math.lgamma math.digamma", domain="positive", jumps=True),
    *_texts(["{} ** 2", "{} ** 3"], exact=True),
    *_texts(["{} ** 0.5", "{} ** -1.", "2. ** {}", "1. / {}"], "f", domain="positive", jumps=True),
]
BINARY = [
    *_operators("+ - *", exact=True),
    *_operators("/ // %", jumps=True),
    *_operators("< <= > >= == !=", result="bool", exact=True, jumps=True),
    *_functions("add subtract multiply", "nn", shape="broadcast", exact=True),
    *_functions("maximum minimum", "nn", shape="broadcast", exact=True, jumps=True),
    *_functions("math.squared_difference", "nn", shape="broadcast", exact=True),
    *_functions("math.divide_no_nan atan2 math.xlogy", "ff", shape="broadcast", jumps=True),
    *_texts(["{} ** {}"], "ff", shape="broadcast", domain="positive", jumps=True),
    *_texts(["tf.nn.sigmoid_cross_entropy_with_logits({}, {})"], "ff", jumps=True),
    *_texts(["tf.stack([{}, {}])"], "nn", shape="twice", exact=True),
    *_texts(["tf.add_n([{}, {}])"], "nn", exact=True),
    *_texts(["tf.concat([{}, {}], 0)"], "nn", shape="doubled", rank=1, exact=True),
    *_texts(["tf.matmul({}, {})", "{} @ {}"], "nn", shape="matmul", rank=2, exact=True),
    *_texts(["tf.matmul({}, {}, transpose_b=True)"], "nn", shape="square", rank=2, exact=True),
    *_texts(["tf.tensordot({}, {}, 0)"], "nn", shape="outer", exact=True),
    *_texts(["tf.where({} > 0, {}, 0)"], "nn", shape="broadcast", exact=True, jumps=True),
    *_texts(["tf.where({}, {}, {})"], "bnn", shape="broadcast", exact=True),
    *_texts(["tf.where({0}, {1}, {1})"], "bn", shape="broadcast", exact=True),
    *_operators("& | ^", "bb", exact=True),
    *_functions("logical_and logical_or", "bb", shape="broadcast", exact=True),
    *_functions("logical_not", "b", exact=True),
]
REDUCING = [
    *_functions("reduce_sum reduce_prod", "n", shape="scalar", exact=True),
    *_functions("reduce_max reduce_min", "n", shape="scalar", exact=True, jumps=True),
    *_functions("reduce_mean", shape="scalar"),
    *_functions("math.reduce_variance math.reduce_std norm math.reduce_euclidean_norm", shape="scalar", jumps=True),
    *_functions("nn.l2_loss", shape="scalar"),
    *_functions("reduce_any reduce_all", "b", shape="scalar", exact=True),
    *_texts(["tf.reduce_sum({}, axis=0)", "tf.reduce_prod({}, axis=0)"], shape="drop_first", rank=1, exact=True),
    *_texts(["tf.reduce_mean({}, axis=-1, keepdims=True)"], "f", shape="keep_last", rank=1),
    *_texts(["tf.reduce_max({}, axis=-1)"], shape="drop_last", rank=1, exact=True, jumps=True),
    *_texts(["tf.reduce_min({}, axis=0)"], shape="drop_first", rank=1, exact=True, jumps=True),
    *_texts(["tf.reduce_sum({}, [0, 1])", "tf.reduce_sum({}, axis=(0, -1))"], shape="scalar", rank=2, exact=True),
    *_texts(["tf.argmax({}, -1)"], result="int64", shape="drop_last", rank=1, exact=True, jumps=True),
    *_functions("cumsum", "n", rank=1, exact=True),
    *_texts(["tf.cumsum({}, exclusive=True, reverse=True)"], rank=1, exact=True),
    *_functions("math.cumprod", "f", rank=1, jumps=True),
    *_functions("sort", "n", rank=1, exact=True, jumps=True),
    *_texts(["tf.sort({}, direction='DESCENDING')"], rank=1, exact=True, jumps=True),
    *_texts(["tf.math.top_k({}, 1)[0]"], shape="keep_last", rank=1, exact=True, jumps=True),
    *_texts(["tf.math.l2_normalize({}, -1)"], "f", rank=1, jumps=True),
    *_texts(["tf.nn.softmax({}, axis=0)"], "f", rank=1),
]
SHAPING = [
    *_texts(["tf.reshape({}, [-1])"], "a", shape="flat", exact=True),
    *_functions("transpose", "a", shape="reversed", exact=True),
    *_functions("linalg.matrix_transpose", "a", shape="swapped", rank=2, exact=True),
    *_texts(["tf.expand_dims({}, 0)", "{}[None]"], "a", shape="in_front", exact=True),
    *_texts(["tf.expand_dims({}, -1)", "{}[..., tf.newaxis]"], "a", shape="behind", exact=True),
    *_texts(["tf.broadcast_to({0}, tf.concat([[3], tf.shape({0})], 0))"], "a", shape="rows", exact=True),
    *_texts(["tf.repeat({}, 2, axis=0)"], "a", shape="doubled", rank=1, exact=True),
    *_texts(["tf.concat([{0}, {0}], 0)"], "a", shape="doubled", rank=1, exact=True),
    *_texts(["tf.reverse({}, [0])", "tf.roll({}, 1, 0)", "{}[::-1]"], "a", rank=1, exact=True),
    *_texts(["{}[0]", "tf.gather({}, 0)", "tf.unstack({})[0]"], "a", shape="drop_first", rank=1, exact=True),
    *_texts(["{}[1:]"], "a", shape="rest", rank=1, exact=True),
    *_texts(["{}[::2]"], "a", shape="every_other", rank=1, exact=True),
    *_texts(["{}[..., -1]"], "a", shape="drop_last", rank=1, exact=True),
    *_texts(["tf.gather({}, [0, -1, 0])", "tf.gather({}, [0, 0])"], "a", shape="twice", rank=1, exact=True),
    *_texts(["tf.pad({}, [[1, 2]])"], "n", shape="padded", rank=1, exact=True),
    *_texts(["tf.tile({}, [2])"], "a", shape="doubled", rank=1, exact=True),
    *_texts(["tf.squeeze({})"], "a", exact=True),
    *_functions("zeros_like ones_like", "n", exact=True),
    *_functions("shape", "a", result="int32", shape="flat", exact=True),
    *_functions("size rank", "a", result="int32", shape="scalar", exact=True),
    *_texts(["tf.cast({}, tf.float64)"], "a", result="float64", exact=True),
    *_texts(["tf.cast({}, tf.float32)"], "a", result="float32"),
    *_texts(["tf.cast({}, tf.int32)"], "a", result="int32", exact=True, jumps=True),
    *_texts(["tf.cast({}, tf.bool)"], "a", result="bool", exact=True, jumps=True),
    *_texts(["tf.one_hot({}, 3)"], "i", result="float32", shape="hot", exact=True),
]
OPS = [*SMOOTH, *JUMPING, *PARTIAL, *BINARY, *REDUCING, *SHAPING]

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
        inputs.append(draw(arrays(own, shape, op.domain, edges=strange > 9)))
    if strange > 1 and op.shape in {"same", "twice", "doubled"} and len(inputs) > 1:  # these do not broadcast
        inputs = [draw(arrays(str(array.dtype), inputs[0].shape, op.domain, edges=strange > 9)) for array in inputs]
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
    return fits and len(value.shape) >= op.rank and (value.exact or not op.jumps)


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

"""The table of ops of which random programs are made: their text, their operands, their domain, what they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    side of a jump or a pole. `shapes` are the operands' own, where an op takes few; such an op stands alone.
    `finite` ops get no infinities: which zeros of a padding or an elimination meet them is each kernel's own business.
    """

    text: str
    kinds: str
    result: str = "same"
    shape: str = "same"
    domain: str = "real"
    rank: int = 0
    exact: bool = False
    jumps: bool = False
    shapes: tuple[Shape, ...] = ()
    finite: bool = False


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
MATRIX, SQUARE, IMAGE = (2, 3), (3, 3), (1, 4, 4, 2)
# A matrix that is never singular, and one that is always positive definite.
REGULAR = "{0} + 9. * tf.eye(3, dtype={0}.dtype)"
DEFINITE = "tf.matmul({0}, {0}, transpose_a=True) + tf.eye(3, dtype={0}.dtype)"
ALONE = [
    *_texts(["tf.gather({}, [2, 0, 2], axis=1)", "tf.gather({}, [[1], [0]], batch_dims=1)"], shapes=(MATRIX,)),
    *_texts(["tf.gather_nd({}, [[0, 1], [1, 1], [0, 1]])", "tf.boolean_mask({}, [True, False])"], shapes=(MATRIX,)),
    *_texts(["tf.scatter_nd([[0], [0]], {}, [3, 3])", "tf.math.segment_sum({}, [0, 0])"], shapes=(MATRIX,)),
    *_texts(["tf.math.segment_mean({}, [0, 0])", "tf.math.segment_max({}, [0, 0])"], "f", shapes=(MATRIX,)),
    *_texts(["tf.math.unsorted_segment_max({}, [1, 0], 2)"], "f", shapes=(MATRIX,)),
    *_texts(["tf.math.unsorted_segment_sum({}, [2, 0], 3)"], shapes=(MATRIX,)),
    *_texts(["tf.tensor_scatter_nd_add({}, [[0]], {})"], "nn", shapes=(MATRIX, (1, 3))),
    *_texts(["tf.tensor_scatter_nd_update({}, [[1]], {})"], "nn", shapes=(MATRIX, (1, 3))),
    *_texts(["tf.split({}, 3, axis=1)[2]", "tf.split({}, [1, 2], axis=1)[1]"], shapes=(MATRIX,)),
    *_texts(["{}[:, 1:]", "{}[1, ::-1]", "{}[..., 0]", "{}[-1, None, :2]"], shapes=(MATRIX,)),
    *_texts(["tf.slice({}, [0, 1], [2, 2])", "tf.strided_slice({}, [0, 0], [2, 3], [1, 2])"], shapes=(MATRIX,)),
    *_texts(["tf.pad({}, [[0, 0], [1, 1]], 'REFLECT')", "tf.pad({}, [[1, 0], [2, 1]], 'SYMMETRIC')"], shapes=(MATRIX,)),
    *_texts(["tf.tile({}, [2, 3])", "tf.transpose({}, [1, 0])", "tf.repeat({}, [1, 2], axis=0)"], shapes=(MATRIX,)),
    *_texts(["tf.math.top_k({}, 2)[0]", "tf.roll({}, [1, -1], [0, 1])"], shapes=(MATRIX,)),
    *_texts(["tf.unstack({}, axis=1)[2]", "tf.reverse({}, [0, 1])"], shapes=(MATRIX,)),
    *_texts(["tf.reduce_max({}, [0, 1])", "tf.reduce_sum({}, -1, keepdims=True)"], shapes=(MATRIX,)),
    *_texts(["tf.cumsum({}, axis=1, reverse=True)", "tf.math.cumprod({}, axis=1)"], "f", shapes=(MATRIX,)),
    *_texts(["tf.math.reduce_std({}, axis=0)", "tf.nn.moments({}, [0])[1]"], "f", shapes=(MATRIX,)),
    *_texts(
        ["tf.norm({}, axis=-1)", "tf.norm({}, ord=1, axis=1)", "tf.norm({}, ord=float('inf'))"], "f", shapes=(MATRIX,)
    ),
    *_texts(["tf.clip_by_norm({}, 1.)", "tf.clip_by_norm({}, 1., axes=[1])"], "f", shapes=(MATRIX,)),
    *_texts(["tf.reduce_logsumexp({}, 0)", "tf.nn.log_softmax({}, axis=0)"], "f", shapes=(MATRIX,)),
    *_texts(["tf.clip_by_value({}, {}, {})"], "fff", shapes=(MATRIX, MATRIX, MATRIX)),
    *_texts(["tf.meshgrid({}, {})[0]", "tf.meshgrid({}, {}, indexing='ij')[1]"], "nn", shapes=((3,), (2,))),
    *_texts(["tf.tensordot({}, {}, 1)", "tf.linalg.matvec({}, {})"], "ff", shapes=(MATRIX, (3,))),
    *_texts(["tf.tensordot({}, {}, [[0], [1]])", "tf.einsum('ij,kj->ik', {}, {})"], "ff", shapes=(SQUARE, SQUARE)),
    *_texts(["tf.einsum('bij,bjk->bik', {}, {})", "{} @ {}"], "ff", shapes=((2, 2, 3), (2, 3, 2))),
    *_texts(["tf.matmul({}, {}, transpose_a=True)"], "ff", shapes=((2, 3, 2), (3, 1))),
    *_texts(["tf.matmul({}, {}, True, True)"], "ff", shapes=((3, 2), (2, 3))),
    *_texts(["tf.einsum('ii->i', {})", "tf.einsum('ij->ji', {})", "tf.einsum('ij->', {})"], "f", shapes=(SQUARE,)),
    *_texts(
        ["tf.linalg.trace({})", "tf.linalg.diag_part({})", "tf.linalg.band_part({}, -1, 0)"], "f", shapes=(SQUARE,)
    ),
    *_texts(["tf.linalg.diag({})"], "f", shapes=((3,),)),
    *_texts([f"tf.linalg.inv({REGULAR})", f"tf.linalg.det({REGULAR})"], "f", finite=True, shapes=(SQUARE,)),
    *_texts([f"tf.linalg.cholesky({DEFINITE})", f"tf.linalg.logdet({DEFINITE})"], "f", finite=True, shapes=(SQUARE,)),
    *_texts([f"tf.linalg.solve({REGULAR}, {{1}})"], "ff", finite=True, shapes=(SQUARE, (3, 2))),
    *_texts(["tf.nn.bias_add({}, {})"], "ff", shapes=(MATRIX, (3,))),
    *_texts(["tf.nn.softmax_cross_entropy_with_logits({}, {})"], "ff", shapes=(MATRIX, MATRIX)),
    *_texts(["tf.nn.sparse_softmax_cross_entropy_with_logits([0, 2], {})"], "f", shapes=(MATRIX,)),
    *_texts(["tf.nn.sparse_softmax_cross_entropy_with_logits({}, {})"], "if", shapes=((2,), MATRIX)),
    *_texts(
        ["tf.nn.batch_normalization({}, {}, {}, None, None, 0.1)"],
        "fff",
        domain="positive",
        shapes=(MATRIX, (3,), (3,)),
    ),
    *_texts(
        ["tf.nn.conv2d({}, {}, 1, 'SAME')", "tf.nn.conv2d({}, {}, 2, 'VALID')"],
        "ff",
        finite=True,
        shapes=(IMAGE, (3, 3, 2, 2)),
    ),
    *_texts(["tf.nn.depthwise_conv2d({}, {}, [1, 1, 1, 1], 'SAME')"], "ff", finite=True, shapes=(IMAGE, (2, 2, 2, 2))),
    *_texts(
        ["tf.nn.conv2d_transpose({}, {}, [1, 4, 4, 2], 2, 'SAME')"],
        "ff",
        finite=True,
        shapes=((1, 2, 2, 3), (3, 3, 2, 3)),
    ),
    *_texts(["tf.nn.conv1d({}, {}, 1, 'SAME')"], "ff", finite=True, shapes=((1, 5, 2), (3, 2, 2))),
    *_texts(["tf.nn.max_pool2d({}, 2, 2, 'VALID')", "tf.nn.avg_pool2d({}, 2, 1, 'SAME')"], "f", shapes=(IMAGE,)),
]
RARE = [
    *_functions("math.softsign nn.crelu math.bessel_i0 math.bessel_i1e", rank=1),
    *_texts(["tf.math.polygamma(tf.constant(1, {0}.dtype), {0})"], "f", domain="positive"),
    *_texts(["tf.math.zeta(tf.constant(2, {0}.dtype), {0})"], "f", domain="positive"),
    *_texts(["tf.math.igamma({}, {})", "tf.math.igammac({}, {})"], "ff", domain="positive", shapes=(MATRIX, MATRIX)),
    *_functions("math.erfinv math.ndtri", domain="unit", jumps=True),
    *_functions("math.xlog1py math.xdivy math.multiply_no_nan", "ff", shape="broadcast", jumps=True),
    *_texts(["tf.argsort({})", "tf.math.count_nonzero({})"], shapes=(MATRIX,)),
    *_texts(["tf.math.unsorted_segment_mean({}, [1, 1], 2)"], "f", shapes=(MATRIX,)),
    *_texts(["tf.math.unsorted_segment_prod({}, [1, 1], 2)", "tf.math.segment_prod({}, [0, 0])"], shapes=(MATRIX,)),
    *_texts(["tf.math.unsorted_segment_sqrt_n({}, [1, 1], 2)"], "f", shapes=(MATRIX,)),
    *_texts(
        ["tf.tensor_scatter_nd_max({}, [[0]], {})", "tf.tensor_scatter_nd_sub({}, [[1]], {})"],
        "nn",
        shapes=(MATRIX, (1, 3)),
    ),
    *_texts(
        ["tf.dynamic_partition({}, [1, 0], 2)[1]", "tf.boolean_mask({}, [True, False, True], axis=1)"], shapes=(MATRIX,)
    ),
    *_texts(["tf.dynamic_stitch([[0], [1, 0]], [{}, {}])"], "nn", shapes=((1, 3), MATRIX)),
    *_texts(["tf.linalg.expm({})", "tf.linalg.pinv({})", "tf.linalg.eigvalsh({})"], "f", finite=True, shapes=(SQUARE,)),
    *_texts([f"tf.linalg.svd({REGULAR}, compute_uv=False)"], "f", finite=True, shapes=(SQUARE,)),
    # Of two infinities TensorFlow's running logarithm of a sum makes NaN.
    *_texts(["tf.math.cumulative_logsumexp({}, 1)"], "f", finite=True, shapes=(MATRIX,)),
    *_texts([f"tf.linalg.triangular_solve({REGULAR}, {{1}})"], "ff", finite=True, shapes=(SQUARE, (3, 2))),
    *_texts([f"tf.linalg.sqrtm({DEFINITE})", f"tf.linalg.slogdet({REGULAR})[1]"], "f", finite=True, shapes=(SQUARE,)),
    *_texts(["tf.linalg.cross({}, {})"], "ff", shapes=(MATRIX, MATRIX)),
    *_texts(["tf.linalg.set_diag({}, {})"], "ff", shapes=(SQUARE, (3,))),
    *_texts(
        ["tf.nn.conv3d({}, {}, [1, 1, 1, 1, 1], 'SAME')"], "ff", finite=True, shapes=((1, 2, 3, 2, 2), (2, 2, 2, 2, 1))
    ),
    *_texts(
        ["tf.nn.separable_conv2d({}, {}, {}, [1, 1, 1, 1], 'SAME')"],
        "fff",
        finite=True,
        shapes=(IMAGE, (2, 2, 2, 1), (1, 1, 2, 3)),
    ),
    *_texts(["tf.nn.depth_to_space({}, 2)"], "f", shapes=((1, 2, 2, 4),)),
    *_texts(["tf.nn.space_to_depth({}, 2)", "tf.nn.avg_pool2d({}, 3, 2, 'SAME')"], "f", shapes=(IMAGE,)),
    # What tf.image computes in single precision for every dtype is left to tests of its own.
    *_texts(["tf.image.resize({}, [2, 7], 'nearest')"], "f", finite=True, shapes=(IMAGE,)),
    *_texts(["tf.image.flip_left_right({})", "tf.image.central_crop({}, .5)"], "n", shapes=(IMAGE,)),
    *_texts(["tf.image.total_variation({})"], "f", finite=True, shapes=(IMAGE,)),
    *_texts(["tf.clip_by_global_norm([{}, {}], 1.)[0][0]"], "ff", shapes=(MATRIX, (3,))),
    *_texts(["tf.nn.weighted_cross_entropy_with_logits({}, {}, 2.)"], "ff", shapes=(MATRIX, MATRIX)),
    *_texts(["tf.nn.log_poisson_loss({}, {})"], "ff", shapes=(MATRIX, MATRIX)),
    *_texts(["tf.nn.local_response_normalization({})"], "f", finite=True, shapes=(IMAGE,)),
    *_texts(["tf.nn.moments({}, [0, 1])[1]", "tf.math.normalize({}, axis=1)[0]"], "f", shapes=(MATRIX,)),
    *_texts(["tf.nn.embedding_lookup({}, [1, 0, 1])"], "f", shapes=(MATRIX,)),
    *_texts(["tf.nn.dropout({}, 0.)", "tf.nn.zero_fraction({})"], "f", shapes=(MATRIX,)),
    *_texts(["tf.einsum('ij,j->i', {}, {})", "tf.einsum('ij,k->ikj', {}, {})"], "ff", shapes=(MATRIX, (3,))),
    *_texts(["tf.einsum('...ij,...jk->...ik', {}, {})"], "ff", shapes=((2, 2, 3), (3, 2))),
    *_texts(["tf.scan(lambda a, b: a * b, {})", "tf.map_fn(lambda a: a * a, {})"], "f", shapes=(MATRIX,)),
    *_texts(["tf.foldl(lambda a, b: a * b, {})", "tf.vectorized_map(lambda a: a * a, {})"], "f", shapes=(MATRIX,)),
    *_texts(["tf.math.reduce_logsumexp({}, axis=1)", "tf.nn.softmax({}, axis=-2)"], "f", shapes=(MATRIX,)),
    *_texts(["tf.sequence_mask({}, 3)", "tf.one_hot({}, 2, on_value=5., off_value=-1.)"], "i", shapes=((3,),)),
    *_texts(["tf.histogram_fixed_width({}, [0., 5.], 3)"], "f", finite=True, shapes=((3,),)),
    *_texts(["tf.searchsorted([-1., 0., 1.], {})"], "f", shapes=((3,),)),
    *_texts(["tf.batch_to_space({}, [2, 2], [[0, 0], [0, 0]])"], "f", shapes=((4, 1, 1, 2),)),
    *_texts(["tf.space_to_batch({}, [2, 2], [[0, 0], [0, 0]])"], "f", shapes=(IMAGE,)),
    *_texts(["tf.reverse_sequence({}, [2, 1], 1)", "tf.nn.relu({})[:, ::2]"], "n", shapes=(MATRIX,)),
    *_texts(["tf.linalg.global_norm([{}, {}])"], "ff", shapes=(MATRIX, (3,))),
    *_texts([f"tf.linalg.lstsq({REGULAR}, {{1}})"], "ff", finite=True, shapes=(SQUARE, (3, 1))),
    *_texts(["tf.math.floormod({}, 3)", "tf.math.floordiv({}, 2)", "tf.math.mod({}, 2)"], jumps=True),
    *_texts(["tf.bitwise.bitwise_and({}, {})", "tf.bitwise.bitwise_xor({}, {})"], "ii", shapes=((3,), (3,))),
    *_texts(["tf.math.cumsum({}, -1, exclusive=True)", "tf.math.cumprod({}, -1, True, True)"], "f", rank=1, jumps=True),
]
OPS = [*SMOOTH, *JUMPING, *PARTIAL, *BINARY, *REDUCING, *SHAPING, *ALONE, *RARE]

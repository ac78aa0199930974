"""The NumPy, math and array-method names that have a TensorFlow counterpart, and how their arguments translate.

One row a name: the TensorFlow function, then NumPy's parameters in their order. `*` is passed on by position, `axis` by
its own name, `axes=perm` under another name, `a_max=*clip_value_max` as well but by position where it was given so;
`out=-` has no counterpart (a call that gives it cannot be translated). What stands after `+` is added to the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

__all__ = ["DTYPES", "SAMPLERS", "Row", "math_row", "method_row", "numpy_row"]

_NUMPY = """
mean            tf.reduce_mean          * axis dtype=- out=- keepdims
average         tf.reduce_mean          * axis weights=-
sum             tf.reduce_sum           * axis dtype=- out=- keepdims
prod            tf.reduce_prod          * axis dtype=- out=- keepdims
max             tf.reduce_max           * axis out=- keepdims
amax            tf.reduce_max           * axis out=- keepdims
min             tf.reduce_min           * axis out=- keepdims
amin            tf.reduce_min           * axis out=- keepdims
std             tf.math.reduce_std      * axis dtype=- out=- ddof=- keepdims
var             tf.math.reduce_variance * axis dtype=- out=- ddof=- keepdims
any             tf.reduce_any           * axis out=- keepdims
all             tf.reduce_all           * axis out=- keepdims
cumsum          tf.experimental.numpy.cumsum * axis dtype=- out=-
cumprod         tf.experimental.numpy.cumprod * axis dtype=- out=-
count_nonzero   tf.math.count_nonzero   * axis keepdims
argmax          tf.experimental.numpy.argmax * axis out=-
argmin          tf.experimental.numpy.argmin * axis out=-
argsort         tf.argsort              * axis kind=- order=-
sort            tf.sort                 * axis kind=- order=-
abs             tf.abs                  *
absolute        tf.abs                  *
fabs            tf.abs                  *
sqrt            tf.sqrt                 *
square          tf.square               *
exp             tf.exp                  *
expm1           tf.math.expm1           *
log             tf.math.log             *
log1p           tf.math.log1p           *
logaddexp       tf.experimental.numpy.logaddexp  * *
log2            tf.experimental.numpy.log2       *
log10           tf.experimental.numpy.log10      *
exp2            tf.experimental.numpy.exp2       *
sin             tf.sin                  *
cos             tf.cos                  *
tan             tf.tan                  *
arcsin          tf.asin                 *
arccos          tf.acos                 *
arctan          tf.atan                 *
arctan2         tf.atan2                * *
sinh            tf.sinh                 *
cosh            tf.cosh                 *
tanh            tf.tanh                 *
arcsinh         tf.asinh                *
arccosh         tf.acosh                *
arctanh         tf.atanh                *
hypot           tf.experimental.numpy.hypot  * *
sinc            tf.experimental.numpy.sinc   *
deg2rad         tf.experimental.numpy.deg2rad *
radians         tf.experimental.numpy.deg2rad *
rad2deg         tf.experimental.numpy.rad2deg *
degrees         tf.experimental.numpy.rad2deg *
sign            tf.sign                 *
negative        tf.negative             *
positive        tf.identity             *
reciprocal      tf.math.reciprocal      *
cbrt            tf.experimental.numpy.cbrt *
power           tf.pow                  * *
float_power     tf.pow                  * *
add             tf.add                  * *
subtract        tf.subtract             * *
multiply        tf.multiply             * *
divide          tf.divide               * *
true_divide     tf.divide               * *
floor_divide    tf.math.floordiv        * *
mod             tf.math.floormod        * *
remainder       tf.math.floormod        * *
fmod            tf.truncatemod          * *
maximum         tf.maximum              * *
fmax            tf.maximum              * *
minimum         tf.minimum              * *
fmin            tf.minimum              * *
clip            tf.clip_by_value        * a_min=*clip_value_min a_max=*clip_value_max out=-
round           tf.round                * decimals=- out=-
around          tf.round                * decimals=- out=-
rint            tf.math.rint            *
floor           tf.floor                *
ceil            tf.math.ceil            *
real            tf.math.real            *
imag            tf.math.imag            *
conj            tf.math.conj            *
conjugate       tf.math.conj            *
angle           tf.math.angle           * deg=-
isnan           tf.math.is_nan          *
isinf           tf.math.is_inf          *
isfinite        tf.math.is_finite       *
equal           tf.equal                * *
not_equal       tf.not_equal            * *
greater         tf.greater              * *
greater_equal   tf.greater_equal        * *
less            tf.less                 * *
less_equal      tf.less_equal           * *
logical_and     tf.logical_and          * *
logical_or      tf.logical_or           * *
logical_not     tf.logical_not          *
logical_xor     tf.math.logical_xor     * *
where           tf.where                * * *
dot             tf.tensordot            * * out=- + 1
inner           tf.experimental.numpy.inner  * *
outer           tf.experimental.numpy.outer  * * out=-
vdot            tf.experimental.numpy.vdot   * *
matmul          tf.matmul               * * out=-
tensordot       tf.tensordot            * * axes + axes=2
einsum          tf.einsum               * * * * * optimize
kron            tf.experimental.numpy.kron   * *
cross           tf.linalg.cross         * *
trace           tf.linalg.trace         *
diag            tf.experimental.numpy.diag *
diagonal        tf.linalg.diag_part     *
tril            tf.experimental.numpy.tril  * k
triu            tf.experimental.numpy.triu  * k
reshape         tf.reshape              * newshape=shape order=-
ravel           tf.reshape              * order=- + [-1]
transpose       tf.transpose            * axes=perm
swapaxes        tf.experimental.numpy.swapaxes  * axis1 axis2
moveaxis        tf.experimental.numpy.moveaxis  * source destination
squeeze         tf.squeeze              * axis
expand_dims     tf.expand_dims          * axis
broadcast_to    tf.broadcast_to         * * subok=-
concatenate     tf.concat               * axis out=- + axis=0
stack           tf.stack                * axis out=-
vstack          tf.experimental.numpy.vstack *
hstack          tf.experimental.numpy.hstack *
dstack          tf.experimental.numpy.dstack *
split           tf.split                * * axis
repeat          tf.repeat               * repeats axis
tile            tf.experimental.numpy.tile * reps
flip            tf.reverse              * axis
roll            tf.roll                 * shift axis + axis=0
pad             tf.pad                  * pad_width=paddings mode constant_values
take            tf.gather               * indices axis out=- mode=-
append          tf.experimental.numpy.append  * * axis
meshgrid        tf.meshgrid             * * * indexing
array           tf.convert_to_tensor    * dtype copy=-
asarray         tf.convert_to_tensor    * dtype
ascontiguousarray tf.convert_to_tensor  * dtype
copy            tf.identity             *
zeros_like      tf.zeros_like           * dtype
ones_like       tf.ones_like            * dtype
full_like       tf.experimental.numpy.full_like * * dtype
diff            tf.experimental.numpy.diff  * n axis
float16         tf.cast                 * + tf.float16
float32         tf.cast                 * + tf.float32
float64         tf.cast                 * + tf.float64
linalg.norm     tf.norm                 * ord axis keepdims
linalg.inv      tf.linalg.inv           *
linalg.pinv     tf.linalg.pinv          * rcond
linalg.det      tf.linalg.det           *
linalg.slogdet  tf.linalg.slogdet       *
linalg.solve    tf.linalg.solve         * *
linalg.cholesky tf.linalg.cholesky      *
linalg.qr       tf.linalg.qr            * mode=-
linalg.eigh     tf.linalg.eigh          *
linalg.eigvalsh tf.linalg.eigvalsh      *
linalg.eig      tf.linalg.eig           *
linalg.matmul   tf.matmul               * *
fft.rfft        tf.signal.rfft          *
fft.irfft       tf.signal.irfft         *
"""

_MATH = """
exp     tf.exp          *
expm1   tf.math.expm1   *
log     tf.math.log     *
log1p   tf.math.log1p   *
sqrt    tf.sqrt         *
pow     tf.pow          * *
sin     tf.sin          *
cos     tf.cos          *
tan     tf.tan          *
asin    tf.asin         *
acos    tf.acos         *
atan    tf.atan         *
atan2   tf.atan2        * *
sinh    tf.sinh         *
cosh    tf.cosh         *
tanh    tf.tanh         *
asinh   tf.asinh        *
acosh   tf.acosh        *
atanh   tf.atanh        *
fabs    tf.abs          *
erf     tf.math.erf     *
erfc    tf.math.erfc    *
lgamma  tf.math.lgamma  *
fsum    tf.add_n        *
prod    tf.reduce_prod  *
hypot   tf.experimental.numpy.hypot     * *
degrees tf.experimental.numpy.rad2deg   *
radians tf.experimental.numpy.deg2rad   *
log2    tf.experimental.numpy.log2      *
log10   tf.experimental.numpy.log10     *
"""

# Methods of arrays; the array itself is the first argument.
_METHODS = """
mean        tf.reduce_mean          * axis dtype=- out=- keepdims
sum         tf.reduce_sum           * axis dtype=- out=- keepdims
prod        tf.reduce_prod          * axis dtype=- out=- keepdims
max         tf.reduce_max           * axis out=- keepdims
min         tf.reduce_min           * axis out=- keepdims
std         tf.math.reduce_std      * axis dtype=- out=- ddof=- keepdims
var         tf.math.reduce_variance * axis dtype=- out=- ddof=- keepdims
cumsum      tf.experimental.numpy.cumsum * axis
clip        tf.clip_by_value        * *  *
dot         tf.tensordot            * * + 1
flatten     tf.reshape              * order=- + [-1]
ravel       tf.reshape              * order=- + [-1]
squeeze     tf.squeeze              * axis
repeat      tf.repeat               * repeats axis
conj        tf.math.conj            *
trace       tf.linalg.trace         *
copy        tf.identity             *
astype      tf.cast                 * dtype copy=-
argmax      tf.experimental.numpy.argmax * axis
argmin      tf.experimental.numpy.argmin * axis
all         tf.reduce_all           * axis
any         tf.reduce_any           * axis
"""

DTYPES = frozenset({"float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "bool_", "complex64"})

# Drawing with NumPy cuts the gradient of the distribution's parameters. What TensorFlow draws instead, with the
# parameters applied outside the draw so that they keep their gradient: `{0}`, `{1}` are the call's arguments.
SAMPLERS = {
    "normal": "{0} + {1} * tf.random.normal({2})",
    "randn": "tf.random.normal([{all}])",
    "standard_normal": "tf.random.normal({0})",
    "uniform": "{0} + ({1} - {0}) * tf.random.uniform({2})",
    "rand": "tf.random.uniform([{all}])",
    "random": "tf.random.uniform({0})",
    "random_sample": "tf.random.uniform({0})",
    "lognormal": "tf.exp({0} + {1} * tf.random.normal({2}))",
    "exponential": "-{0} * tf.math.log(tf.random.uniform({1}, minval=1e-7))",
    "gamma": "tf.random.gamma({2}, {0}) * {1}",
    "gumbel": "{0} - {1} * tf.math.log(-tf.math.log(tf.random.uniform({2}, minval=1e-7)))",
    "laplace": "{0} + {1} * (tf.math.log(tf.random.uniform({2}, minval=1e-7)) - "
    "tf.math.log(tf.random.uniform({2}, minval=1e-7)))",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A name's counterpart: `params` pairs NumPy's parameter names with TensorFlow's ('*' both: by position)."""

    target: str
    params: tuple[tuple[str, str], ...]
    added: str = ""


@cache
def _table(text: str) -> dict[str, Row]:
    rows = {}
    for line in text.strip().splitlines():
        name, target, *words = line.split()
        added = ""
        if "+" in words:
            cut = words.index("+")
            words, added = words[:cut], " ".join(words[cut + 1 :])
        pairs = tuple((word.partition("=")[0], word.partition("=")[2] or word) for word in words)
        rows[name] = Row(target, pairs, added)
    return rows


def numpy_row(name: str) -> Row | None:
    """The counterpart of `np.<name>`."""
    return _table(_NUMPY).get(name)


def math_row(name: str) -> Row | None:
    """The counterpart of `math.<name>`."""
    return _table(_MATH).get(name)


def method_row(name: str) -> Row | None:
    """The counterpart of an array's method."""
    return _table(_METHODS).get(name)

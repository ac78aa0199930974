"""Complex parts and casts from one dtype to another: kernels, VJPs and `tf.cast`, `tf.complex`, `tf.math.real`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, like
from tapeviz.fallback.dtypes import DType, as_dtype, float32, float64
from tapeviz.fallback.dtypes import of_array as as_dtype_of
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tensor import Array, Tensor


@op("ComplexAbs", "T", T="complex64 complex128", plain=True)
def _complex_abs(x: Array) -> Any:
    return np.abs(x)


@gradient("ComplexAbs")
def _complex_abs_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs[0], operation.outputs[0]
    along = execute("Complex", (g, p.zeros_like(g)))
    size = execute("Complex", (y, p.zeros_like(y)))
    return p.mul(execute("DivNoNan", (x, size)), along)


@op("Real", "T", T="complex64 complex128", plain=True)
def _real(x: Array) -> Any:
    return x.real.copy()


@op("Imag", "T", T="complex64 complex128", plain=True)
def _imag(x: Array) -> Any:
    return x.imag.copy()


@op("Angle", "T", T="complex64 complex128", plain=True)
def _angle(x: Array) -> Any:
    return np.angle(x)


@op("Complex", "T T", T="float double", plain=True, broadcasts=True)
def _complex(real: Array, imaginary: Array) -> Any:
    kind = np.complex64 if real.dtype == np.float32 else np.complex128
    joined = np.empty(np.broadcast_shapes(real.shape, imaginary.shape), kind)
    joined.real, joined.imag = real, imaginary
    return joined


@gradient("Real")
def _real_vjp(operation: Operation, g: Any) -> Any:
    return execute("Complex", (g, p.zeros_like(g)))


@gradient("Imag")
def _imag_vjp(operation: Operation, g: Any) -> Any:
    return execute("Complex", (p.zeros_like(g), g))


@gradient("Angle")
def _angle_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    swapped = execute("Complex", (execute("Imag", (x,)), execute("Real", (x,))))
    return p.neg(p.mul(execute("DivNoNan", (p.number(1, x), swapped)), execute("Complex", (g, p.zeros_like(g)))))


@gradient("Complex")
def _complex_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return p.reduce_to(execute("Real", (g,)), x), p.reduce_to(execute("Imag", (g,)), y)


@export("math.conj")
def conj(x: Any, name: str | None = None) -> Any:
    """The complex conjugate; a real number is given back. Raises TypeError for what is no number."""
    tensor = convert_to_tensor(x)
    if not tensor.dtype.is_numeric:
        raise TypeError(f"Expected numeric or variant tensor, got dtype {tensor.dtype!r}.")
    return p.conj(tensor)


@export("math.real")
def real(input: Any, name: str | None = None) -> Any:
    """The real part; a real number is given back."""
    tensor = convert_to_tensor(input)
    return execute("Real", (tensor,)) if tensor.dtype.is_complex else tensor


@export("math.imag")
def imag(input: Any, name: str | None = None) -> Any:
    """The imaginary part; zeros for a real number."""
    tensor = convert_to_tensor(input)
    return execute("Imag", (tensor,)) if tensor.dtype.is_complex else p.zeros_like(tensor)


@export("math.angle")
def angle(input: Any, name: str | None = None) -> Any:
    """The angle of a complex number; pi for a negative real number, else 0."""
    tensor = convert_to_tensor(input)
    if tensor.dtype.is_complex:
        return execute("Angle", (tensor,))
    negative_numbers = p.compare("Less", tensor, p.number(0, tensor))
    return p.select(negative_numbers, like(np.pi, tensor.dtype), p.zeros_like(tensor))


@export("complex", "dtypes.complex")
def complex_(real: Any, imag: Any, name: str | None = None) -> Any:
    """The complex number of a real and an imaginary part of the same float dtype. Raises TypeError for other dtypes."""
    parts = convert_to_tensor(real), convert_to_tensor(imag)
    if tuple(part.dtype for part in parts) not in {(float32, float32), (float64, float64)}:
        raise TypeError(
            f"The `real` and `imag` components have incorrect types: {parts[0].dtype.name} {parts[1].dtype.name}. They "
            "must be consistent, and one of [tf.float32, tf.float64]"
        )
    return execute("Complex", parts)


@op("Cast", "SrcT", SrcT="")
def _cast(attrs: Any, x: Array) -> Any:
    wanted: DType = attrs["DstT"]
    if x.dtype.kind == "O" or wanted.kind == "O":
        raise errors.UnimplementedError(None, None, f"Cast {as_dtype_of(x).proto} to {wanted.proto} is not supported")
    if x.dtype.kind == "c" and wanted.kind in "fiu":
        x = x.real
    return x.astype(wanted.as_numpy_dtype)


@gradient("Cast")
def _cast_vjp(operation: Operation, g: Any) -> Any:
    source = operation.inputs[0].dtype
    return p.cast(g, source) if source.is_differentiable and g.dtype.is_differentiable else None


@export("cast", "dtypes.cast")
def cast(x: Any, dtype: Any, name: str | None = None) -> Any:
    """Give each element another dtype: floats are cut to integers, and gradients stop there."""
    wanted = as_dtype(dtype)
    if isinstance(x, IndexedSlices):
        return IndexedSlices(p.cast(x.values, wanted), x.indices, x.dense_shape)
    return p.cast(x if type(x) is Tensor else convert_to_tensor(x), wanted)


@export("saturate_cast", "dtypes.saturate_cast")
def saturate_cast(value: Any, dtype: Any, name: str | None = None) -> Any:
    """Cast; what lies outside of the new dtype's range becomes its end."""
    tensor, wanted = convert_to_tensor(value), as_dtype(dtype)
    low = max(tensor.dtype.min, wanted.min)
    high = min(tensor.dtype.max, wanted.max)
    inside = execute("Minimum", (execute("Maximum", (tensor, p.number(low, tensor))), p.number(high, tensor)))
    return p.cast(inside, wanted)

"""`tf.strings`: lengths, joining, cutting and patterns of byte strings, and numbers as text and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from tapeviz.fallback import console, dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, dtype_of, int_vector, ints, like
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops.reduce import axes_of
from tapeviz.fallback.registry import INDEX, not_differentiable, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array

_NUMBERS: Final = ("float", "double", "int32", "int64", "uint32", "uint64")
_FILLS: Final = ("", " ", "+", "-", "0", "#")


def _each(function: Callable[[Any], Any], texts: Array, dtype: Any = object) -> Array:
    found = np.empty(texts.shape, dtype)
    for place in np.ndindex(texts.shape):
        found[place] = function(texts[place])
    return found


def _text(value: Any) -> Any:
    return like(value, dtypes.string)


def _in_characters(attrs: Any) -> bool:
    unit = attrs["unit"]
    if unit not in {"BYTE", "UTF8_CHAR"}:
        raise errors.invalid(
            f'Value for attr \'unit\' of "{unit}" is not in the list of allowed values: "BYTE", "UTF8_CHAR"'
        )
    return bool(unit == "UTF8_CHAR")


@op("StringLength", "string")
def _length(attrs: Any, texts: Array) -> Array:
    characters = _in_characters(attrs)
    return _each(lambda text: len(text.decode(errors="replace") if characters else text), texts, np.int32)


@op("StringJoin", "string*")
def _join(attrs: Any, *parts: Array) -> Any:
    shapes = {part.shape for part in parts if part.ndim}
    if len(shapes) > 1:
        one, other = [part.shape for part in parts if part.ndim and part.shape in shapes][:2]
        raise errors.invalid(f"Input shapes do not match: {spelled(one)} vs. {spelled(other)}")
    rows: Sequence[Array] = np.broadcast_arrays(*parts) if parts else [np.array(b"", object)]
    found = np.empty(rows[0].shape, object)
    for place in np.ndindex(found.shape):
        found[place] = attrs["separator"].encode().join(row[place] for row in rows)
    return found


@op("ReduceJoin", "string int32")
def _reduce_join(attrs: Any, texts: Array, axis: Array) -> Array:
    for place in axis.ravel().tolist():
        if not -texts.ndim <= place < texts.ndim:
            raise errors.OutOfRangeError(
                None, None, f"Invalid reduction dimension {place} for input with {texts.ndim} dimension(s)"
            )
    axes = axes_of(axis, texts.ndim)
    rest = [place for place in range(texts.ndim) if place not in axes]
    moved = texts.transpose([*rest, *axes[::-1]])  # of the axes that are named the first one runs fastest
    found = np.empty([texts.shape[place] for place in rest], object)
    for place in np.ndindex(found.shape):
        found[place] = attrs["separator"].encode().join(np.asarray(moved[place], object).ravel().tolist())
    kept = [1 if place in axes else size for place, size in enumerate(texts.shape)]
    return found.reshape(kept) if attrs["keep_dims"] else found


@op("AsString", "T", T="")
def _as_string(attrs: Any, x: Array) -> Array:
    proto, kind = dtypes.of_array(x).name, x.dtype.kind
    floating = kind in "fc"
    _check_format(attrs, proto, floating)
    letter = "e" if attrs["scientific"] else "g" if attrs["shortest"] else "f"
    head = f"%{attrs['fill']}{attrs['width'] if attrs['width'] > -1 else ''}"
    digits = f".{attrs['precision']}" if attrs["precision"] > -1 else ""
    if kind == "b":
        return _each(lambda value: b"true" if value else b"false", x)
    if kind == "c":
        each = f"{head}{digits}{letter}"
        return _each(lambda value: f"({each},{each})".__mod__((value.real, value.imag)).encode(), x)
    if kind == "O":
        return _each(lambda value: f"{head}s".encode() % value, x)
    form = f"{head}{digits}{letter}" if floating else f"{head}d"
    return _each(lambda value: (form % value.item()).encode(), x)


def _check_format(attrs: Any, name: str, floating: bool) -> None:
    if attrs["scientific"] and attrs["shortest"]:
        raise errors.invalid("Cannot select both scientific and shortest notation")
    if len(attrs["fill"]) > 1:
        raise errors.invalid("Fill string must be one or fewer characters")
    if attrs["fill"] not in _FILLS:
        raise errors.invalid(f'Fill argument not supported: "{attrs["fill"]}"')
    if not floating and (attrs["scientific"] or attrs["shortest"]):
        raise errors.invalid(f"scientific and shortest format not supported for datatype {name}")
    if not floating and attrs["precision"] > -1:
        raise errors.invalid(f"precision not supported for datatype {name}")


@op("StringToNumber", "string")
def _to_number(attrs: Any, texts: Array) -> Array:
    wanted = attrs["out_type"]
    if wanted.proto not in _NUMBERS:
        listed = ", ".join(_NUMBERS)
        raise errors.invalid(
            f"Value for attr 'out_type' of {wanted.proto} is not in the list of allowed values: {listed}"
        )
    return _each(lambda text: _parsed(text, wanted), texts, wanted.as_numpy_dtype)


def _parsed(text: bytes, dtype: dtypes.DType) -> Any:
    """The number that a text spells: Python's spelling without underscores, and hexadecimal for floats."""
    word = text.strip()
    try:
        number: Any
        if dtype.is_integer:
            number = int(word)
        else:
            number = float.fromhex(word.decode()) if b"x" in word.lower() else float(word)
        fits = b"_" not in word and (not dtype.is_integer or dtype.min <= number <= dtype.max)
    except (ValueError, OverflowError):
        fits = False
    if not fits:
        raise errors.invalid(f"StringToNumberOp could not correctly convert string: {text.decode(errors='replace')}")
    return number


@op("StringFormat", "any*")
def _format(attrs: Any, *values: Array) -> Array:
    parts = attrs["template"].split(attrs["placeholder"])
    shown = [console.tensor_text(value, attrs["summarize"]) for value in values]
    text = "".join(piece for pair in zip(parts, [*shown, ""], strict=True) for piece in pair)
    return np.array(text.encode(), object)


def _cased(name: str) -> Callable[[Any, Array], Array]:
    def kernel(attrs: Any, texts: Array) -> Array:
        encoding = attrs["encoding"]
        if encoding not in {"", "utf-8"}:
            raise errors.invalid(f"only utf-8 or '' (no encoding) is supported, received {encoding}")
        if encoding:
            return _each(lambda text: getattr(text.decode(), name)().encode(), texts)
        return _each(lambda text: getattr(text, name)(), texts)

    return kernel


op("StringLower", "string")(_cased("lower"))
op("StringUpper", "string")(_cased("upper"))
op("StringStrip", "string", plain=True)(lambda texts: _each(bytes.strip, texts))


@op("Substr", "string T T", T=INDEX)
def _substr(attrs: Any, texts: Array, start: Array, count: Array) -> Array:
    if start.shape != count.shape:
        raise errors.invalid(
            f"pos and len should have the same shape, got: {spelled(start.shape)} vs. {spelled(count.shape)}"
        )
    try:
        rows: Any
        rows, starts, counts = np.broadcast_arrays(texts, start, count)
    except ValueError:
        raise errors.invalid(f"Incompatible shapes: {spelled(texts.shape)} vs. {spelled(start.shape)}") from None
    characters = _in_characters(attrs)
    found = np.empty(rows.shape, object)
    for number, place in enumerate(np.ndindex(rows.shape)):
        whole = rows[place].decode(errors="replace") if characters else rows[place]
        first, length = int(starts[place]), int(counts[place])
        if not -len(whole) <= first <= len(whole):
            raise errors.invalid(f"pos {first} out of range for string {rows[place]!r} at index {number}")
        first += len(whole) if first < 0 else 0
        part = whole[first : first + length] if length >= 0 else whole[first:]
        found[place] = part.encode() if characters else part
    return found


@op("StringSplitV2", "string string")
def _split(attrs: Any, texts: Array, separator: Array) -> tuple[Array, Array, Array]:
    """As TensorFlow's: the places (row, column), the words, and the shape of a sparse matrix of words."""
    between = separator.item() or None
    words = [text.split(between, attrs["maxsplit"]) for text in texts.tolist()]
    places = [(row, column) for row, line in enumerate(words) for column in range(len(line))]
    values = np.array([word for line in words for word in line] or [], object)
    widest = max(map(len, words), default=0)
    return np.array(places, np.int64).reshape(-1, 2), values, np.array([len(words), widest], np.int64)


def _pattern(pattern: str) -> re.Pattern[bytes]:
    try:
        return re.compile(pattern.encode())
    except re.error as error:
        raise errors.invalid(f"Invalid pattern: {pattern}, error: {error}") from None


@op("StaticRegexReplace", "string")
def _regex_replace(attrs: Any, texts: Array) -> Array:
    pattern = _pattern(attrs["pattern"])
    groups = [int(number) for number in re.findall(r"\\(\d)", attrs["rewrite"])]
    if max(groups, default=0) > pattern.groups:  # RE2 leaves a text alone rather than to put in what there is not
        return texts
    rewrite = re.sub(rb"\\(\d)", rb"\\g<\1>", attrs["rewrite"].encode())
    return _each(lambda text: pattern.sub(rewrite, text, 0 if attrs["replace_global"] else 1), texts)


@op("StaticRegexFullMatch", "string")
def _regex_full_match(attrs: Any, texts: Array) -> Array:
    pattern = _pattern(attrs["pattern"])
    return _each(lambda text: pattern.fullmatch(text) is not None, texts, np.bool_)


not_differentiable(["StringJoin", "AsString", "StringToNumber", "ReduceJoin"])


@export("strings.length")
def length(input: Any, unit: str = "BYTE", name: str | None = None) -> Any:
    """The number of bytes of each string, or of its characters for the unit "UTF8_CHAR"; int32."""
    return execute("StringLength", (_text(input),), {"unit": unit})


@export("strings.join")
def join(inputs: Any, separator: str = "", name: str | None = None) -> Any:
    """Each element's strings, one of each input, joined; scalars go to every element.

    Raises TypeError for a single string, InvalidArgumentError where shapes differ.
    """
    if isinstance(inputs, (str, bytes)):
        raise TypeError(f"Expected list for 'inputs' argument to 'string_join' Op, not {inputs!r}.")
    parts = tuple(convert_to_tensor(each, dtypes.string) for each in inputs)
    return execute("StringJoin", parts, {"separator": separator})


@export("strings.reduce_join")
def reduce_join(
    inputs: Any, axis: Any = None, keepdims: bool = False, separator: str = "", name: str | None = None
) -> Any:
    """The strings along axes (all of them without `axis`), joined in their order."""
    texts = convert_to_tensor(inputs)
    attrs = {"keep_dims": bool(keepdims), "separator": separator}
    axes = int_vector(tuple(range(texts.ndim))[::-1]) if axis is None else ints(axis)
    return execute("ReduceJoin", (texts, axes), attrs)


@export("strings.as_string", "as_string")
def as_string(
    input: Any,
    precision: int = -1,
    scientific: bool = False,
    shortest: bool = False,
    width: int = -1,
    fill: str = "",
    name: str | None = None,
) -> Any:
    """Each number as text, as C's printf writes it: six digits behind the point unless `precision` says otherwise."""
    attrs = {"precision": precision, "scientific": scientific, "shortest": shortest, "width": width, "fill": fill}
    return execute("AsString", (convert_to_tensor(input),), attrs)


@export("strings.to_number")
def to_number(input: Any, out_type: Any = dtypes.float32, name: str | None = None) -> Any:
    """The number that each string spells. Raises InvalidArgumentError for one that spells none."""
    return execute("StringToNumber", (_text(input),), {"out_type": dtypes.as_dtype(out_type)})


@export("strings.format")
def format_(template: str, inputs: Any, placeholder: str = "{}", summarize: int = 3, name: str | None = None) -> Any:
    """The template with tensors, as `tf.print` writes them, for its placeholders.

    Raises ValueError where their numbers differ.
    """
    values = [inputs] if dtype_of(inputs) is not None else inputs
    places = template.count(placeholder)
    if places != len(values):
        raise ValueError(
            f"The template expects {places} tensors, but the inputs only has {len(values)}. Please ensure the number "
            "of placeholders in template matches inputs length."
        )
    attrs = {"template": template, "placeholder": placeholder, "summarize": summarize}
    return execute("StringFormat", tuple(map(convert_to_tensor, values)), attrs)


@export("strings.lower")
def lower(input: Any, encoding: str = "", name: str | None = None) -> Any:
    """Small letters: of ASCII, or of all alphabets for the encoding "utf-8"."""
    return execute("StringLower", (_text(input),), {"encoding": encoding})


@export("strings.upper")
def upper(input: Any, encoding: str = "", name: str | None = None) -> Any:
    """Capital letters: of ASCII, or of all alphabets for the encoding "utf-8"."""
    return execute("StringUpper", (_text(input),), {"encoding": encoding})


@export("strings.strip")
def strip(input: Any, name: str | None = None) -> Any:
    """Each string without the white space at its ends."""
    return execute("StringStrip", (_text(input),))


@export("strings.substr")
def substr(input: Any, pos: Any, len: Any, unit: str = "BYTE", name: str | None = None) -> Any:
    """`len` bytes or characters from `pos` on, which counts from the end if it is negative.

    Raises InvalidArgumentError for a position outside of the string.
    """
    return execute("Substr", (_text(input), *arguments(pos, len)), {"unit": unit})


@export("strings.split")
def split(input: Any, sep: str | None = None, maxsplit: int = -1, name: str | None = None) -> Any:
    """The words of one string, between white space or `sep`.

    Raises NotImplementedError for more than one string, whose words are a ragged tensor in TensorFlow.
    """
    text = _text(input)
    if text.ndim:
        raise NotImplementedError("Ragged tensors are not covered by the NumPy engine; install tensorflow to use them.")
    separator = convert_to_tensor(sep or "")
    row = execute("Reshape", (text, int_vector((1,))))
    return execute("StringSplitV2", (row, separator), {"maxsplit": maxsplit})[1]


@export("strings.regex_replace")
def regex_replace(input: Any, pattern: Any, rewrite: Any, replace_global: bool = True, name: str | None = None) -> Any:
    r"""Each match of a pattern (Python's syntax, nearly RE2's) replaced; \1 to \9 in `rewrite` stand for its groups."""
    attrs = {"pattern": _python(pattern), "rewrite": _python(rewrite), "replace_global": replace_global}
    return execute("StaticRegexReplace", (_text(input),), attrs)


@export("strings.regex_full_match")
def regex_full_match(input: Any, pattern: Any, name: str | None = None) -> Any:
    """Whether the pattern (Python's syntax, nearly RE2's) matches all of each string."""
    return execute("StaticRegexFullMatch", (_text(input),), {"pattern": _python(pattern)})


def _python(text: Any) -> str:
    """A pattern as Python's string, whatever it was given as."""
    found = convert_to_tensor(text, dtypes.string)._array.item()
    return str(found.decode())

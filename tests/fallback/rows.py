"""How a row of a table is run and compared: a short program as text, on either engine."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pytest

# What TensorFlow adds to a message beside what it says: the device's node, the op's definition, the op's graph name,
# a traceback, addresses, and the full names of its own classes.
NOISE = [
    (re.compile(r"\{\{function_node [^}]*\}\} ?"), ""),
    (re.compile(r"\s*; NodeDef: .*?(?= \[Op:|$)", re.DOTALL), ""),
    (re.compile(r"(\[Op:\w+\]) name:.*", re.DOTALL), r"\1"),
    (re.compile(r"\nTraceback \(most recent call last\).*", re.DOTALL), ""),
    (re.compile(r"0x[0-9a-f]+"), "0x"),
    (re.compile(r"\b(?:tensorflow|tapeviz|keras)(?:\.\w+)*\.([A-Z]\w+)"), r"\1"),
]


def essential(message: str) -> str:
    """The message without TensorFlow's noise, for both engines alike."""
    for pattern, replacement in NOISE:
        message = pattern.sub(replacement, message)
    return message.strip()


def params(table: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The rows as pytest parameters, named by their first column; `numpy` in a name would confuse `-k numpy`."""
    return [
        pytest.param(*row, id=re.sub("numpy|tensorflow", "_", str(row[0]).replace("\n", "; "))[:70]) for row in table
    ]


def run(tf: Any, program: str, **names: Any) -> Any:
    """What the program's last line is worth; `c` is `tf.constant`, `V` is `tf.Variable`."""
    tree = ast.parse(program)
    last = tree.body[-1]
    if isinstance(last, ast.Expr):
        name = ast.Name(
            "result", ast.Store(), lineno=last.lineno, col_offset=0, end_lineno=last.lineno, end_col_offset=0
        )
        tree.body[-1] = ast.copy_location(ast.Assign([name], last.value), last)
    names |= {"tf": tf, "np": np, "c": tf.constant, "V": tf.Variable, "result": None}
    exec(compile(tree, "<row>", "exec"), names)
    return names["result"]


def check_raises(tf: Any, program: str, kind: str, message: str) -> None:
    """The program must raise exactly this kind of error, with this essential message."""
    expected = getattr(builtins, kind, None) or getattr(tf.errors, kind)
    with pytest.raises(expected) as caught:
        run(tf, program)
    assert type(caught.value) is expected
    assert essential(str(caught.value)) == essential(message)


def plain(value: Any) -> Any:
    """The value as lists, numbers and None; IndexedSlices as (their name, values, indices)."""
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        return value
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(plain(item) for item in value)
    if type(value).__name__ == "IndexedSlices":
        return ("IndexedSlices", plain(value.values), plain(value.indices))
    return np.asarray(value).tolist()


def check_close(actual: Any, expected: Any, rtol: float = 1e-5, atol: float = 1e-7) -> None:
    """Same structure, same Nones, same numbers within the tolerance; NaN equals NaN."""
    actual = plain(actual)
    if expected is None or isinstance(expected, (str, bytes, bool)):
        assert actual is expected or actual == expected
    elif isinstance(expected, Mapping):
        assert list(actual) == list(expected)
        for key, item in expected.items():
            check_close(actual[key], item, rtol, atol)
    elif isinstance(expected, (list, tuple)):
        assert isinstance(actual, type(expected)), (actual, expected)
        assert len(actual) == len(expected), (actual, expected)
        for one, other in zip(actual, expected, strict=True):
            check_close(one, other, rtol, atol)
    else:
        np.testing.assert_allclose(actual, expected, rtol=rtol, atol=atol)


def gradient(tf: Any, expression: str, *points: Any) -> Any:
    """The gradient of an expression of x (and y, and z) there; one point gives one gradient, several give a tuple."""
    watched = tuple(tf.constant(point) for point in points)
    with tf.GradientTape() as tape:
        tape.watch(watched)
        target = run(tf, expression, **dict(zip("xyz", watched, strict=False)))
    return tape.gradient(target, watched if len(watched) > 1 else watched[0])

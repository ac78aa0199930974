"""`tf.strings`: what teaching programs use of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, gradient, params, run

STRINGS = [
    # program, value
    ("tf.strings.length('abc')", 3),
    ("tf.strings.length(['a', '', 'abc'])", [1, 0, 3]),
    ("tf.strings.join(['a', 'b'])", b"ab"),
    ("tf.strings.join([['a', 'b'], 'c'], separator='-')", [b"a-c", b"b-c"]),
    ("tf.strings.as_string(3)", b"3"),
    ("tf.strings.as_string([1.5, 2.])", [b"1.500000", b"2.000000"]),
    ("tf.strings.as_string(c([True, False]))", [b"true", b"false"]),
    ("tf.strings.as_string(3.14159, precision=2)", b"3.14"),
    ("tf.strings.to_number('2.5')", 2.5),
    ("tf.strings.to_number(['1', '2'], tf.int32)", [1, 2]),
    ("tf.strings.format('x={}', c([1, 2]))", b"x=[1 2]"),
    ("tf.strings.format('{} {}', (c(1.5), 2))", b"1.5 2"),
    ("tf.strings.lower('AbC')", b"abc"),
    ("tf.strings.upper('AbC')", b"ABC"),
    ("tf.strings.substr('hello', 1, 3)", b"ell"),
    ("tf.strings.substr(['hello', 'wo'], -2, 5)", [b"lo", b"wo"]),
    ("tf.strings.length(['\u00e9'], unit='UTF8_CHAR')", [1]),
    ("tf.strings.as_string(-3, width=5, fill='0')", b"-0003"),
    ("tf.strings.as_string([1e10, 0.1], shortest=True)", [b"1e+10", b"0.1"]),
    ("tf.strings.to_number([' 1 ', '1e3', '0x10'])", [1.0, 1000.0, 16.0]),
    ("tf.strings.format('x={}', tf.range(10), summarize=2)", b"x=[0 1 ... 8 9]"),
    ("tf.strings.format('x={}', c(['abc']))", b'x=["abc"]'),
    ("tf.strings.strip(['  a ', 'b'])", [b"a", b"b"]),
    ("tf.strings.split('a b  c')", [b"a", b"b", b"c"]),
    ("tf.strings.split('a,b,,c', ',')", [b"a", b"b", b"", b"c"]),
    ("tf.strings.regex_replace(['hello', 'world'], '[lo]+', 'X')", [b"heX", b"wXrXd"]),
    ("tf.strings.regex_replace('hello', '(h)(e)', '\\\\2\\\\1')", b"ehllo"),
    ("tf.strings.regex_full_match(['abc', 'abcd'], 'a.c')", [True, False]),
    ("tf.strings.reduce_join([['a', 'b'], ['c', 'd']])", b"abcd"),
    ("tf.strings.reduce_join([['a', 'b'], ['c', 'd']], axis=0)", [b"ac", b"bd"]),
    ("c('a') + c('b')", b"ab"),
    ("c('a') + 'b'", b"ab"),
    ("c(['a', 'b']) == 'a'", [True, False]),
]


@pytest.mark.parametrize(("program", "value"), params(STRINGS))
def test_a_text(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, program), value)


def test_a_number_through_text_has_no_gradient(tf: Any) -> None:
    assert gradient(tf, "tf.strings.to_number(tf.strings.as_string(x))", [1.0, 2.0]) is None


REFUSED = [
    # program, kind of error, message
    (
        "tf.strings.to_number(['1', 'x'])",
        "InvalidArgumentError",
        "StringToNumberOp could not correctly convert string: x [Op:StringToNumber]",
    ),
    (
        "tf.strings.join([['a', 'b'], ['c']])",
        "InvalidArgumentError",
        "Input shapes do not match: [2] vs. [1] [Op:StringJoin]",
    ),
    (
        "tf.strings.substr('hello', 9, 1)",
        "InvalidArgumentError",
        "pos 9 out of range for string b'hello' at index 0 [Op:Substr]",
    ),
    (
        "tf.strings.as_string(3, precision=2)",
        "InvalidArgumentError",
        "precision not supported for datatype int32 [Op:AsString]",
    ),
    (
        "tf.strings.format('x={}', [1, 2])",
        "ValueError",
        (
            "The template expects 1 tensors, but the inputs only has 2. Please ensure the number of placeholders in "
            "template matches inputs length."
        ),
    ),
    ("tf.strings.lower(3)", "TypeError", "Cannot convert 3 to EagerTensor of dtype string"),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(REFUSED))
def test_what_is_refused(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)

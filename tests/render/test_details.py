"""What a page knows of each node."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tapeviz.render.details import Details
from tapeviz.render.drawing import picture_of
from tapeviz.render.html import render_html
from tapeviz.report import Report
from tests.factories import Builder
from tests.render.situations import SITUATIONS

every_situation = pytest.mark.parametrize("build", SITUATIONS.values(), ids=SITUATIONS)


def told(report: Report) -> dict[str, tuple[list[int], dict[str, str]]]:
    """By a node's name or title, its lines and its rows."""
    picture = picture_of(report)
    entries = zip(picture.nodes, Details(report).entries(picture), strict=True)
    return {
        node.name or node.title: (lines, dict(zip(rows[::2], rows[1::2], strict=True)))
        for node, (lines, rows) in entries
    }


def test_an_op_tells_code_value_gradient_device_and_attributes() -> None:
    b = Builder().cell("h = tf.matmul(x, w, transpose_b=True)")
    x, w = (b.variable(name, value=[[1.0, 2.0]], live=True) for name in "xw")
    attributes = (("transpose_a", "False"), ("transpose_b", "True"))
    h = b.op("MatMul", x, w, line=2, name="h", value=[[5.0]], adjoint=[[1.0]], attrs=attributes, scopes=("outer", "in"))
    lines, rows = told(b.target(h).report())["h"]

    assert lines == [2]
    assert rows == {
        "line 2": "h = tf.matmul(x, w, transpose_b=True)",
        "names": "h",
        "tensor": "float32 (1, 1)",
        "value": "[[5.0]]",
        "gradient": "[[1.0]]",
        "device": "/CPU:0",
        "layer": "outer/in",
        "transpose_a": "False",
        "transpose_b": "True",
    }


def test_a_variable_that_is_read_twice_has_the_gradient_of_both_reads() -> None:
    def product(*, asked: bool) -> dict[str, str]:
        b = Builder().cell("s = a * a")
        a = b.variable("a", value=3.0, adjoint=3.0, live=True)
        again = b.tensor(value=3.0, origin="variable", variable=a.variable, adjoint=3.0, live=True)
        b.target(b.op("Mul", a, again, line=2, name="s", value=9.0, adjoint=1.0))
        report = (b.source(a, gradient=6.0) if asked else b).report()
        assert any("= 3.0" in row.text for node in picture_of(report).nodes for row in node.rows) is False
        return told(report)["a"][1]

    assert product(asked=True)["gradient"] == "6.0"
    assert "gradient" not in product(asked=False)


def test_a_large_value_tells_every_statistic() -> None:
    b = Builder().cell("y = tf.sin(x)")
    x = b.variable("x", value=[float(n % 7) for n in range(500)], live=True)
    b.target(b.op("Sin", x, line=2, name="y", value=[0.5] * 500, adjoint=[1.0] * 500))

    _, rows = told(b.report())["x"]

    assert rows["value"] == "500 entries, min 0.0, max 6.0, mean 2.988, std 2.001, 72 zero"
    assert (rows["trainable"], rows["watched"]) == ("True", "True")


def test_a_python_step_tells_the_way_into_the_helper() -> None:
    lines, rows = told(SITUATIONS["numpy_in_a_helper"]())["s"]

    assert lines == [3]
    assert rows == {"line 5 of losses.py": "np.mean(values, axis=0)", "line 3": "scaled(h)", "step": "np.mean"}


def test_a_fold_tells_its_first_ops_and_how_many_more() -> None:
    report = SITUATIONS["many_sources"]()
    picture = picture_of(report)
    folds = [
        (lines, rows)
        for node, (lines, rows) in zip(picture.nodes, Details(report).entries(picture), strict=True)
        if node.kind == "fold" and lines
    ]

    (lines, rows), *_ = folds
    assert lines == [2]
    assert re.fullmatch(r"and \d\d more ops", rows[-1])
    assert any("Conv2D" in row for row in rows)


@every_situation
def test_no_empty_line_ends_the_html_in_a_markdown_file(build: Callable[[], Report]) -> None:
    assert "\n\n" not in render_html(build())

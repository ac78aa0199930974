"""`--jacobian` and `--hessian`: values, shapes, what their form means, and what is not computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tapeviz.codec import dump_report, load_report
from tapeviz.higher import matrices
from tapeviz.render.html import render_html
from tapeviz.render.text import render_text
from tapeviz.report import Block, Report
from tests.engines.taping import tape

SETUP = """
x = tf.Variable([1.0, 2.0, 3.0])
w = tf.Variable([[1.0, 2.0, 0.5], [0.0, 1.0, -1.0]])
s = tf.Variable(2.0)
t = tf.Variable(0.5)
rows = tf.Variable([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]])
n = tf.Variable([1, 2])
@tf.custom_gradient
def skewed(a):
    return tf.identity(a), lambda g: g * tf.stack([a[1], 0.0, 0.0])
"""


def taped(names: dict[str, Any], cell: str, line: str, **asked: Any) -> Report:
    return tape(cell, line, setup=SETUP, namespace=names, **asked).report


def jacobian(names: dict[str, Any], cell: str, line: str = "y wrt x", **asked: Any) -> Report:
    return taped(names, cell, line, jacobian=True, **asked)


def hessian(names: dict[str, Any], cell: str, line: str = "y wrt x", **asked: Any) -> Report:
    return taped(names, cell, line, hessian=True, **asked)


def only(blocks: tuple[Block, ...]) -> Block:
    (block,) = blocks
    return block


# ---- Jacobians ----


def test_the_block_has_the_targets_shape_and_then_the_sources(names: Any) -> None:
    report = jacobian(names, "y = tf.linalg.matvec(w, x)", "y wrt x; w")
    assert report.jacobian("x").tolist() == [[1.0, 2.0, 0.5], [0.0, 1.0, -1.0]]
    assert report.jacobian("w").shape == (2, 2, 3)
    assert report.jacobian("w").dtype == np.float32
    assert report.jacobian("w")[1].tolist() == [[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]]


def test_it_is_what_the_tape_itself_gives(names: Any) -> None:
    report = jacobian(names, "y = tf.nn.softmax(tf.linalg.matvec(w, x))", persistent=True)
    wanted = names["tape"].jacobian(names["y"], names["x"]).numpy()
    np.testing.assert_allclose(report.jacobian(), wanted, rtol=1e-6)


@pytest.mark.parametrize(
    ("cell", "line", "form", "words"),
    [
        ("y = x ** 2", "y wrt x", "diagonal", "tape.gradient(y, x) holds all there is"),
        (
            "y = tf.nn.softmax(rows)",
            "y wrt rows",
            "per-example",
            "tape.batch_jacobian(y, rows) gives just these blocks",
        ),
        ("y = tf.sign(x)", "y wrt x", "zero", "every entry is 0"),
        ("y = tf.cumsum(x)", "y wrt x", "", "shape (3, 3) = y (3,) by x (3,)"),
        ("y = tf.reduce_sum(x ** 2)", "y wrt x", "", "shape (3,) = y () by x (3,)"),
        ("y = rows - tf.reduce_mean(rows, axis=0)", "y wrt rows", "", "shape (3, 2, 3, 2)"),
    ],
)
def test_the_form_is_named_with_what_it_means(names: Any, cell: str, line: str, form: str, words: str) -> None:
    report = jacobian(names, cell, line)
    assert only(report.jacobians).structure == form
    assert words in " ".join(render_text(report).split())


def test_of_a_batch_the_named_call_gives_the_blocks(names: Any) -> None:
    report = jacobian(names, "y = tf.nn.softmax(rows)", "y wrt rows", persistent=True)
    mine = np.stack([report.jacobian()[k, :, k, :] for k in range(3)])
    np.testing.assert_allclose(mine, names["tape"].batch_jacobian(names["y"], names["rows"]).numpy(), rtol=1e-6)


def test_several_targets_have_a_block_each_and_a_none_its_reason(names: Any) -> None:
    report = jacobian(names, "y = x * 2.0\nz = x * s", "[y, z] wrt x; s")
    assert [(block.row, block.source, block.status) for block in report.jacobians] == [
        ("y", "x", "matrix"),
        ("y", "s", "none"),
        ("z", "x", "matrix"),
        ("z", "s", "matrix"),
    ]
    why = report.jacobians[1].report
    assert why is not None
    assert (str(why.diagnoses[0].cause), why.diagnoses[0].message) == ("not-connected", "'s' is not used to compute y")
    with pytest.raises(ValueError, match="name one: there are 'y' by 'x'"):
        report.jacobian("x")
    assert report.jacobian("x", target="z").tolist() == [[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]]


def test_a_none_is_explained_where_the_gradient_is(names: Any) -> None:
    report = jacobian(names, "h = tf.round(x)\ny = h * s", "y wrt x; s")
    assert [block.status for block in report.jacobians] == ["none", "matrix"]
    assert report.jacobians[0].report is None
    assert str(report.diagnoses[0].cause) == "not-differentiable"
    with pytest.raises(ValueError, match="it is None; the report says why"):
        report.jacobian("x")


def test_integers_are_refused_in_one_line(names: Any) -> None:
    report = jacobian(names, "y = x[0] * tf.cast(n[0], tf.float32)", "y wrt x; n")
    assert (report.jacobians[1].status, report.jacobians[1].note) == ("refused", "n is not of floating-point numbers")
    assert [d.status for d in report.diagnoses] == ["gradient", "none"]


def test_a_target_that_is_no_tensor_has_no_jacobian(names: Any) -> None:
    report = jacobian(names, "y = 3.0", hessian=True)
    assert (report.jacobians, report.hessians) == ((), ())


def test_what_would_be_huge_is_not_computed(names: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "MOST_ENTRIES", 8)
    report = jacobian(names, "y = x * 2.0\nz = rows * 1.0", "[y, z] wrt x; rows")
    assert [block.status for block in report.jacobians] == ["refused"] * 4
    assert report.jacobians[0].note.startswith("it would have 3 x 3 = 9 entries; take it for a part of the target")
    assert "tape.batch_jacobian(z, rows) is 3 times smaller" in report.jacobians[3].note
    assert "dy/dx: not computed" in render_text(report)
    with pytest.raises(ValueError, match="9 entries"):
        report.jacobian("x", "y")


def test_a_large_one_is_kept_as_a_coarse_picture(names: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "MOST_KEPT", 8)
    monkeypatch.setattr(matrices, "MOST_TILES", 2)
    block = only((report := jacobian(names, "y = x * tf.constant([1.0, -5.0, 2.0])")).jacobians)
    assert (block.values, block.tiles) == (None, ((-5.0, 0.0), (0.0, 2.0)))
    with pytest.raises(ValueError, match=r"take tape\.jacobian in a cell with --persistent"):
        report.jacobian()
    assert "each sign is the largest entry of its part" in render_text(report)


def test_what_cannot_be_vectorized_is_taken_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    tf = pytest.importorskip("tensorflow")
    original = tf.GradientTape.jacobian

    def stubborn(self: Any, *args: Any, experimental_use_pfor: bool = True, **named: Any) -> Any:
        if experimental_use_pfor:
            raise ValueError("no converter for this op\nand more lines")
        return original(self, *args, experimental_use_pfor=False, **named)

    monkeypatch.setattr(tf.GradientTape, "jacobian", stubborn)
    report = jacobian({"__name__": "__main__", "tf": tf}, "y = x ** 2")
    assert report.jacobian().diagonal().tolist() == [2.0, 4.0, 6.0]
    assert (
        only(report.jacobians).note
        == "taken row by row (TensorFlow could not take all at once: no converter for this op)"
    )


def test_a_py_function_of_tensorflow_has_been_differentiated_already() -> None:
    tf = pytest.importorskip("tensorflow")
    report = jacobian({"__name__": "__main__", "tf": tf}, "y = tf.py_function(lambda a: a ** 2, [x], tf.float32)")
    assert only(report.jacobians).status == "error"
    assert "differentiates a tf.py_function once only" in only(report.jacobians).note
    assert report.diagnoses[0].status == "gradient"


# ---- Hessians ----


def test_the_hessian_has_a_block_for_each_pair(names: Any) -> None:
    report = hessian(names, "y = tf.reduce_sum(x ** 3) * s + s * s", "y wrt x; s")
    assert report.hessian("x").tolist() == [[12.0, 0.0, 0.0], [0.0, 24.0, 0.0], [0.0, 0.0, 36.0]]
    assert report.hessian("x", "s").tolist() == [3.0, 12.0, 27.0]
    assert report.hessian("s", "x").tolist() == [3.0, 12.0, 27.0]
    assert float(report.hessian("s")) == 2.0


@pytest.mark.parametrize(
    ("cell", "signs", "words"),
    [
        ("y = s ** 2 + t ** 2", (2, 0, 0), "curved upwards in every direction, a minimum where the gradient is 0"),
        ("y = -(s ** 2) - 3.0 * t ** 2", (0, 0, 2), "a maximum where the gradient is 0"),
        ("y = s ** 2 - t ** 2", (1, 0, 1), "a saddle where the gradient is 0"),
        ("y = s * t", (1, 0, 1), "a saddle"),
        ("y = (s + t) ** 2", (1, 1, 0), "curved upwards in some directions, flat in others"),
    ],
)
def test_the_signs_of_the_eigenvalues_say_how_it_bends(
    names: Any, cell: str, signs: tuple[int, int, int], words: str
) -> None:
    report = hessian(names, cell, "y wrt s; t")
    whole = report.curvature
    assert whole is not None
    assert (whole.size, (whole.positive, whole.zero, whole.negative)) == (2, signs)
    assert whole.asymmetry == 0
    assert words in " ".join(render_text(report).split())


def test_a_gradient_that_is_no_derivative_makes_it_asymmetric(names: Any) -> None:
    report = hessian(names, "y = tf.reduce_sum(skewed(x))")
    assert report.curvature is not None
    assert report.curvature.asymmetry > 0.5
    assert report.curvature.positive is None
    assert "not symmetric" in render_text(report)


def test_a_large_hessian_is_one_coarse_picture(names: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "MOST_KEPT", 4)
    monkeypatch.setattr(matrices, "MOST_TILES", 2)
    report = hessian(names, "y = tf.reduce_sum(x ** 3) * s", "y wrt x; s")
    assert report.curvature is not None
    assert report.curvature.tiles == ((24.0, 12.0), (12.0, 36.0))
    assert "Hessian of y   4 x 4, by x (3,), s ()" in (text := render_text(report))
    assert text.count("each sign is the largest entry of its part") == 1


def test_a_none_block_is_explained_and_counts_as_zero(names: Any) -> None:
    report = hessian(names, "y = s ** 2 + 3.0 * t", "y wrt s; t")
    assert [block.status for block in report.hessians] == ["matrix", "none", "none", "none"]
    text = " ".join(render_text(report).split())
    assert "d2y/dsdt, d2y/dtds None: dy/ds is constant in t" in text
    assert "d2y/dt2 None: dy/dt is constant in t" in text
    assert "None counts as 0" in text
    with pytest.raises(ValueError, match="it is None"):
        report.hessian("t")


def test_zero_gives_zeros_there(names: Any) -> None:
    report = hessian(names, "y = s ** 2 + 3.0 * t", "y wrt s; t", zero=True)
    assert float(report.hessian("t")) == 0.0
    assert report.hessians[3].status == "none"


def test_of_a_tensor_the_hessian_of_the_sum_is_taken(names: Any) -> None:
    assert hessian(names, "y = x ** 3").hessian().diagonal().tolist() == [6.0, 12.0, 18.0]


def test_a_source_without_gradient_is_left_out(names: Any) -> None:
    report = hessian(names, "y = tf.reduce_sum(tf.round(x)) + s ** 2", "y wrt x; s")
    assert [(block.row, block.source) for block in report.hessians] == [("s", "s")]


# ---- the report ----


def test_nothing_that_was_not_asked_for_is_there(names: Any) -> None:
    report = taped(names, "y = s ** 2", "y wrt s")
    with pytest.raises(ValueError, match=r"the cell was not asked for it: %%tape ... --jacobian"):
        report.jacobian()
    with pytest.raises(ValueError, match=r"%%tape ... --hessian"):
        report.hessian()
    entry = report.to_dict()
    assert "hessian" not in entry
    assert "jacobians" not in entry["sources"][0]


def test_json_has_the_blocks(names: Any) -> None:
    report = taped(names, "y = s ** 2 + 3.0 * t", "y wrt s; t", jacobian=True, hessian=True)
    facts = report.to_dict()
    assert facts["sources"][0]["jacobians"][0]["value"] == 4.0
    assert facts["hessian"]["eigenvalues"] == {"positive": 1, "zero": 1, "negative": 0}
    mixed = facts["hessian"]["blocks"][1]
    assert (mixed["row"], mixed["column"], mixed["status"], mixed["cause"]) == ("s", "t", "none", "not-connected")
    assert load_report(dump_report(report)) == report


def test_the_page_has_one_picture_for_each_matrix(names: Any) -> None:
    page = render_html(jacobian(names, "y = tf.linalg.matvec(w, x)", "y wrt x; w"))
    assert page.count('alt="Heat map of dy/d') == 2
    assert 'alt="Heat map of the Hessian of y, 3 x 3"' in render_html(hessian(names, "y = tf.reduce_sum(x ** 3)"))


def test_numbers_where_they_are_few(names: Any) -> None:
    text = render_text(jacobian(names, "y = x * tf.constant([1.0, -5.0, 2.0])"))
    assert "    [ 1.0   0.0  0.0 ]\n    [ 0.0  -5.0  0.0 ]\n    [ 0.0   0.0  2.0 ]" in text

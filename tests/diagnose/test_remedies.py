"""Remedies as code: NumPy translated, substitutes filled in, and edits of the cell applied to its text."""

from __future__ import annotations

import ast

import pytest

from tapeviz.diagnose import diagnose, numpy_names
from tapeviz.diagnose.case import Case
from tapeviz.diagnose.cell_text import CellText, Piece
from tapeviz.diagnose.moves import renamed, unpaused
from tapeviz.diagnose.remedies import edit
from tapeviz.diagnose.rewrites import floats, with_float_dtype
from tapeviz.diagnose.translate import translated
from tapeviz.records import CodeSpan
from tapeviz.report import Edit
from tests.factories import CELL, Builder


def _applied(text: str, change: Edit | None) -> str:
    assert change is not None
    cell = CellText(text)
    start, end = cell.offset(change.line, change.col), cell.offset(change.end_line, change.end_col)
    return text[:start] + change.new_text + text[end:]


def _edited(b: Builder) -> str:
    report = diagnose(b.build())
    text = next(code.text for code in report.recording.codes if code.key == CELL)
    return _applied(text, report.diagnoses[0].edit).partition("\n")[2]


# ---- translation ----


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.mean(x2, axis=0)", "tf.reduce_mean(x2, axis=0)"),
        ("np.mean(x2, 0)", "tf.reduce_mean(x2, axis=0)"),
        ("x.numpy().mean(axis=1)", "tf.reduce_mean(x, axis=1)"),
        ("x.numpy().reshape(2, 3).T", "tf.transpose(tf.reshape(x, [2, 3]))"),
        ("x.numpy().astype(np.float64)", "tf.cast(x, tf.float64)"),
        ("tf.reduce_sum(x.numpy())", "tf.reduce_sum(x)"),
        ("float(x)", "x"),
        ("x.item()", "x"),
        ("float(tf.reduce_sum(x)) * 2", "tf.reduce_sum(x) * 2"),
        ("math.exp(-a * b)", "tf.exp(-a * b)"),
        ("abs(x.numpy())", "tf.abs(x)"),
        ("np.concatenate([a, b])", "tf.concat([a, b], axis=0)"),
        ("np.concatenate([a, b], 1)", "tf.concat([a, b], axis=1)"),
        ("np.array([a, b])", "tf.stack([a, b])"),
        ("np.clip(x, 0.0, 1.0)", "tf.clip_by_value(x, 0.0, 1.0)"),
        ("np.clip(x, a_min=0.0, a_max=1.0)", "tf.clip_by_value(x, clip_value_min=0.0, clip_value_max=1.0)"),
        ("np.linalg.norm(x, axis=1)", "tf.norm(x, axis=1)"),
        ("np.dot(a, b)", "tf.tensordot(a, b, 1)"),
        ("np.transpose(x, (1, 0))", "tf.transpose(x, perm=(1, 0))"),
        ("np.float32(angle)", "tf.cast(angle, tf.float32)"),
        ("tf.constant(np.mean(x.numpy()))", "tf.convert_to_tensor(tf.reduce_mean(x))"),
        ("model.predict(x, verbose=0)", "model(x)"),
        ("model.predict_on_batch(x).max(axis=1)", "tf.reduce_max(model(x), axis=1)"),
        ("layer.get_weights()[0]", "layer.weights[0]"),
        ("np.random.normal(mu, sigma)", "mu + sigma * tf.random.normal(tf.shape(sigma))"),
        ("np.random.normal(mu + 1, sigma, [3])", "mu + 1 + sigma * tf.random.normal([3])"),
        ("np.random.rand(2, 3)", "tf.random.uniform([2, 3])"),
    ],
)
def test_a_step_outside_tensorflow_has_its_counterpart(code: str, expected: str) -> None:
    assert translated(code) == ast.unparse(ast.parse(expected))


@pytest.mark.parametrize(
    "code",
    ["int(x)", "np.mean(x, dtype=np.float64)", "np.corrcoef(a, b)", "np.sum(*parts)", "np.mean(x, **options)", "np.("],
)
def test_what_has_no_counterpart_is_not_translated(code: str) -> None:
    assert translated(code) == ""


def test_the_table_holds_at_least_120_names() -> None:
    names = numpy_names._table(numpy_names._NUMPY)

    assert len(names) >= 120
    assert {"linalg.norm", "mean", "fft.rfft", "where"} <= set(names)


def test_every_counterpart_exists_in_tensorflow() -> None:
    tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    tables = (numpy_names._NUMPY, numpy_names._MATH, numpy_names._METHODS)

    for target in {row.target for text in tables for row in numpy_names._table(text).values()}:
        found = tf
        for part in target.split(".")[1:]:
            found = getattr(found, part)
        assert callable(found), target


@pytest.mark.parametrize("name", sorted(numpy_names._table(numpy_names._NUMPY)))
def test_every_name_of_the_table_is_numpys(name: str) -> None:
    import numpy as np

    found = np
    for part in name.split("."):
        found = getattr(found, part, None)
    assert found is not None


@pytest.mark.parametrize(
    "code",
    [
        *(f"np.{name}(x)" for name in ("mean", "sum", "std", "var", "cumsum", "argmax", "diag", "deg2rad", "log10")),
        *(f"np.{name}(x, axis=1)" for name in ("max", "min", "prod", "cumprod", "sort", "argsort")),
        *(f"np.{name}(x, y)" for name in ("dot", "tensordot", "power", "arctan2", "hypot", "maximum", "kron", "outer")),
        "np.where(x > 0.4, x, y)",
        "np.clip(x, 0.3, 0.6)",
        "np.concatenate([x, y])",
        "np.stack([x, y], axis=-1)",
        "np.reshape(x, (4,))",
        "np.ravel(x)",
        "np.tile(x, 2)",
        "np.pad(x, [[1, 1], [0, 0]])",
        "np.einsum('ij,jk->ik', x, y)",
        "np.linalg.norm(x, axis=0)",
        "np.linalg.inv(x)",
        "x.mean(0) + np.trace(y)",
    ],
)
def test_the_counterpart_gives_the_same_numbers(code: str) -> None:
    np = pytest.importorskip("numpy")
    tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    x, y = np.array([[0.2, 0.5], [0.7, 0.3]]), np.array([[0.4, 0.1], [0.9, 0.6]])

    # A method is translated only behind a step that left TensorFlow.
    new = translated(code.replace("x.mean", "x.numpy().mean"))
    wanted = eval(code, {"np": np, "x": x, "y": y})  # noqa: S307 - the codes of this list
    given = eval(new, {"tf": tf, "x": tf.constant(x), "y": tf.constant(y)})  # noqa: S307

    np.testing.assert_allclose(given.numpy(), wanted, rtol=1e-6)


# ---- constants ----


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("tf.constant(10)", "tf.constant(10.0)"),
        ("n = tf.Variable([1, -2])", "tf.Variable([1.0, -2.0])"),
        ("tf.constant(n)", ""),
        ("tf.constant(3, dtype=tf.int32)", ""),
        ("make(3)", ""),
        ("tf.constant(", ""),
    ],
)
def test_whole_numbers_get_a_decimal_point(code: str, expected: str) -> None:
    assert floats(code) == expected


def test_an_array_of_whole_numbers_gets_a_dtype() -> None:
    assert with_float_dtype("tf.Variable(counts)") == "tf.Variable(counts, dtype=tf.float32)"
    assert with_float_dtype("tf.Variable([True, False])") == ""


# ---- edits ----


def _cut(op_type: str, code: str, cell: str, dtype: str = "float32") -> Builder:
    b = Builder().cell(cell)
    x = b.variable("x", value=1.5, live=False)
    h = b.op(op_type, x, code=code, name="h", value=1.0, dtype=dtype, live=dtype == "float32")
    b.vjp(h, "blocked")
    y = b.op("Mul", h, 2.0, code="y = ", name="y", value=2.0, live=True)
    return b.target(y, name="y").source(x, root="x")


def test_rounding_passes_the_gradient_straight_through() -> None:
    b = _cut("Round", "tf.round(x)", "y = 2.0 * tf.round(x)")

    assert _edited(b) == "y = 2.0 * (x + tf.stop_gradient(tf.round(x) - x))"


def test_a_comparison_is_softened_where_it_is_cast() -> None:
    b = _cut("Greater", "x > 0.5", "y = tf.cast(x > 0.5, tf.float32) * 2.0", dtype="bool")

    assert _edited(b) == "y = tf.sigmoid(10.0 * (x - 0.5)) * 2.0"


def test_a_comparison_that_is_used_as_such_is_left_alone() -> None:
    b = _cut("Greater", "x > 0.5", "y = tf.where(x > 0.5, 1.0, 2.0)", dtype="bool")

    assert diagnose(b.build()).diagnoses[0].edit is None


def test_stop_gradient_keeps_its_argument_together() -> None:
    b = _cut("StopGradient", "tf.stop_gradient(x - 1.0)", "y = 2.0 * tf.stop_gradient(x - 1.0)")

    assert _edited(b) == "y = 2.0 * (x - 1.0)"


def test_numpy_is_translated_in_every_statement_on_the_way_and_nowhere_else() -> None:
    b = Builder().cell("size = np.sqrt(2.0)\na = np.square(x)\nb = np.mean(a, axis=0)  # each\ny = tf.constant(b) * w")
    x, w = b.variable("x", value=3.0), b.variable("w", value=1.0, live=True)
    squared = b.host("np.square", x, code="np.square(x)", type_name="ndarray")
    mean = b.host("np.mean", squared, code="np.mean(a, axis=0)", kind="host")
    entered = b.constant(9.0)
    b.host("tf.constant", mean, code="tf.constant(b)", out=entered, kind="enter")
    y = b.op("Mul", entered, w, code="tf.constant(b) * w", name="y", value=9.0, live=True)
    b.target(y, name="y").source(x, root="x")

    assert _edited(b).splitlines() == [
        "size = np.sqrt(2.0)",
        "a = tf.square(x)",
        "b = tf.reduce_mean(a, axis=0)  # each",
        "y = tf.convert_to_tensor(b) * w",
    ]


def test_a_step_without_counterpart_leaves_the_cell_as_it_is() -> None:
    b = Builder().cell("b = np.corrcoef(x)\ny = tf.constant(b)")
    x = b.variable("x", value=3.0)
    host = b.host("np.corrcoef", x, code="np.corrcoef(x)", type_name="ndarray")
    y = b.constant(9.0, "y")
    b.host("tf.constant", host, code="tf.constant(b)", out=y, kind="enter")
    b.target(y, name="y").source(x, root="x")

    assert diagnose(b.build()).diagnoses[0].edit is None


def test_a_foreign_step_around_the_value_leaves_the_cell_as_it_is() -> None:
    b = Builder().cell("text = json.dumps(x.numpy())\ny = tf.constant(json.loads(text))")
    x = b.variable("x", value=3.0)
    array = b.host("x.numpy", x, code="x.numpy()", type_name="ndarray")
    text = b.host("json.dumps", array, code="json.dumps(x.numpy())", kind="host", type_name="str")
    y = b.constant(9.0, "y")
    b.host("tf.constant", text, code="tf.constant(json.loads(text))", out=y, kind="enter")
    b.target(y, name="y").source(x, root="x")

    assert diagnose(b.build()).diagnoses[0].edit is None


def test_a_source_that_is_not_watched_is_an_option() -> None:
    b = Builder().cell("y = x * 2.0")
    x = b.tensor("x", value=1.0, live=False)
    y = b.op("Mul", x, 2.0, code="x * 2.0", name="y", value=2.0, live=False)
    b.vjp(y, "passes").target(y, name="y").source(x, root="x")
    report = diagnose(b.build())

    assert report.diagnoses[0].edit == Edit(1, 0, 1, 0, "", "--watch x")
    assert edit(Case(report.recording), report.diagnoses[0]) == report.diagnoses[0].edit


def test_a_tensor_of_the_cell_is_watched_where_it_is_made() -> None:
    b = Builder().cell("x = tf.constant(1.0)\ny = x * 2.0")
    x = b.constant(1.0, "x", live=False)
    y = b.op("Mul", x, 2.0, code="x * 2.0", name="y", value=2.0, live=False)
    b.vjp(y, "passes").target(y, name="y")
    b.source(x, root="x", made=b.span(code="tf.constant(1.0)"))

    assert _edited(b) == "x = tf.constant(1.0)\ntape.watch(x)\ny = x * 2.0"


def _span(text: str, code: str) -> CodeSpan:
    start = text.index(code)
    line = text.count("\n", 0, start) + 1
    col = start - (text.rfind("\n", 0, start) + 1)
    return CodeSpan(CELL, line, col, line, col + len(code))


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("x = f(x)\ny = x", "x = f(x)", "x_new = f(x)\ny = x_new"),
        ("loss, x = step(x)", "loss, x = step(x)", "loss, x_new = step(x)"),
        ("for x in rows:\n    use(x)", "x", "for x_new in rows:\n    use(x_new)"),
        ("for x in parts(x):\n    use(x)", "x", "for x_new in parts(x):\n    use(x_new)"),
    ],
)
def test_a_result_gets_a_name_of_its_own_from_there_on(text: str, code: str, expected: str) -> None:
    assert _applied(text, renamed(CellText(text), _span(text, code), "x", "x_new")) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("for i in range(3):\n    x = f(x)", "x = f(x)"),
        ("def g():\n    return x\nx = f(x)", "x = f(x)"),
        ("x_new = 1\nx = f(x)", "x = f(x)"),
        ("y = x\ndel x\nx = f(y)", "x = f(y)"),
        ("match f(x):\n    case {'a': x}:\n        use(x)", "{'a': x}"),
        ("x = = 1", "x = = 1"),
    ],
)
def test_a_name_that_cannot_be_told_apart_is_not_renamed(text: str, code: str) -> None:
    assert renamed(CellText(text), _span(text, code), "x", "x_new") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with tape.stop_recording():\n    a = 1  # one\n    b = 2\nc = 3", "a = 1  # one\nb = 2\nc = 3"),
        ("if on:\n    with tape.stop_recording():\n        a = 1", "if on:\n    a = 1"),
        ("with tape.stop_recording(): a = 1", "if True: a = 1"),
    ],
)
def test_a_pause_is_undone(text: str, expected: str) -> None:
    assert _applied(text, unpaused(CellText(text), text.index("a = 1"))) == expected


def test_a_block_that_is_no_pause_stays() -> None:
    text = "with tf.device('/CPU:0'):\n    a = 1"

    assert unpaused(CellText(text), text.index("a = 1")) is None


# ---- the text of the cell ----


def test_columns_are_characters_also_beyond_ascii() -> None:
    cell = CellText("größe = f(β) + g(x)")
    tree = cell.tree
    assert tree is not None
    (call,) = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n) == "g(x)"]

    assert cell.slice(call) == "g(x)"
    assert _applied(cell.text, cell.edit([Piece(*cell.range(call), "h(x)")])) == "größe = f(β) + h(x)"


def test_magic_lines_do_not_keep_the_cell_from_being_read() -> None:
    assert CellText("%%tape y\n!ls\nif a:\n    %time f()\ny = 1").tree is not None


def test_edits_that_overlap_or_change_nothing_are_none() -> None:
    cell = CellText("abc")

    assert cell.edit([Piece(0, 2, "x"), Piece(1, 3, "y")]) is None
    assert cell.edit([Piece(0, 1, "a")]) is None
    assert cell.edit([]) is None

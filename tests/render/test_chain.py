"""The chain rule written out: each path from a source to the target, the product along it, the sum over the paths."""

from __future__ import annotations

import itertools
import math
from typing import Any
from xml.etree import ElementTree

import pytest

from tapeviz import fallback
from tapeviz.records import (
    EngineInfo,
    GradientRecord,
    LocalDerivative,
    OpRecord,
    Recording,
    SourceRecord,
    TargetRecord,
    TensorRecord,
    TensorSpec,
    ValueSummary,
)
from tapeviz.render.chain import MOST_PATHS, Chain, chain_html, chain_markdown, chain_of, render_chain
from tapeviz.render.chain.paths import FEW_PATHS, FEW_STEPS, chains_of
from tapeviz.report import Diagnosis, Report
from tests.engines.taping import tape

TEXTBOOK = """\
dz/dx = 408.0: one path from x to z

  x -> a -> c -> z
    dz/dx = dz/dc * dc/da * da/dx = 68.0 * 1.0 * 6.0 = 408.0

dz/dy = 680.0: one path from y to z

  y -> b -> c -> z
    dz/dy = dz/dc * dc/db * db/dy = 68.0 * 1.0 * 10.0 = 680.0

where
  a = x ** 2.0 = 9.0       [line 2]
  b = y ** 2.0 = 25.0      [line 2]
  c = a + b = 34.0         [line 2]
  z = c ** 2.0 = 1156.0    [line 2]"""

SCALAR = TensorSpec("float32", ())


@pytest.fixture(params=["numpy", "tensorflow"])
def tf(request: pytest.FixtureRequest) -> Any:
    return fallback if request.param == "numpy" else pytest.importorskip("tensorflow")


def report(tf: Any, cell: str, line: str, setup: str, **asked: Any) -> Report:
    return tape(cell, line, setup=setup, namespace={"__name__": "__main__", "tf": tf}, **asked).report


def textbook(tf: Any) -> Report:
    return report(tf, "z = (x ** 2 + y ** 2) ** 2", "z wrt x; y", "x = tf.Variable(3.0)\ny = tf.Variable(5.0)")


def layered(links: list[list[float]]) -> Report:
    """A hand-built graph: in each layer one value is made of the one before by several parallel steps, then summed."""
    ops, slopes, tensors = [], [], [TensorRecord(0, SCALAR, "earlier", names=("x",), live=True)]
    fresh = itertools.count(1)

    def step(op_type: str, inputs: tuple[int, ...], values: list[float]) -> int:
        made = next(fresh)
        ops.append(OpRecord(len(ops), len(ops), op_type, inputs, (made,)))
        slopes.extend(LocalDerivative(ops[-1].id, k, value) for k, value in enumerate(values))
        tensors.append(TensorRecord(made, SCALAR, "op", live=True))
        return made

    at = 0
    for layer in links:
        parts = tuple(step("Mul", (at,), [slope]) for slope in layer)
        at = step("AddN", parts, [1.0] * len(parts))
    gradient = math.prod(sum(layer) for layer in links)
    answer = GradientRecord(0, "gradient", SCALAR, ValueSummary(1, (gradient,)))
    recording = Recording(
        EngineInfo("numpy", "0"),
        ops=tuple(ops),
        tensors=tuple(tensors),
        slopes=tuple(slopes),
        target=TargetRecord("y", (at,), SCALAR, "Tensor"),
        sources=(SourceRecord("x", "tensor", SCALAR, value=0),),
        gradients=(answer,),
    )
    return Report(recording, (Diagnosis("x", "gradient", answer),))


def products(chain: Chain) -> list[float]:
    return [path.product for path in chain.paths]


def test_the_textbook_example_is_written_as_on_the_board(tf: Any) -> None:
    assert render_chain(textbook(tf)) == TEXTBOOK


def test_one_source_may_be_asked_for(tf: Any) -> None:
    told = render_chain(textbook(tf), ["y"])

    assert told.startswith("dz/dy = 680.0: one path from y to z")
    assert "dx" not in told


def test_paths_are_added_up_and_a_part_is_written_as_one(tf: Any) -> None:
    found = report(tf, "m = x * x\nz = m * x", "z wrt x", "x = tf.Variable(2.0)")
    chain = chain_of(found, "x")

    assert (chain.n_paths, products(chain), chain.total, chain.tape) == (2, [8.0, 4.0], 12.0, 12.0)
    assert [[(link.made, link.by, link.value, link.partial) for link in path.links] for path in chain.paths] == [
        [("z", "m", 2.0, False), ("m", "x", 4.0, False)],
        [("z", "x", 4.0, True)],
    ]
    assert "    ∂z/∂x = 4.0" in render_chain(found)
    assert "  sum: 8.0 + 4.0 = 12.0" in render_chain(found)


def test_a_watched_tensor_is_a_source_too(tf: Any) -> None:
    found = report(tf, "y = tf.sin(x) * x", "y wrt x", "x = tf.constant(2.0)", watch=("x",))
    chain = chain_of(found, "x")

    assert chain.n_paths == 2
    assert chain.total == pytest.approx(2.0 * math.cos(2.0) + math.sin(2.0), rel=1e-6)


def test_of_many_paths_the_largest_are_shown_and_all_are_counted() -> None:
    layers = [[1.0, 0.5, -2.0], [3.0, 0.25], [1.5, -1.0, 0.125], [2.0, 0.5, 7.0]]
    chain = chain_of(layered(layers), "x")
    every = sorted((math.prod(choice) for choice in itertools.product(*layers)), key=abs, reverse=True)

    assert chain.n_paths == 54
    assert list(map(abs, products(chain))) == pytest.approx(list(map(abs, every[:MOST_PATHS])))
    assert chain.total == pytest.approx(sum(every))
    told = render_chain(layered(layers))
    assert "the sum over 54 paths from x to y, the 12 largest are shown" in told
    rest = sum(every) - sum(products(chain))
    assert f"{rest:.4g}" in told.partition("sum:")[2]
    assert "(of the other 42)" in told


def test_thousands_of_millions_of_paths_are_counted_without_being_walked() -> None:
    chain = chain_of(layered([[0.5, 0.25, 0.125]] * 20), "x")

    assert chain.n_paths == 3**20
    assert products(chain)[0] == pytest.approx(0.5**20)
    assert chain.total == pytest.approx(0.875**20)


def test_what_is_no_scalar_is_refused_in_a_line_that_names_it(tf: Any) -> None:
    found = report(tf, "h = tf.tanh(w)\ny = tf.reduce_sum(h * 2.0)", "y wrt w", "w = tf.Variable([0.0, 1.0])")

    assert render_chain(found) == (
        "dy/dw: h has shape (2,): the chain rule is written out for scalars only; %tape steps tells it for any shape"
    )


def test_a_source_without_a_gradient_has_no_path(tf: Any) -> None:
    found = report(tf, "y = tf.round(x) * w", "y wrt x; w", "x, w = tf.Variable(2.0), tf.Variable(3.0)")

    assert chain_of(found, "x").refusal == (
        "the tape has no path from x to y (not-differentiable): %tape explain not-differentiable"
    )
    assert chain_of(found, "w").total == 2.0


def test_a_step_of_the_users_own_is_named(tf: Any) -> None:
    own = "@tf.custom_gradient\ndef own(v):\n    return v * 2.0, lambda up: up * 5.0\nx = tf.Variable(1.0)"

    assert "own" in chain_of(report(tf, "y = own(x) * 3.0", "y wrt x", own), "x").refusal


def test_too_many_steps_and_no_picture_are_said(tf: Any) -> None:
    long = report(tf, "y = x\nfor _ in range(610):\n    y = y * 1.01", "y wrt x", "x = tf.Variable(1.0)")
    plain = report(tf, "y = x * 2.0", "y wrt x", "x = tf.Variable(1.0)", picture=False)

    for found in (long, plain):
        assert "were not measured (too many steps, or --graph none)" in chain_of(found, "x").refusal


def test_a_name_that_is_an_expression_is_bracketed(tf: Any) -> None:
    found = report(tf, "y = d['k'] * 3.0 * 2.0", "y wrt d", "d = {'k': tf.Variable(2.0)}")

    assert "    dy/d(d['k']) = dy/da * da/d(d['k']) = 2.0 * 3.0 = 6.0" in render_chain(found)


def test_a_gradient_inside_the_cell_is_named_as_the_reason(tf: Any) -> None:
    inner = "with tf.GradientTape() as inner:\n    a = x ** 3\ny = inner.gradient(a, x)"
    refusal = chain_of(report(tf, inner, "y wrt x", "x = tf.Variable(2.0)"), "x").refusal

    assert refusal.startswith("the way leads through a gradient that the cell takes itself")


def test_the_target_by_itself_is_one(tf: Any) -> None:
    chain = chain_of(report(tf, "y = x * 2.0", "y wrt y", "x = tf.Variable(1.0)"), "y")

    assert (chain.total, chain.n_paths, chain.paths[0].links) == (1.0, 1, ())


def test_formulas_are_typeset_and_names_cannot_end_them(tf: Any) -> None:
    board = chain_markdown(textbook(tf), ["x"])
    assert board.startswith("$$\n\\begin{aligned}\n\\frac{d z}{d x} &= \\frac{d z}{d c} \\cdot \\frac{d c}{d a}")
    assert "&= 68.0 \\cdot 1.0 \\cdot 6.0 \\\\\n&= 408.0\n\\end{aligned}\n$$" in board

    setup = "d = {'$$<b>\\\\end{x}_': tf.Variable(2.0)}"
    hostile = chain_markdown(report(tf, "y = d['$$<b>\\\\end{x}_'] * 2.0", "y wrt d", setup))
    formula = hostile.partition("\nwhere")[0]
    assert formula.count("$$") == 2
    assert "\\end{x}" not in formula
    assert "<b>" not in formula


def test_a_page_has_the_formulas_without_a_script(tf: Any) -> None:
    formula, rest = read_page(chain_html(textbook(tf), ["x"]))

    assert [shape(row[1]) for row in formula[0]] == ["mo mfrac mo mfrac mo mfrac", "mo mrow mo mrow mo mrow", "mo mrow"]
    assert shape(formula[0][0][0]) == "mfrac"
    # What a page without formulas makes of it, and what is copied from it.
    assert words(formula) == "dz/dx=dz/dc\u22c5dc/da\u22c5da/dx=68.0\u22c51.0\u22c56.0=408.0"
    assert rest == render_chain(textbook(tf), ["x"]).partition("where\n")[2].replace("\n  ", "\n").strip()


def test_paths_signs_and_small_numbers_in_a_page(tf: Any) -> None:
    formula, _ = read_page(chain_html(report(tf, "y = 1e-9 * x * x - x", "y wrt x", "x = tf.Variable(2.0)"), ["x"]))

    told = words(formula)
    assert "+dy/db\u22c5\u2202b/\u2202x" in told
    assert "(2\u22c510\u22129)" in told
    assert told.endswith("=\u22121")


@pytest.mark.parametrize(
    ("cell", "line"), [("y = tf.round(x)", "dy/dx: the tape has no path"), ("y = tf.math.log(x * 0.0)", "")]
)
def test_what_has_no_formula_is_a_line(tf: Any, cell: str, line: str) -> None:
    page = chain_html(report(tf, cell, "y wrt x", "x = tf.Variable(2.0)"))

    assert ("<math>" in page) is (line == "")
    assert line in page


def test_a_name_is_no_markup_in_a_page(tf: Any) -> None:
    page = chain_html(report(tf, "y = d['<b>&'] * 2.0", "y wrt d", "d = {'<b>&': tf.Variable(2.0)}"))

    assert words(read_page(page)[0]).startswith("dy/d(d['<b>&'])=")


def read_page(page: str) -> tuple[ElementTree.Element, str]:
    """The formula, and the text below it; raises what is no well-formed XML."""
    tree = ElementTree.fromstring(page)
    formula, plain = tree.find(".//math"), tree.find("pre")
    assert formula is not None
    assert plain is not None
    return formula, str(plain.text)


def shape(cell: ElementTree.Element) -> str:
    return " ".join(part.tag for part in cell)


def words(formula: ElementTree.Element) -> str:
    return "".join(formula.itertext())


# ---- long graphs ----

LOOP = "y = x\nfor _ in range(40):\n    y = tf.sin(y) * w + x"
HELPER = """
def f(a):
    return tf.sin(a) * a + a ** 2
y = x
for _ in range(6):
    y = f(y) * w
y = f(y) * x + w * w
"""
LINES = """
a = x * w
b = tf.exp(a) + a * x + w
c = b * b * a + tf.sin(b) * x
e = c * c + tf.cos(c) * b + a
g = e * c * b + tf.tanh(e) * c * x + a * e
y = g * e * a + tf.sin(g) * w + x
"""
BOTH = "x = tf.Variable(1.1)\nw = tf.Variable(0.3)"


@pytest.mark.parametrize("cell", [LOOP, HELPER, LINES], ids=["loop", "helper", "lines"])
def test_a_long_graph_goes_by_the_folds_of_the_picture(tf: Any, cell: str) -> None:
    """Every path splits into stretches inside of folds: the sum over the few is that over the many, and the tape's."""
    found = report(tf, cell, "y wrt x; w", BOTH)
    for source in ("x", "w"):
        (folded,), (full,) = chains_of(found, [source]), chains_of(found, [source], full=True)
        assert folded.n_folds > 0
        assert folded.n_steps == full.n_steps > FEW_STEPS
        assert folded.n_paths <= FEW_PATHS < full.n_paths
        assert sum(products(folded)) == pytest.approx(folded.total)
        assert folded.total == pytest.approx(full.total, rel=1e-5)
        assert folded.total == pytest.approx(folded.tape, rel=1e-4)


def test_what_a_fold_holds_is_said_below(tf: Any) -> None:
    told = render_chain(report(tf, LOOP, "y wrt x; w", BOTH))
    assert "[line 4, x38: 114 steps]" in told
    assert told.count("each step by itself: %tape chain ") == 2
    assert "the tape itself says" not in told
    formulas = chain_markdown(report(tf, LOOP, "y wrt x", BOTH))
    assert "[line 4, x38: 114 steps]" in formulas
    assert "%tape chain x --full" in formulas


def test_each_step_by_itself_is_there_when_asked_for(tf: Any) -> None:
    told = render_chain(report(tf, LOOP, "y wrt x", BOTH), ["x"], full=True)
    assert "the sum over 41 paths from x to y, the 12 largest are shown" in told
    assert "steps]" not in told


def test_a_few_steps_are_never_folded(tf: Any) -> None:
    assert chains_of(textbook(tf), ["x"])[0].n_folds == 0


def test_an_unknown_source_is_a_key_error(tf: Any) -> None:
    with pytest.raises(KeyError):
        chain_of(textbook(tf), "q")

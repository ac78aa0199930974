"""Which engine runs a taped cell: what is installed, what the cell names, and what `%tape engine` was told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.utils.capture import capture_output

import tapeviz
from tapeviz.engines import choose
from tests.ipython.fakes import make_shell

TAPED = "%%tape y wrt x\ny = tf.round(x) * 2.0"


@pytest.fixture(autouse=True)
def engine_setting() -> Iterator[None]:
    yield
    choose.set_engine("auto")


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where TensorFlow is not installed."""
    monkeypatch.setattr(choose, "has_tensorflow", lambda: False)


@pytest.fixture
def bare(absent: None) -> Iterator[Any]:
    shell = make_shell()
    yield shell
    tapeviz.unload_ipython_extension(shell)


def run(shell: Any, code: str) -> str:
    with capture_output() as captured:
        shell.run_cell(code, store_history=True)
    return str(captured.stdout)


def test_without_tensorflow_loading_says_so_once_and_brings_tf(bare: Any) -> None:
    told = run(bare, "%load_ext tapeviz")

    assert told == "tapeviz: TensorFlow is not installed; `tf` is tapeviz's NumPy engine (tapeviz.fallback).\n"
    assert bare.user_ns["tf"].__name__ == "tapeviz.fallback"
    assert run(bare, "%load_ext tapeviz") != told


def test_a_name_that_the_user_has_is_left_to_the_user(bare: Any) -> None:
    bare.user_ns["tf"] = "mine"

    assert "from tapeviz import tf" in run(bare, "%load_ext tapeviz")
    assert bare.user_ns["tf"] == "mine"


def test_without_tensorflow_a_cell_is_taped_all_the_same(bare: Any) -> None:
    run(bare, "%load_ext tapeviz")
    run(bare, "x = tf.Variable(2.6)")
    run(bare, TAPED)
    report = tapeviz.last_report()

    assert report is not None
    facts = report.to_dict()
    assert facts["engine"]["name"] == "numpy"
    assert [(s["name"], s["cause"], s["code"]) for s in facts["sources"]] == [
        ("x", "not-differentiable", "tf.round(x)")
    ]


def test_the_active_engine_is_what_tapeviz_calls_tf(absent: None) -> None:
    assert tapeviz.tf.__name__ == "tapeviz.fallback"


def test_the_line_tells_and_sets_the_engine(bare: Any) -> None:
    run(bare, "%load_ext tapeviz")

    assert "TensorFlow is not installed" in run(bare, "%tape engine")
    assert "numpy engine" in run(bare, "%tape engine numpy")
    assert choose.setting() == "numpy"


@pytest.mark.parametrize(
    ("name", "says"), [("jax", "auto, tensorflow and numpy"), ("tensorflow", "TensorFlow is not installed")]
)
def test_an_engine_that_cannot_be_had_is_one_line(bare: Any, name: str, says: str) -> None:
    run(bare, "%load_ext tapeviz")
    with capture_output() as captured:
        bare.run_cell(f"%tape engine {name}")

    assert says in captured.stdout + captured.stderr
    assert choose.setting() == "auto"


def test_with_both_engines_the_objects_of_the_cell_decide() -> None:
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    shell = make_shell()
    with capture_output():
        for code in ("%load_ext tapeviz", "import tensorflow as tf\nx = tf.Variable(2.6)", TAPED):
            shell.run_cell(code)
        first = tapeviz.last_report()
        for code in ("import tapeviz.fallback as tf\nx = tf.Variable(2.6)", TAPED):
            shell.run_cell(code)
        second = tapeviz.last_report()
        shell.run_cell("%%tape y wrt x\nfor _ in range(2):\n    y = x ** 2\n    x = x + 1")
        third = tapeviz.last_report()
        shell.run_cell("class Net: pass\nnet = Net(); net.parts = [{'w': tf.Variable(2.0)}]")
        shell.run_cell("%%tape y wrt net.parts[0]['w']\ny = net.parts[0]['w'] * 2.0")
        held = tapeviz.last_report()
    tapeviz.unload_ipython_extension(shell)

    assert third is not None
    assert third.to_dict()["engine"]["name"] == "numpy"
    assert held is not None
    assert held is not third
    assert held.to_dict()["engine"]["name"] == "numpy"
    assert first is not None
    assert second is not None
    assert (first.to_dict()["engine"]["name"], second.to_dict()["engine"]["name"]) == ("tensorflow", "numpy")
    assert [d.message for d in first.diagnoses] == [d.message for d in second.diagnoses]

"""The pictures are figures with the lines and points that they should have, and need no display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tapeviz.cell import run as runs
from tapeviz.classroom.over_range import over_range
from tapeviz.errors import BadInput
from tests.classroom.conftest import told

pytest.importorskip("matplotlib", reason="matplotlib is not installed")


def _run(shell: Any, line: str, body: str) -> Any:
    told(shell, f"%%descend {line} -o run -q\n{body}")
    return shell.user_ns["run"]


def _points(line: Any) -> int:
    return len(line.get_xdata())


def test_two_sources_have_a_surface_a_contour_and_a_loss_curve(shell: Any) -> None:
    run = _run(shell, "z wrt x, y --steps 6 --lr 0.2", "z = x ** 2 + y ** 2")

    surface, contour, loss = run.plot().axes

    assert surface.name == "3d"
    assert len(surface.lines[0].get_data_3d()[2]) == 7
    assert surface.lines[0].get_data_3d()[2][0] == 11250
    assert np.isfinite(surface.lines[0].get_data_3d()[2]).all()
    assert contour.lines[0].get_xdata().tolist() == run["x"].tolist()
    assert contour.lines[0].get_ydata().tolist() == run["y"].tolist()
    assert len(contour.collections) > 0
    assert _points(loss.lines[0]) == 7
    assert (contour.get_xlabel(), contour.get_ylabel()) == ("x", "y")


def test_the_surface_is_the_target(shell: Any) -> None:
    from tapeviz.classroom.plots import _drawn_grid

    run = _run(shell, "z wrt x, y --steps 6 --lr 0.2", "z = x ** 2 + 2.0 * y ** 2")
    x, y, z = _drawn_grid(run)

    np.testing.assert_allclose(z, x**2 + 2 * y**2, rtol=1e-5)
    assert x.min() < -75 < 0 < x.max()


@pytest.mark.parametrize("rate", [0.2, 1.0, 1.5])
def test_the_bottom_is_in_the_middle_and_all_of_the_path_in_sight(numpy_shell: Any, rate: float) -> None:
    """Whether the run ends there, jumps over it for ever, or runs away from it."""
    from tapeviz.classroom.plots import _range_around

    run = _run(numpy_shell, f"z wrt x, y --steps 9 --lr {rate}", "z = x ** 2 + y ** 2")

    for path in run.arrays.values():
        low, high = _range_around(run, path)
        assert low < path.min() <= path.max() < high
        assert abs(low + high) < 0.2 * (high - low)


def test_one_source_has_the_curve_with_the_path(shell: Any) -> None:
    run = _run(shell, "z wrt x --steps 4", "z = x ** 2")

    curve, loss = run.plot().axes
    line, path = curve.lines

    np.testing.assert_allclose(line.get_ydata(), line.get_xdata() ** 2, rtol=1e-5)
    assert path.get_xdata().tolist() == run["x"].tolist()
    np.testing.assert_allclose(path.get_ydata(), path.get_xdata() ** 2, rtol=1e-5)
    assert _points(loss.lines[0]) == 5


def test_any_other_run_has_the_loss_curve(shell: Any) -> None:
    told(shell, "w = tf.Variable([3.0, 4.0])")
    run = _run(shell, "z wrt x, w --steps 4", "z = x ** 2 + tf.reduce_sum(w ** 2)")

    (loss,) = run.plot().axes

    assert loss.get_title() == "loss curve"
    assert _points(loss.lines[0]) == 5


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("surface", "a surface needs two sources, and here are 3: x, y, w"),
        ("contour", "a contour needs two sources"),
        ("curve", "a curve needs one source"),
        ("pie", "there is no picture 'pie'; the kinds are auto, surface, contour, curve, loss"),
    ],
)
def test_pictures_that_do_not_fit(numpy_shell: Any, kind: str, words: str) -> None:
    told(numpy_shell, "w = tf.Variable(1.0)")
    run = _run(numpy_shell, "z wrt x, y, w", "z = x ** 2 + y ** 2 + w ** 2")

    with pytest.raises(BadInput, match=words):
        run.plot(kind)


def test_a_surface_of_vectors_is_refused(numpy_shell: Any) -> None:
    told(numpy_shell, "w = tf.Variable([1.0, 2.0])")

    shown = told(numpy_shell, "%%descend z wrt x, w --plot surface\nz = x ** 2 + tf.reduce_sum(w ** 2)")

    assert "a surface needs two sources of one real number each" in shown


@pytest.mark.parametrize("body", ["z = 0.0 * x + 0.0 * y + 1.0", "z = tf.sqrt(x + 74.0) + y"])
def test_flat_and_broken_targets_are_drawn_too(numpy_shell: Any, body: str) -> None:
    told(numpy_shell, "x.assign(-73.0)")

    run = _run(numpy_shell, "z wrt x, y --lr 5 --steps 4", body)

    assert len(run.plot().axes) == 3
    assert run.plot()._repr_png_().startswith(b"\x89PNG")


def test_target_and_derivative_stand_in_one_picture(shell: Any) -> None:
    told(shell, "%%tape z wrt x -q --graph none\nz = x ** 2")

    axes, beside = over_range(runs.last_taped_cell(), "x", np.linspace(1, 100, 50)).plot().axes
    target, derivative = axes.lines[0], beside.lines[0]

    np.testing.assert_allclose(target.get_ydata(), target.get_xdata() ** 2, rtol=1e-5)
    np.testing.assert_allclose(derivative.get_ydata(), 2 * derivative.get_xdata(), rtol=1e-5)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["z", "dz/dx"]


def test_a_derivative_of_the_size_of_its_target_shares_its_axis(numpy_shell: Any) -> None:
    told(numpy_shell, "%%tape z wrt x -q --graph none\nz = tf.sin(x)")

    (axes,) = over_range(runs.last_taped_cell(), "x", np.linspace(-3, 3, 9)).plot().axes

    assert [line.get_label() for line in axes.lines if line.get_label()[0] != "_"] == ["z", "dz/dx"]


def test_pictures_are_saved(numpy_shell: Any, tmp_path: Path) -> None:
    told(numpy_shell, f"%%descend z wrt x -q --save {tmp_path / 'path.png'}\nz = x ** 2")
    told(numpy_shell, f"%tape plot x --from 1 --to 2 --save {tmp_path / 'range.svg'}")

    assert (tmp_path / "path.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "range.svg").read_text("utf-8")
    assert "--save cannot write" in told(numpy_shell, "%tape plot x --from 1 --to 2 --save /no/such/folder/a.png")


def test_pyplot_is_left_alone(numpy_shell: Any) -> None:
    _run(numpy_shell, "z wrt x", "z = x ** 2").plot()

    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or pyplot.get_fignums() == []


def test_loading_imports_neither_matplotlib_nor_pandas() -> None:
    code = "import sys, tapeviz.magics; assert not {'matplotlib', 'pandas', 'tensorflow'} & set(sys.modules)"

    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_title_fits_its_picture(numpy_shell: Any) -> None:
    told(numpy_shell, "model = tf.keras.Sequential([tf.keras.layers.Dense(3), tf.keras.layers.Dense(1)])")
    told(numpy_shell, "batch = tf.constant([[1.0, 2.0]])\n_ = model(batch)")
    told(numpy_shell, "%%descend loss wrt model --steps 2 -o run -q\nloss = tf.reduce_sum(model(batch) ** 2)")
    told(numpy_shell, "%%descend z wrt x --lr 20 --steps 9 -o away -q\nz = x ** 2")
    run, away = numpy_shell.user_ns["run"], numpy_shell.user_ns["away"]

    assert run.plot().get_suptitle().replace("\n", " ") == run.verdict
    assert max(len(line) for line in away.plot("loss").get_suptitle().splitlines()) <= 64
    assert away.plot("loss").get_suptitle().replace("\n", " ").endswith("try a smaller --lr")

"""`%%descend` in a real shell, on both engines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from IPython.utils.capture import capture_output

import tapeviz
from tests.cases.run import fresh_shell
from tests.classroom.conftest import told

WAITS = "%%descend z wrt x\nimport asyncio\nawait asyncio.sleep(0)\nz = x"
BOWL = "%%descend z wrt x, y --lr 0.2 -o run {}\nz = x ** 2 + y ** 2"


def test_the_table_that_a_lecturer_writes_on_the_board(shell: Any) -> None:
    shown = told(shell, BOWL.format("--steps 5"))

    assert [line.split() for line in shown.splitlines()] == [
        ["step", "x", "y", "z", "dz/dx", "lr*dz/dx", "dz/dy", "lr*dz/dy"],
        ["0", "-75", "75", "11250", "-150", "-30", "150", "30"],
        ["1", "-45", "45", "4050", "-90", "-18", "90", "18"],
        ["2", "-27", "27", "1458", "-54", "-10.8", "54", "10.8"],
        ["3", "-16.2", "16.2", "524.9", "-32.4", "-6.48", "32.4", "6.48"],
        ["4", "-9.72", "9.72", "189", "-19.44", "-3.888", "19.44", "3.888"],
        ["5", "-5.832", "5.832", "68.02"],
        ["z", "fell", "from", "11250", "to", "68.02", "in", "5", "steps"],
    ]


def test_the_trajectory_holds_arrays_and_the_variables_have_moved(shell: Any) -> None:
    told(shell, BOWL.format("--steps 20"))
    run = shell.user_ns["run"]

    np.testing.assert_allclose(run["x"], -75 * 0.6 ** np.arange(21), rtol=1e-5)
    np.testing.assert_allclose(run.losses, 2 * 75**2 * 0.36 ** np.arange(20), rtol=1e-5)
    np.testing.assert_allclose(run.gradients["y"], 150 * 0.6 ** np.arange(20), rtol=1e-5)
    assert (len(run), run.sources, run.rate, run.optimizer) == (20, ("x", "y"), 0.2, "sgd")
    assert run.last_loss == pytest.approx(11250 * 0.36**20, rel=1e-4)
    assert float(shell.user_ns["x"].numpy()) == run["x"][-1]
    assert repr(run).startswith("<Trajectory z wrt x, y: 20 steps of sgd, lr 0.2; z fell from 11250")


def test_a_dry_run_leaves_the_variables_as_they_were(shell: Any) -> None:
    told(shell, BOWL.format("--steps 3 --dry-run --optimizer adam"))

    assert float(shell.user_ns["x"].numpy()) == -75.0
    assert shell.user_ns["run"]["x"][-1] > -75.0


def test_the_cell_runs_once_per_step_and_speaks_once(shell: Any) -> None:
    told(shell, "count = 0")

    shown = told(shell, "%%descend z wrt x --steps 7\ncount += 1\nprint('here I am')\nz = x ** 2")

    assert shell.user_ns["count"] == 7
    assert shown.count("here I am") == 1


def test_the_rest_of_the_namespace_is_the_users(shell: Any) -> None:
    told(shell, "tape = 'mine'")

    told(shell, "%%descend z wrt x --steps 2\nassert type(tape).__name__ == 'GradientTape'\nz = x ** 2")

    assert shell.user_ns["tape"] == "mine"
    assert float(shell.user_ns["z"].numpy()) == pytest.approx((-75 * 0.8) ** 2)


@pytest.mark.parametrize(
    ("optimizer", "second"),
    [("sgd", -45.0), ("SGD", -45.0), ("momentum", -45.0), ("adam", -74.8), ("Adam", -74.8), ("RMSprop", None)],
)
def test_optimizers(shell: Any, optimizer: str, second: float | None) -> None:
    told(shell, BOWL.format(f"--steps 4 --optimizer {optimizer}"))
    path = shell.user_ns["run"]["x"]

    assert (np.diff(path) > 0).all()
    assert second is None or path[1] == pytest.approx(second, rel=1e-5)
    if optimizer == "momentum":  # v = 0.9 * 30 + 0.2 * 90
        assert path[2] == pytest.approx(-45 + 45.0)


def test_an_optimizer_may_be_an_expression(shell: Any) -> None:
    told(shell, "mine = tf.keras.optimizers.SGD(0.2, momentum=0.9)")

    for text in (
        "mine",
        "SGD(0.2, momentum=0.9)",
        "tf.keras.optimizers.SGD(0.2, momentum=0.9)",
        "keras.optimizers.SGD",
    ):
        told(shell, BOWL.format(f"--steps 4 --dry-run --optimizer {text}"))
        run = shell.user_ns["run"]
        second = -45 + 0.2 * 90 + (0.9 * 30 if text != "keras.optimizers.SGD" else 0)
        np.testing.assert_allclose(run["x"][:3], [-75, -45, second], rtol=1e-5)
        assert (run.optimizer, run.rate) == (text, pytest.approx(0.2))

    assert int(shell.user_ns["mine"].iterations) == 0


def test_a_rate_beside_an_optimizer_wins(shell: Any) -> None:
    told(shell, "mine = tf.keras.optimizers.SGD(0.9)")
    told(shell, "%%descend z wrt x --lr 0.5 --steps 1 --optimizer mine -o run\nz = x ** 2")

    assert shell.user_ns["run"]["x"].tolist() == [-75.0, 0.0]
    assert float(shell.user_ns["mine"].learning_rate) == pytest.approx(0.9)


def test_other_optimizers_show_what_changed(shell: Any) -> None:
    shown = told(shell, "%%descend z wrt x --steps 2 --optimizer adam --lr 0.2\nz = x ** 2")

    assert shown.splitlines()[0].split() == ["step", "x", "z", "dz/dx", "change", "of", "x"]
    assert shown.splitlines()[1].split() == ["0", "-75", "5625", "-150", "0.2"]


def test_sources_of_any_shape_show_the_norm_of_the_gradient(shell: Any) -> None:
    told(shell, "w, b = tf.Variable([[3.0], [4.0]]), tf.Variable(1.0)")

    shown = told(shell, "%%descend loss wrt w, b -o run --steps 3\nloss = tf.reduce_sum(w ** 2) / 2.0 + b ** 2")
    run = shell.user_ns["run"]

    assert shown.splitlines()[0].split() == ["step", "loss", "|dloss/dw|", "|dloss/db|"]
    assert shown.splitlines()[1].split() == ["0", "13.5", "5", "2"]
    assert len(shown.splitlines()) == 1 + 3 + 1  # what is not known of the last point is no row
    assert (run["w"].shape, run.gradients["w"].shape) == ((4, 2, 1), (3, 2, 1))


def test_a_keras_layer_is_a_source(shell: Any) -> None:
    told(shell, "layer = tf.keras.layers.Dense(1)\ndata = tf.constant([[1.0, 2.0], [3.0, -1.0]])\n_ = layer(data)")

    cell = "%%descend loss wrt layer -o run --steps 30 {}\nloss = tf.reduce_mean((layer(data) - 1.0) ** 2)"
    told(shell, cell.format("--optimizer adam --lr 0.1"))

    assert shell.user_ns["run"].sources == ("layer.kernel", "layer.bias")
    assert shell.user_ns["run"].losses[-1] < shell.user_ns["run"].losses[0]


def test_without_names_every_watched_variable_moves(shell: Any) -> None:
    told(shell, "%%descend -o run\nx ** 2 + y ** 2")

    assert shell.user_ns["run"].sources == ("x", "y")
    assert shell.user_ns["run"].target == "x ** 2 + y ** 2"


def test_an_embedding_moves_by_its_sparse_gradient(shell: Any) -> None:
    told(shell, "table = tf.Variable([[1.0], [2.0], [3.0]])")

    told(shell, "%%descend z wrt table --lr 0.5 --steps 1\nz = tf.reduce_sum(tf.gather(table, [1, 1]))")

    assert shell.user_ns["table"].numpy().tolist() == [[1.0], [1.0], [3.0]]


def test_a_complex_source_is_no_number_for_the_board(shell: Any) -> None:
    told(shell, "c = tf.Variable(3.0 + 4.0j, dtype=tf.complex64)")

    shown = told(shell, "%%descend z wrt c --lr 0.25 --steps 2 -o run\nz = tf.abs(c) ** 2")

    assert shown.split()[:3] == ["step", "z", "|dz/dc|"]
    np.testing.assert_allclose(shell.user_ns["run"]["c"][:2], [3 + 4j, 1.5 + 2j], rtol=1e-5)


def test_a_long_target_has_a_short_heading(numpy_shell: Any) -> None:
    shown = told(numpy_shell, "%%descend x ** 2 + 2.0 * y ** 2 + x * y wrt x --steps 1\npass")

    assert shown.split()[:5] == ["step", "x", "target", "dtarget/dx", "lr*dtarget/dx"]
    assert shown.splitlines()[-1].startswith("x ** 2 + 2.0 * y ** 2 + x * y fell from")


def test_several_targets_are_summed(shell: Any) -> None:
    told(shell, "%%descend [p, q] wrt x, y -o run --lr 0.2 --steps 1\np = x ** 2\nq = y ** 2")

    assert shell.user_ns["run"].all_losses.tolist() == pytest.approx([11250, 4050])


# Ends before the last step


@pytest.mark.parametrize(
    ("start", "cell", "line"),
    [
        (1.0, "%%descend z wrt x --lr 2\nz = tf.sqrt(x)", "stopped at step 1: dz/dx is inf"),
        (1.0, "%%descend z wrt x --lr 3\nz = x * tf.math.log(x)", "stopped at step 1: z is nan"),
        (1.0, "%%descend z wrt x --lr 20 --steps 99\nz = x ** 2", "stopped at step 2: it diverges, z has grown from 1"),
        (
            1.0,
            "%%descend z wrt x --lr 20 --steps 99\nz = -x ** 2",
            "it diverges, z has fallen from -1 to -2825761; there",
        ),
    ],
)
def test_a_run_stops_where_a_number_is_not_finite_or_runs_away(shell: Any, start: float, cell: str, line: str) -> None:
    shell.user_ns["x"].assign(start)

    assert line in told(shell, cell)


def test_a_missing_gradient_is_explained_and_nothing_moves(shell: Any) -> None:
    shown = told(shell, "%%descend z wrt x, y\nz = tf.round(x) + y")

    assert "[not-differentiable]" in shown
    assert "2 | z = tf.round(x) + y" in shown
    assert "UsageError: %%descend: x has no gradient, so no step can be made" in shown
    assert float(shell.user_ns["y"].numpy()) == 75.0
    report = tapeviz.last_report()
    assert report is not None
    assert any(tensor.adjoint for tensor in report.recording.tensors)  # for the picture


def test_a_tensor_is_told_to_become_a_variable_at_once(shell: Any) -> None:
    told(shell, "t = tf.constant(3.0)")

    shown = told(shell, "%%descend z wrt t\nz = t ** 2")

    assert "[not-watched]" in shown
    assert "t is a tensor, and a tensor cannot be moved; write t = tf.Variable(t); the report above says" in shown


def test_a_gradient_that_is_lost_on_the_way_names_the_step(shell: Any) -> None:
    shown = told(shell, "%%descend z wrt x -o run --lr 0.5\nz = x ** 2 if x < -1.0 else tf.constant(0.0)")

    assert "stopped in step 1: x has no gradient in this step" in shown
    assert shell.user_ns["run"]["x"].tolist() == [-75.0, 0.0]


def test_an_error_in_the_cell_is_the_users_own(shell: Any) -> None:
    told(shell, "count = 0")

    shown = told(shell, "%%descend z wrt x -o run\ncount += 1\nif count > 3: raise KeyError('mine')\nz = x ** 2")

    assert "stopped in step 3: KeyError" in shown
    assert "----> 3 if count > 3: raise KeyError('mine')" in shown
    assert "tapeviz" not in shown.partition("Traceback")[2]
    assert shell.user_ns["run"]["x"].shape == (4,)


def test_an_interrupt_leaves_a_valid_trajectory(shell: Any) -> None:
    told(shell, "count = 0")

    shown = told(shell, "%%descend z wrt x -o run\ncount += 1\nif count > 2: raise KeyboardInterrupt\nz = x ** 2")
    run = shell.user_ns["run"]

    assert "stopped in step 2: interrupted" in shown
    assert run["x"].tolist() == pytest.approx([-75, -60, -48])
    assert run.losses.tolist() == pytest.approx([5625, 3600])
    assert run.last_loss == pytest.approx(2304)
    assert "tape" not in shell.user_ns


# Bad input


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("z wrt x --order 2", "--order is an option of %%tape"),
        ("z wrt x --steps 0", "--steps 0 is nothing to do; give at least 1: --steps 20"),
        ("z wrt x --steps many", "--steps takes a whole number such as 20, not 'many'"),
        ("z wrt x --lr fast", "--lr takes a number such as 0.1, not 'fast'"),
        ("z wrt x --lr -1", "--lr takes a number above zero such as 0.1, not -1"),
        ("z wrt x --lr nan", "--lr takes a number such as 0.1, not 'nan'"),
        ("z wrt x --lr", "--lr needs a value: %%descend ... --lr 0.1"),
        ("z wrt x --lr --dry-run", "--lr needs a value: %%descend ... --lr 0.1"),
        ("z wrt x --lr 1 --lr 2", "--lr is given twice; once is enough"),
        ("z wrt x --dry-run=yes", "--dry-run takes no value; write --dry-run alone"),
        ("z wrt x --optimizer Adam(", "--optimizer takes a name such as adam, or an expression; 'Adam(' is none"),
        ("z wrt x --optimizer Adam(bogus=1)", "--optimizer Adam(bogus=1) cannot be evaluated: ValueError: Argument(s)"),
        ("z wrt x --optimizer tf.constant", "--optimizer tf.constant is of type function, and no Keras optimizer"),
        ("z wrt x --optimizer torch.optim.Adam", "cannot be evaluated: NameError: name 'torch' is not defined"),
        ("z wrt x --optimizer adm", "--optimizer adm: there is none of this name; did you mean adam?"),
        ("z wrt x --stepz 3", "unknown option --stepz; did you mean --steps?"),
        ("z wrt x -o 3", "-o takes a name such as run, and '3' is none"),
        ("z wrt x --hessian", "--hessian is an option of %%tape; descent goes by the first derivative"),
        ("z wrt x --plot surfac", "--plot takes one of auto, surface, contour, curve, loss and none, not 'surfac'"),
        ("z wrt x, y, w --plot surface", "a surface needs two sources, and here are 3: x, y, w"),
        ("z wrt x, y --plot curve", "a curve needs one source, and here are 2: x, y"),
        ("z wrt x --save a.txt", "--save cannot tell the format of 'a.txt'; end it in one of .png .svg .pdf"),
        ("z wrt", "no source stands after wrt; write y wrt x"),
        ("z, w wrt x", "the target has a comma"),
        ("[x, tf.stack([x, y])] wrt x", "has shape (2,), and a descent needs one number: tf.reduce_sum("),
        ("z wrt absent", "source 'absent' cannot be evaluated: NameError"),
        ("z wrt inside", "inside is made by the cell, so every step would start anew; make it in a cell above"),
        ("z wrt watched", "watched is a tensor, and a tensor cannot be moved; write watched = tf.Variable(watched)"),
    ],
)
def test_bad_input_is_one_line(shell: Any, line: str, words: str) -> None:
    told(shell, "w = tf.Variable(1.0)")
    body = "inside, watched = tf.Variable(1.0), tf.constant(2.0)\ntape.watch(watched)\n"

    shown = told(shell, f"%%descend {line}\n{body}z = x + y + w + inside + watched ** 2")

    assert shown.startswith("UsageError: %%descend: ")
    assert shown.count("\n") == 1
    assert words in shown
    assert float(shell.user_ns["x"].numpy()) == -75.0


@pytest.mark.parametrize(
    "cell", ["%%descend z wrt x\n", "%%descend z wrt x\n\n", "%%descend z wrt x\n%%time\nz = x", WAITS]
)
def test_cells_that_cannot_be_steps(numpy_shell: Any, cell: str) -> None:
    assert told(numpy_shell, cell).startswith("UsageError: %%descend")


def test_options_may_stand_before_the_target_and_strings_may_hold_what_looks_like_one(numpy_shell: Any) -> None:
    told(numpy_shell, "d = {'a --lr': x}")

    told(numpy_shell, "%%descend --steps=2 -o run z wrt d['a --lr'] --lr 0.5  # and --nothing else\nz = x ** 2")

    assert numpy_shell.user_ns["run"].sources == ("d['a --lr']",)
    assert (len(numpy_shell.user_ns["run"]), numpy_shell.user_ns["run"].rate) == (2, 0.5)


# In the shell


def test_a_page_gets_the_table_and_the_picture(numpy_shell: Any) -> None:
    pytest.importorskip("matplotlib")
    told(numpy_shell, BOWL.format("--steps 2 -q"))

    page = numpy_shell.user_ns["run"]._repr_html_()

    assert "data:image/png;base64," in page
    assert ">lr*dz/dx<" in page
    assert "<td" in page


@pytest.mark.parametrize(("steps", "scrolls"), [(29, False), (30, True)])
def test_only_a_long_board_scrolls(numpy_shell: Any, steps: int, scrolls: bool) -> None:
    told(numpy_shell, f"%%descend z wrt x --steps {steps} -o run -q\nz = x ** 2")

    assert ("overflow:auto" in numpy_shell.user_ns["run"].html("none")) is scrolls


def test_quiet_shows_nothing(numpy_shell: Any) -> None:
    assert told(numpy_shell, BOWL.format("-q")) == ""


def test_without_matplotlib_there_is_the_table_and_one_line(shell: Any, no_matplotlib: None) -> None:
    shown = told(shell, BOWL.format("--steps 2"))

    assert shown.splitlines()[-1] == 'no picture: matplotlib is not installed (pip install "tapeviz[classroom]")'
    assert shown.splitlines()[1].split()[:4] == ["0", "-75", "75", "11250"]
    assert "no picture: matplotlib" in shell.user_ns["run"]._repr_html_()
    with pytest.raises(ImportError, match=r"tapeviz\[classroom\]"):
        shell.user_ns["run"].plot()


def test_a_cell_that_cannot_be_run_aside_has_no_last_target(numpy_shell: Any, tmp_path: Any) -> None:
    told(
        numpy_shell,
        BOWL.format("--steps 2").replace("\n", f"\nwith open({str(tmp_path / 'log')!r}, 'a') as log: log.write('.')\n"),
    )
    run = numpy_shell.user_ns["run"]

    assert (tmp_path / "log").read_text() == ".."
    assert (run.last_loss, run.landscape) == (None, None)
    assert run.table().rows[-1][3] is None


def test_the_frame_is_the_table(numpy_shell: Any) -> None:
    pytest.importorskip("pandas")
    told(numpy_shell, BOWL.format("--steps 2"))

    frame = numpy_shell.user_ns["run"].frame()

    assert list(frame.columns) == ["x", "y", "z", "dz/dx", "lr*dz/dx", "dz/dy", "lr*dz/dy"]
    assert frame["x"].tolist() == [-75, -45, -27]
    assert frame.index.name == "step"


def test_help_names_every_option(numpy_shell: Any) -> None:
    from tapeviz.classroom.magic import _OPTIONS

    page = numpy_shell.magics_manager.magics["cell"]["descend"].__doc__

    assert all(f"    {option} " in page for option in _OPTIONS)


def test_unloading_leaves_nothing_behind() -> None:
    with fresh_shell() as shell, capture_output():
        assert "descend" in shell.magics_manager.magics["cell"]
        shell.run_cell("%unload_ext tapeviz")

        assert "descend" not in shell.magics_manager.magics["cell"]
        assert not hasattr(shell.magics_manager.user_magics, "descend")
        shell.run_cell("%load_ext tapeviz")

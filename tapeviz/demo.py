"""`tapeviz demo`: small cells with typical gradients, run in a real IPython shell and explained."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tapeviz import api
from tapeviz.errors import TapevizError
from tapeviz.report import Report

__all__ = ["EXAMPLES", "Example", "run"]

NO_TENSORFLOW = 'tapeviz demo --engine tensorflow: TensorFlow is not installed here: pip install "tapeviz[tensorflow]"'
ENGINES = {"numpy": "import tapeviz.fallback as tf", "tensorflow": "import tensorflow as tf"}


@dataclass(frozen=True, slots=True)
class Example:
    """One cell of the demo: what it shows, an ordinary cell that prepares it, and the taped cell."""

    heading: str
    point: str
    setup: str
    cell: str

    @property
    def code(self) -> str:
        """Both cells as one text, for the page."""
        return f"# {self.point}\n{self.setup}\n\n{self.cell}"


EXAMPLES = (
    Example(
        "A gradient that exists",
        "The tape watches the variable, every step can be differentiated: nothing to explain.",
        "x = tf.Variable(3.0)",
        "%%tape y wrt x\ny = x ** 2 + 2 * x",
    ),
    Example(
        "Four sources, one gradient",
        "Only the first is a trainable variable that the target uses.",
        "x0 = tf.Variable(3.0)\n"
        "x1 = tf.Variable(3.0, trainable=False)\n"
        "x2 = tf.Variable(2.0) + 1.0\n"
        "x3 = tf.constant(3.0)",
        "%%tape y wrt x0, x1, x2, x3\ny = x0 ** 2 + x1 ** 2 + x2 ** 2",
    ),
    Example(
        "A loop that rebinds the variable",
        "After the first round the name x no longer means the variable.",
        "x = tf.Variable(2.0)",
        "%%tape y wrt x\nfor epoch in range(2):\n    y = x ** 2\n    x = x + 1",
    ),
    Example(
        "A mean taken by NumPy",
        "NumPy computes with the numbers; the tape sees neither it nor what it returns.",
        "x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])",
        "%%tape loss wrt x\nsquares = x ** 2\naverage = np.mean(squares, axis=0)\nloss = tf.reduce_sum(average)",
    ),
    Example(
        "An integer constant",
        "TensorFlow carries gradients through floating-point numbers only, also when asked to watch.",
        "x = tf.constant(10)",
        "%%tape y wrt x --watch x\ny = x * x",
    ),
    Example(
        "A value kept in a variable",
        "assign_add stores a number; where it came from is not stored.",
        "x0 = tf.Variable(3.0)\nx1 = tf.Variable(0.0)",
        "%%tape y wrt x0\nx1.assign_add(x0)\ny = x1 ** 2",
    ),
    Example(
        "An op that nobody wrote a gradient for",
        "TensorFlow raises LookupError for every source of such a tape.",
        "image = tf.Variable([[[0.5, 0.0, 0.0]]])\ndelta = tf.Variable(0.1)",
        "%%tape loss wrt image, delta\n"
        "contrasted = tf.image.adjust_contrast(image, delta)\n"
        "loss = tf.reduce_mean(contrasted)",
    ),
    Example(
        "A Keras layer",
        "A layer, a model or any nest of variables may stand where a source stands.",
        "tf.keras.utils.set_random_seed(1)\n"
        'dense = tf.keras.layers.Dense(2, activation="tanh")\n'
        "features = tf.constant([[1.0, 2.0, 3.0]])",
        "%%tape loss wrt dense\nloss = tf.reduce_mean(dense(features) ** 2)",
    ),
)


class DemoFailed(TapevizError):
    """A cell of the demo made no report; the message is one line."""


def run(output: Path, *, color: bool | None = None, engine: str = "numpy") -> int:
    """Run every example, print it with its report, and write the page; the result is the exit status.

    `engine` is one of `ENGINES`. `color` None means: where standard output is a terminal and NO_COLOR is not set.
    """
    if engine == "tensorflow" and importlib.util.find_spec("tensorflow") is None:
        return _refuse(NO_TENSORFLOW)
    if not output.parent.is_dir():
        return _refuse(f"tapeviz demo cannot write {output}: there is no folder {output.parent}")
    if color is None:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    try:
        told = [_shown(example, report, color, width) for example, report in _reports(engine)]
        _write_page(output, told)
    except DemoFailed as failure:
        return _refuse(str(failure))
    except BrokenPipeError:
        # Whoever read along has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _refuse(f"tapeviz demo cannot write {output}: {error.strerror or error}")
    print(f"\nThe same reports with their pictures: {output.resolve()}")
    return 0


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


def _reports(engine: str) -> Iterator[tuple[Example, Report]]:
    """Each example with the report on it, in one shell."""
    with _shell() as shell:
        _load_engine(shell, engine)
        for example in EXAMPLES:
            _run_cell(shell, example.setup)
            before = api.last_report()
            printed = _run_cell(shell, example.cell)
            report = api.last_report()
            if report is None or report is before:
                raise DemoFailed(f"the cell {example.heading!r} made no report: {_last_line(printed)}")
            yield example, report


def _load_engine(shell: Any, engine: str) -> None:
    if engine == "numpy":  # there at once
        _run_cell(shell, f"import numpy as np\n{ENGINES[engine]}")
        return
    print("Loading TensorFlow ...", end="", file=sys.stderr, flush=True)
    end = " failed.\n"
    try:
        _run_cell(shell, f"import numpy as np\n{ENGINES[engine]}")
        end = " done.\n"
    finally:
        print(end=end, file=sys.stderr, flush=True)


@contextmanager
def _shell() -> Iterator[Any]:
    """A real IPython shell with tapeviz loaded, which keeps no history and leaves nothing in the home folder."""
    # Else TensorFlow's start-up notes would stand between the reports.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="tapeviz-demo-") as folder:
        InteractiveShell.clear_instance()
        config = Config({"HistoryManager": {"enabled": False}})
        shell: Any = InteractiveShell.instance(config=config, ipython_dir=folder)
        try:
            _run_cell(shell, "%load_ext tapeviz")
            yield shell
        finally:
            shell.run_cell("%unload_ext tapeviz", silent=True)
            InteractiveShell.clear_instance()


def _run_cell(shell: Any, code: str) -> str:
    """Run one cell and return what it printed; an error in it ends the demo."""
    from IPython.utils.capture import capture_output

    with capture_output() as captured:
        result = shell.run_cell(code, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        raise DemoFailed(f"a cell of the demo failed: {type(error).__name__}: {_last_line(str(error))}")
    return str(captured.stdout) + str(captured.stderr)


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it printed nothing"


def _shown(example: Example, report: Report, color: bool, width: int) -> tuple[Example, Report]:
    """Print an example as it would look in a shell, and hand it on."""
    from tapeviz.render.text import render_text

    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if color else ("", "", "")
    number = EXAMPLES.index(example) + 1
    title = f"{number} of {len(EXAMPLES)}  {example.heading}"
    print(f"\n{bold}{title}{plain}\n{dim}{'-' * width}{plain}")
    print(f"{dim}{textwrap.fill(example.point, width)}{plain}\n")
    print(f"{dim}{textwrap.indent(example.setup, '    ')}{plain}\n\n{textwrap.indent(example.cell, '    ')}\n")
    print(render_text(report, width=width, color=color).rstrip(), flush=True)
    return example, report


def _write_page(output: Path, told: list[tuple[Example, Report]]) -> None:
    from tapeviz.render.html import render_page

    page = render_page([(example.heading, example.code, report) for example, report in told])
    output.write_text(page, "utf-8")

"""Cells in which a fault of ours is injected, and what their user sees of it."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from typing import Any

from IPython.core.displaypub import CapturingDisplayPublisher

import tapeviz
from tests.faults.injecting import Injected, Injector, Kind, Place, can_fail, places_passed
from tests.faults.state import changes, state
from tests.ipython.fakes import make_shell

ENGINES = {"tensorflow": "import tensorflow as tf", "numpy": "import tapeviz.fallback as tf"}

SETUP = """
{engine}
import numpy as np
class Scale:
    def __init__(self, k):
        self.k = k
    def __call__(self, v):
        return v * self.k
def helper(v):
    return tf.square(v) + tf.cast(1, tf.float32)
scale = Scale(3.0)
"""

OBJECTS = """
x = tf.Variable(2.0, name="x")
w = tf.Variable([1.0, 2.0], name="w")
n = tf.Variable(3, name="n")
c = tf.Variable(1.0, name="c")
params = {"a": tf.Variable(1.0), "frozen": tf.Variable(1.0, trainable=False)}
plain = tf.constant(4.0)
value = rows = h = r = m = y = made_by = g = None
"""

CELL = """%%tape {line}
h = helper(x) * scale(tf.reduce_sum(w))
m = np.mean([float(v) for v in w])
g = tf.round(c) * tf.cast(n, tf.float32)
for v in (params["a"], params["frozen"]):
    h = h + v
params["a"].assign_add(1.0)
if float(h) < 0:
    h = h * plain
print("printed")
x = x + 1.0
made_by = lambda q: q * tf.stop_gradient(plain)
y = made_by(h) + tf.cast(m, tf.float32) * x + g
"""

LINE = "y wrt x, w, n, c, params, plain"
TELLS = {"value": "y * 2.0", "error": "1 / (h - h).numpy().item()", "quiet": "rows = [h];"}
NAMES = ("h", "m", "g", "y", "x", "w", "n", "c", "plain", "params", "v", "tape", "_tape", "rows", "made_by")


@dataclass(frozen=True)
class Seen:
    """What the user sees of one run, as far as it compares between runs."""

    success: bool
    value: str
    error: str
    out: str
    err: tuple[str, ...]
    names: dict[str, str]
    shown: tuple[str, ...]
    verdicts: tuple[tuple[str, str, str], ...]

    @property
    def own(self) -> tuple[object, ...]:
        """What the cell did, apart from the report and what tapeviz says of itself."""
        names = {name: text for name, text in self.names.items() if name != "_tape"}
        return self.success, self.value, self.error, self.out, names


class Bench:
    """A shell with tapeviz in it, and one cell that runs again and again."""

    def __init__(self, engine: str, ending: str = "value", line: str = LINE) -> None:
        self.shell = make_shell()
        self.shell.display_pub = CapturingDisplayPublisher(shell=self.shell)
        tapeviz.load_ipython_extension(self.shell)
        self.cell = CELL.format(line=line) + TELLS[ending]
        self.quietly(SETUP.format(engine=ENGINES[engine]))
        self.expected = self.run()
        self.expected = self.run()
        self.before = state(self.shell)
        self._rested = 1

    def close(self) -> None:
        tapeviz.unload_ipython_extension(self.shell)

    def quietly(self, cell: str) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            assert self.shell.run_cell(cell, store_history=False).success

    def run(self, around: Any = contextlib.nullcontext, cell: str = "") -> Seen:
        """Run the cell; what `around` gives is entered for just that long."""
        self.quietly(OBJECTS)
        names = self.shell.user_ns
        names.pop("_tape", None)
        self.shell.display_pub.outputs.clear()
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), around():
            result = self.shell.run_cell(cell or self.cell, store_history=False)
        fault = result.error_before_exec or result.error_in_exec
        return Seen(
            success=result.success,
            value=repr(result.result),
            error=f"{type(fault).__name__}: {fault}" if fault else "",
            out=_before_traceback(out.getvalue()),
            err=tuple(line for line in err.getvalue().splitlines() if line.strip()),
            names={name: _words(names[name]) for name in NAMES if name in names},
            shown=tuple(output["data"]["text/plain"] for output in self.shell.display_pub.outputs),
            verdicts=tuple((d.source, d.status, str(d.cause)) for d in getattr(names.get("_tape"), "diagnoses", ())),
        )

    def places(self, kind: Kind) -> list[Place]:
        """Every point that the cell's run passes: the first and the last time."""
        found: dict[Place, int] = {}

        @contextlib.contextmanager
        def around() -> Any:
            with places_passed(kind) as counts:
                yield
            found.update(counts)

        self.run(around)
        if kind == "error":
            found = {place: times for place, times in found.items() if can_fail(place, times)}
        both = [(place, replace(place, nth=times)) for place, times in found.items()]
        return list(dict.fromkeys(place for pair in both for place in pair))

    def inject(self, place: Place, error: BaseException) -> tuple[Seen, bool]:
        """Run the cell with this error at this place; what was seen, and whether the place was reached."""
        injector = Injector(place, error)
        return self.run(injector.active), injector.has_raised

    def complaints(self, place: Place, kind: Kind) -> list[str]:
        """What is wrong with a run in which this place fails, or is interrupted; and with the next run."""
        error = Injected("boom") if kind == "error" else KeyboardInterrupt("boom")
        try:
            seen, reached = self.inject(place, error)
        except KeyboardInterrupt:  # IPython lets one through that comes while it reads the cell
            seen, reached = None, True
        found = [] if reached else ["was not reached"]
        if seen is not None:
            found += self._of_error(seen) if kind == "error" else self._of_interrupt(seen)
        left = self.left_behind()
        # One that IPython's own events swallow: a number only.
        if kind == "interrupt" and all(name.startswith("nested cells") for name in left):
            self.before, left = state(self.shell), []
        found += [f"left behind: {name}" for name in left]
        again = self.run() if found or not self._rested else self.expected
        self._rested = (self._rested + 1) % 10
        return [f"{place}: {text}" for text in found + self._of_next_run(again)]

    def _of_error(self, seen: Seen) -> list[str]:
        """The cell is as without the fault; one line stands for the report, or a report with right verdicts."""
        pairs = zip(seen.own, self.expected.own, strict=True)
        found = [f"{mine} instead of {wanted}" for mine, wanted in pairs if mine != wanted]
        lines = [line for line in seen.err if line.startswith(("tapeviz", "%%tape")) and "boom" in line]
        if len(seen.err) > 1 or len(lines) != len(seen.err):
            found.append(f"said {seen.err}")
        if not (seen.shown or lines):
            found.append("neither a report nor a word why")
        verdicts = zip(seen.verdicts, self.expected.verdicts, strict=False)
        return found + [f"{mine} instead of {right}" for mine, right in verdicts if not _agrees(mine, right)]

    def _of_interrupt(self, seen: Seen) -> list[str]:
        """The cell is interrupted; or it was over, and its own error is told, or IPython told the interrupt."""
        if "KeyboardInterrupt" in seen.error:
            return []
        same = (seen.success, seen.value, seen.error) == (
            self.expected.success,
            self.expected.value,
            self.expected.error,
        )
        return [] if same else [f"ended with {seen.error} instead of {self.expected.error or 'a value'}"]

    def _of_next_run(self, seen: Seen) -> list[str]:
        same = seen.own == self.expected.own and seen.shown == self.expected.shown and not seen.err
        return [] if same else ["the next run of the cell is another one"]

    def left_behind(self) -> list[str]:
        """What is not as it was before the first injection."""
        return changes(self.before, state(self.shell))


def _agrees(mine: tuple[str, str, str], right: tuple[str, str, str]) -> bool:
    """Whether a verdict is right, or says that it is not established; what our backward call raises is told as that."""
    return mine == right or mine[2] == "unknown" or (mine[1] == "error" and mine[2] == right[2])


def _before_traceback(text: str) -> str:
    return text.partition("-" * 60)[0]


def _words(value: Any) -> str:
    if callable(value) and hasattr(value, "__name__"):
        return f"function {value.__name__}"
    return "a report" if type(value).__name__ == "ShownReport" else repr(value)

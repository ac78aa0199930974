"""Trials of remedies: what is verified, what fails, what is not tried, and that nothing of the user's changes."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tapeviz.codec import dump_report, load_report
from tapeviz.fixing.taped import TapedCell
from tapeviz.fixing.trial import apply_edit, edited_diff, try_remedies
from tapeviz.grammar import parse_line
from tapeviz.report import Edit
from tests.fixing.taping import change, notebook, option
from tests.fixing.untouched import fingerprint

LOOP = "%%tape y wrt x\nfor step in range(2):\n    y = x ** 2\n    x = x + 1\n"
IN_PLACE = change(LOOP, "x = x + 1", "x.assign_add(1)")


# ---- verified -------------------------------------------------------------------------------------------------------


def test_a_verified_remedy_has_the_gradient_of_a_real_run() -> None:
    trial = notebook("x = tf.Variable(2.0)").fix(LOOP, x=IN_PLACE)["x"]

    assert (trial.status, trial.reason) == ("verified", "")
    assert trial.gradient is not None
    assert trial.gradient.summary is not None
    assert trial.gradient.summary.values == (6.0,)
    assert "-    x = x + 1\n+    x.assign_add(1)" in trial.diff


def test_an_option_is_a_remedy_too() -> None:
    trial = notebook("x = tf.constant([1.0, 2.0])").fix("%%tape y wrt x\ny = x * x\n", x=option("--watch x"))["x"]

    assert trial.status == "verified"
    assert trial.gradient.summary.values == (2.0, 4.0)
    assert "+%%tape y wrt x --watch x" in trial.diff


def test_the_names_mean_what_they_meant_before_the_cell() -> None:
    """The cell ends with x, w and the helper rebound; the trial starts from the former ones."""
    book = notebook("x = tf.Variable(2.0)\nw = tf.Variable(3.0)\ndef double(v):\n    return 2.0 * v\n")
    text = "%%tape y wrt x\nscale = float(x)\ny = double(scale * w)\nw = None\ndouble = 7\n"

    trial = book.fix(text, x=change(text, "float(x)", "x"))["x"]

    assert trial.status == "verified"
    assert trial.gradient.summary.values == (6.0,)


def test_a_value_that_the_cell_left_in_a_variable_is_said() -> None:
    """In-place changes are not undone, so a reader must know from where the number comes."""
    book = notebook("x = tf.Variable(2.0)\ncount = tf.Variable(1.0)")
    text = "%%tape y wrt x\ncount.assign_add(1.0)\ny = count * float(x)\n"

    trial = book.fix(text, x=change(text, "float(x)", "x"))["x"]

    assert trial.status == "verified"
    assert trial.gradient.summary.values == (3.0,)
    assert trial.reason == "count had the value that the cell left in it"


def test_several_sources_with_one_edit_are_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.fixing import contained

    texts: list[str] = []
    run = contained.rerun
    monkeypatch.setattr(contained, "rerun", lambda text, *rest: (texts.append(text), run(text, *rest))[1])
    book = notebook("a, b = tf.Variable(2.0), tf.Variable(3.0)")
    text = "%%tape y wrt a, b\ny = tf.constant(float(a * b))\n"
    edit = change(text, "float(a * b)", "1.0) * (a * b")

    found = book.fix(text, a=edit, b=edit)

    assert [trial.status for trial in found.values()] == ["verified", "verified"]
    assert len(texts) == 2  # the unchanged cell and the changed one


def test_only_the_source_that_was_asked_for_is_tried() -> None:
    book = notebook("a, b = tf.constant(2.0), tf.constant(3.0)")
    cell = book.tape("%%tape y wrt a, b\ny = a * b\n", a=option("--watch a"), b=option("--watch b"))

    assert [trial.source for trial in try_remedies(cell, "b")] == ["b"]
    assert try_remedies(cell, "no such source") == ()


def test_a_stored_report_keeps_its_trials() -> None:
    cell = notebook("x = tf.Variable(2.0)").tape(LOOP, x=IN_PLACE)
    trials = try_remedies(cell)

    stored = load_report(dump_report(replace(cell.report, trials=trials)))

    assert stored.trials == trials
    assert stored.to_dict()["trials"][0]["status"] == "verified"


# ---- failed ---------------------------------------------------------------------------------------------------------


def test_an_edit_that_does_not_help_fails() -> None:
    rounds = "%%tape y wrt x\ny = tf.round(x) * 2.0\n"
    trial = notebook("x = tf.Variable(2.0)").fix(rounds, x=change(rounds, "tf.round(x)", "tf.raw_ops.Sign(x=3.0)"))["x"]

    assert (trial.status, trial.gradient) == ("failed", None)
    assert trial.reason == "with this change the gradient is still None: not-connected"


def test_a_break_that_shows_behind_the_first_is_mended_too() -> None:
    twice = "%%tape y wrt x\nn = np.exp(x)\nm = tf.stop_gradient(n)\ny = tf.square(m) * 2.0\n"
    trial = notebook("x = tf.Variable(2.0)").fix(twice, x=change(twice, "tf.stop_gradient(n)", "n"))["x"]

    assert (trial.status, len(trial.edits)) == ("verified", 2)
    assert trial.reason == "2 changes, one for each break"
    assert {"+n = tf.exp(x)", "+m = n"} <= set(trial.diff.split("\n"))


def test_an_edit_that_raises_fails_with_the_error() -> None:
    trial = notebook("x = tf.Variable(2.0)").fix(LOOP, x=change(LOOP, "x = x + 1", "x.shift(1)"))["x"]

    assert trial.status == "failed"
    assert trial.reason.startswith("with this change it raises AttributeError: ")


def test_an_edit_that_costs_another_source_its_gradient_fails() -> None:
    text = "%%tape y wrt x, w\ny = w * tf.round(x)\n"
    book = notebook("x, w = tf.Variable(2.0), tf.Variable(3.0)")

    trial = book.fix(text, x=change(text, "w * tf.round(x)", "x * x"))["x"]

    assert (trial.status, trial.reason) == ("failed", "with this change w lost it")


def test_an_edit_that_never_ends_is_stopped() -> None:
    started = time.monotonic()

    trial = notebook("x = tf.Variable(2.0)").fix(
        LOOP, x=change(LOOP, "x = x + 1", "\n    while True:\n        pass"), limit=0.5
    )["x"]

    assert (trial.status, trial.reason) == ("failed", "with this change the cell ran longer than 0.5 s")
    assert time.monotonic() - started < 20


# ---- not tried ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setup", "line", "reason"),
    [
        ("", "open('/dev/null')", "it calls open()"),
        ("", "np.save('/dev/null', 1)", "it uses np.save"),
        ("import os", "os.getpid()", "it calls os.getpid()"),
        ("", "import socket", "it imports socket"),
        ("def note(v):\n    open('/dev/null')\n    return v\n", "note(1)", "it calls open()"),
        ("numbers = iter(tf.data.Dataset.range(3))", "next(numbers)", "numbers cannot be copied: "),
        (
            "def numbers():\n    yield 1\n    yield 2\nnumbers = numbers()",
            "next(numbers)",
            "numbers cannot be copied: a generator",
        ),
        ("", "tf.random.uniform([], seed=5)", "it draws random numbers with a seed (RandomUniform)"),
    ],
)
def test_what_cannot_be_contained_is_not_tried(setup: str, line: str, reason: str) -> None:
    text = f"%%tape y wrt x\n{line}\ny = x * 1.0\n"

    trial = notebook(f"x = tf.constant(2.0)\n{setup}").fix(text, x=option("--watch x"))["x"]

    assert trial.status == "not tried"
    assert trial.reason.startswith(reason)
    assert trial.gradient is None


def test_a_gradient_that_is_there_without_the_change_proves_nothing() -> None:
    """The cell fills a cache in its first run; in a second run it would not take the blamed way at all."""
    book = notebook("x = tf.Variable(2.0)\nseen = []")
    text = "%%tape y wrt x\nscale = x if seen else float(x)\nseen.append(1)\ny = scale * 3.0\n"

    trial = book.fix(text, x=change(text, "float(x)", "x"))["x"]

    assert trial.status == "not tried"
    assert trial.reason.startswith("run again, the unchanged cell has this gradient")


def test_a_cell_that_cannot_be_repeated_is_not_tried() -> None:
    book = notebook("x = tf.constant(2.0)\nonce = [1]")
    text = "%%tape y wrt x\nonce.pop()\ny = x * 1.0\n"

    trial = book.fix(text, x=option("--watch x"))["x"]

    assert trial.status == "not tried"
    assert trial.reason == "a copy of the namespace does not behave like the namespace: IndexError: pop from empty list"


def test_a_cell_that_takes_too_long_is_not_tried() -> None:
    text = "%%tape y wrt x\nfor _ in range(3000):\n    y = x * 1.0\n"

    trial = notebook("x = tf.constant(2.0)").fix(text, x=option("--watch x"), limit=0.05)["x"]

    assert trial.status == "not tried"
    assert trial.reason.startswith("in a copy of the namespace the cell takes longer than")


def test_no_edit_no_trial() -> None:
    book = notebook("x = tf.Variable(2.0)")

    assert try_remedies(book.tape(LOOP)) == ()


# ---- nothing changes ------------------------------------------------------------------------------------------------

SETUP = """
import random
import keras
keras.utils.clear_session(); keras.utils.set_random_seed(1)
x = tf.Variable(2.0)
plain = tf.constant(1.0)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2), keras.layers.Dropout(0.5)])
kernel = model.layers[0].kernel
log, table, array = [], {"n": 0}, np.zeros(3)
class Counter:
    total = 0
    def __init__(self):
        self.n = 0
    def bump(self):
        self.n += 1
        type(self).total += 1
counter = Counter()
calls = 0
def busy(v):
    global calls
    calls += 1
    log.append(calls); table["n"] += 1; array[0] += 1.0
    counter.bump()
    x.assign_add(1.0)
    kernel.assign(kernel * 2.0)
    return v + random.random() + np.random.rand() + tf.reduce_sum(model(tf.ones([1, 2]), training=True))
"""


@pytest.mark.parametrize("tail", ["", "    raise ValueError('stop')\n", "    while True: pass\n"])
def test_whatever_the_cell_does_nothing_of_the_users_changes(tail: str) -> None:
    book = notebook(SETUP)
    text = "%%tape y wrt plain, x\nprint('loud')\nbusy(0.0)\ny = busy(plain)\nif kernel is None:\n    pass\n"
    cell = book.tape(text, plain=option("--watch plain"))
    if tail:
        edit = change(text, "if kernel is None:", f"if True:\n{tail}if kernel is None:")
        cell = book.tape(text, plain=edit)
    before = fingerprint(book.names)

    (trial,) = try_remedies(cell, limit=5.0)

    assert trial.status == ("failed" if tail else "verified"), trial.reason
    assert fingerprint(book.names) == before


def test_the_next_random_numbers_are_those_that_would_have_come() -> None:
    draws = "[random.random(), np.random.rand(), float(tf.random.normal([])), float(keras.random.normal([]))]"
    text = "%%tape y wrt plain\ny = plain * random.random() * np.random.rand() * keras.random.normal([])\n"
    plain = notebook(SETUP)
    plain.tape(text)
    plain.run(f"drawn = {draws}")

    tried = notebook(SETUP)
    trial = tried.fix(text, plain=option("--watch plain"))["plain"]
    tried.run(f"drawn = {draws}")

    assert trial.status == "verified", trial.reason
    assert tried.names["drawn"] == plain.names["drawn"]


def test_names_of_new_layers_go_on_where_they_were() -> None:
    book = notebook("import keras\nx = tf.constant([[1.0]])\nkeras.layers.Dense(1)")
    text = "%%tape y wrt x\nhead = keras.layers.Dense(1)\ny = head(x)\n"
    cell = book.tape(text, x=option("--watch x"))

    (trial,) = try_remedies(cell)
    book.run("import keras\nlater = keras.layers.Dense(1)")

    assert trial.status == "verified", trial.reason
    number = int(book.names["head"].name.rpartition("_")[2])
    assert book.names["later"].name == f"dense_{number + 1}"


def test_former_objects_are_kept_only_while_a_remedy_can_be_tried() -> None:
    book = notebook("x = tf.Variable(2.0)")

    assert set(book.tape(LOOP, x=IN_PLACE).before) >= {"x", "y", "step"}
    assert book.tape("%%tape y wrt x\ny = x * 2.0\n").before == {}


# ---- the edit -------------------------------------------------------------------------------------------------------


def test_an_edit_over_several_lines() -> None:
    text = "%%tape y wrt x\na = f(\n    x,\n)\ny = a\n"

    assert apply_edit(text, Edit(2, 4, 4, 1, "x")) == "%%tape y wrt x\na = x\ny = a\n"


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("%%tape y wrt x", "%%tape y wrt x --watch x"),
        ("%%tape y wrt x -q", "%%tape y wrt x -q --watch x"),
        ("%%tape", "%%tape --watch x"),
        ("%%tape -q y wrt x", "%%tape -q y wrt x --watch x"),
    ],
)
def test_an_option_joins_the_magic_line(line: str, edited: str) -> None:
    assert apply_edit(f"{line}\ny = x\n", option("--watch x")) == f"{edited}\ny = x\n"


def test_an_option_does_not_vanish_in_a_comment() -> None:
    edited = apply_edit("%%tape y wrt x  # first try\ny = x\n", option("--watch x"))

    assert parse_line(edited.partition("\n")[0], start=len("%%tape")).request.watch == ("x",)


def test_a_magic_line_that_cannot_be_read_is_no_crash() -> None:
    cell = notebook("x = tf.constant(2.0)").tape("%%tape y wrt x\ny = x * 1.0\n", x=option("--watch x"))

    (trial,) = try_remedies(TapedCell("%%tape y wrt\ny = x\n", cell.namespace, cell.report, cell.before))

    assert trial.status == "not tried"


def test_the_diff_shows_only_what_changes() -> None:
    diff = edited_diff("%%tape\na = 1\nb = 2\nc = 3\n", "%%tape\na = 1\nb = 9\nc = 3\n")

    assert diff.split("\n") == [
        "--- the cell",
        "+++ with this change",
        "@@ -2,3 +2,3 @@",
        " a = 1",
        "-b = 2",
        "+b = 9",
        " c = 3",
    ]

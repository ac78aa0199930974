"""Programs with planted faults: the answers agree with TensorFlow, the reports agree, and a broken rule shows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.planted.flow import TARGET, Cut, Flow
from tests.planted.generate import generate
from tests.planted.kinds import KINDS
from tests.planted.layout import spread
from tests.planted.program import Answer, Expectation, Program, mark, places, strip_marks
from tests.planted.score import Verdict, run
from tests.planted.step import seeded
from tests.planted.surroundings import SURROUNDINGS
from tests.planted.truth import check, check_healed

COUNT = int(os.environ.get("TAPEVIZ_PLANTED", "600"))  # `TAPEVIZ_PLANTED=2000` takes ten minutes
TRUTH_COUNT = max(100, COUNT // 10)


def _failures(seeds: range) -> list[str]:
    return [str(verdict) for _, verdicts in run(seeds) for verdict in verdicts if verdict.word != "right"]


# ---- the answers ----


def test_the_same_seed_gives_the_same_program_in_another_process() -> None:
    code = "from tests.planted.generate import generate; print(generate(41).show())"
    root = Path(__file__).parents[1]
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert shown.stdout.rstrip("\n") == generate(41).show()


def test_programs_are_many_sided() -> None:
    programs = [generate(seed) for seed in range(2 * len(KINDS))]
    found = [expectation for program in programs for expectation in program.expected.values()]
    assert len(KINDS) >= 60
    assert len({surrounding.name for surrounding in SURROUNDINGS}) >= 20
    assert len({expectation.cause for expectation in found}) >= 17, "each cause but `unknown`, and sound sources"
    assert sum(not expectation.answers for expectation in found) > len(found) / 4


def test_tensorflow_agrees_with_every_answer() -> None:
    assert [wrong for seed in range(TRUTH_COUNT) for wrong in check(generate(seed))] == []


def test_without_the_deciding_break_the_gradient_is_there() -> None:
    wrong = [found for seed in range(0, TRUTH_COUNT, 2) for found in check_healed(seed, generate(seed))]
    assert wrong == []


def test_the_check_against_tensorflow_sees_a_wrong_answer() -> None:
    program = generate(KINDS.index("round"))
    sound = {name: Expectation((), "gradient", "claimed") for name in program.expected}
    claimed = Program(0, program.setup, program.cell, program.target, program.sources, program.options, sound)
    assert any("TensorFlow says none" in wrong for wrong in check(claimed))


# ---- the reports ----


def test_every_report_is_right() -> None:
    assert _failures(range(COUNT)) == []


@contextmanager
def _swapped(monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> Iterator[None]:
    """Rules that mistake one cause for another wherever they find a break."""
    from tapeviz.diagnose.case import Case
    from tapeviz.report import Cause

    other = {Cause(first): Cause(second), Cause(second): Cause(first)}
    real = Case._cause
    monkeypatch.setattr(Case, "_cause", lambda case, edge: (cause := real(case, edge)) and other.get(cause, cause))
    yield
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("not-differentiable", "integer-dtype", "round"),
        ("stop-gradient", "left-tensorflow", "stop_gradient"),
        ("stateful-op", "recording-stopped", "assign"),
    ],
)
def test_a_rule_that_mistakes_a_cause_is_caught(
    monkeypatch: pytest.MonkeyPatch, first: str, second: str, kind: str
) -> None:
    seed = KINDS.index(kind)
    with _swapped(monkeypatch, first, second):
        wrong = _failures(range(seed, seed + 1))
    assert any("wrong cause" in line for line in wrong)


def test_a_rule_that_names_a_wrong_line_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.diagnose.case import Case

    real = Case.in_cell
    monkeypatch.setattr(Case, "in_cell", lambda case, stack: (span := real(case, stack)) and _one_line_down(span))
    seed = KINDS.index("np.mean")
    assert any("wrong line" in line for line in _failures(range(seed, seed + 1)))


def _one_line_down(span: object) -> object:
    from dataclasses import replace

    return replace(span, line=span.line + 1)  # type: ignore[type-var, attr-defined]


def test_a_false_alarm_and_a_missing_source_are_told() -> None:
    from tests.cases.run import Outcome
    from tests.planted.score import judge

    program = Program(0, "", "", "y", ("w", "b"), "", dict.fromkeys("wb", Expectation((), "gradient", "healthy")))
    entry = {"name": "w", "status": "none", "cause": "not-connected", "line": 2, "code": "y = 1", "col": 0, "also": []}
    words = [verdict.word for verdict in judge(program, Outcome({"sources": [entry]}))]
    assert words == ["false alarm", "crash"]


def test_a_wrong_line_is_not_right() -> None:
    wanted = Expectation((Answer("not-differentiable", frozenset({3})),), "none", "round")
    verdict = Verdict(0, "w", "wrong line", wanted, "not-differentiable @4")
    assert wanted.answers[0].fits("not-differentiable", 3)
    assert not wanted.answers[0].fits("not-differentiable", 4)
    assert "wanted not-differentiable @3, got not-differentiable @4" in str(verdict)


# ---- how programs are made ----


def test_marks_tell_lines_and_columns_and_vanish() -> None:
    text = f"a = 1\nb = f({mark('first')}g(a),\n      {mark('second')}{mark('third')}h(a))"
    assert places(text, first_line=2) == {"first": {(3, 6)}, "second": {(4, 6)}, "third": {(4, 6)}}
    assert strip_marks(text) == "a = 1\nb = f(g(a),\n      h(a))"


def test_spread_lines_mean_the_same() -> None:
    line = f"y = tf.add_n([{mark('it')}tf.round(x), tf.where(x > 0.0, x, 'a, (b')])"
    for seed in range(30):
        spread_lines = spread([line], seeded(seed))
        text = "\n".join(spread_lines)
        assert (
            compile(strip_marks(text), "<cell>", "exec").co_code == compile(strip_marks(line), "<cell>", "exec").co_code
        )
        [(number, column)] = places(text)["it"]
        assert strip_marks(spread_lines[number - 1])[column:].startswith("tf.round")
    assert any(len(spread([line], seeded(seed))) > 2 for seed in range(30))


def _cut(cause: str, piece: int, *, repeats: bool = False) -> Cut:
    return Cut(((cause, "m"),), cause, "straight", piece, 0, repeats=repeats)


def test_the_way_with_the_fewest_breaks_decides_and_among_equals_the_earlier_one() -> None:
    flow = Flow(order={1: 10, 2: 5, 3: 20})
    one, other, third = _cut("one", 1), _cut("other", 2), _cut("third", 3)
    flow.connect("w", "a", one)
    flow.connect("w", "b", other)
    flow.connect("a", TARGET)
    flow.connect("b", TARGET)
    assert flow.best(flow.ways("w")) == [(other,)]
    flow.edges["b"] = [(TARGET, third)]
    assert flow.best(flow.ways("w")) == [(one,)]


def test_a_break_in_a_loop_may_count_once_or_more() -> None:
    flow = Flow(order={1: 1, 2: 2})
    looped, plain = _cut("looped", 1, repeats=True), _cut("plain", 2)
    flow.connect("w", TARGET, looped)
    flow.connect("w", TARGET, plain)
    assert flow.best(flow.ways("w")) == [(looped,), (plain,)]
    flow.order = {1: 2, 2: 1}
    assert flow.best(flow.ways("w")) == [(plain,)]


def test_an_open_way_is_known_and_an_unused_value_has_none() -> None:
    flow = Flow()
    flow.connect("w", TARGET, _cut("one", 1))
    flow.connect("w", "a")
    flow.connect("a", TARGET)
    assert () in flow.best(flow.ways("w"))
    assert flow.ways("unused") == []
    assert flow.is_followed(["w"], "a")
    assert not flow.is_followed(["b"], "a")

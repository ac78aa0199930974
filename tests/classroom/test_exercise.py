"""`tapeviz.Exercise` in a real shell, on both engines: what is predicted is compared with what the tape says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tapeviz
from tapeviz.classroom import exercise
from tapeviz.classroom.prediction import ExerciseError
from tests.classroom.conftest import told

BOWL = 'tapeviz.Exercise("What is dz/dx?", cell="z = (x ** 2 + y ** 2) ** 2", source="x")'
TWO_WAYS = 'tapeviz.Exercise("Two ways", cell="a = x ** 2\\nb = 2 * x\\nz = a * b", source="x")'
MEAN = (
    'tapeviz.Exercise("A mean", cell="z = tf.reduce_mean(v ** 2)", source="v", setup="v = tf.Variable([1., 2., 4.])")'
)
CUT = (
    'tapeviz.Exercise("Why?", cell="%%tape y wrt x\\nh = tf.stop_gradient(x ** 2)\\n'
    'y = tf.cast(tf.cast(h, tf.int32), tf.float32)")'
)


@pytest.fixture(autouse=True)
def _no_former_exercises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercise, "_all", {})


@pytest.fixture
def lesson(shell: Any) -> Any:
    """A shell at x=3, y=5."""
    told(shell, "import tapeviz\nx, y = tf.Variable(3.0), tf.Variable(5.0)")
    return shell


@pytest.fixture
def numpy_lesson(numpy_shell: Any) -> Iterator[Any]:
    told(numpy_shell, "import tapeviz\nx, y = tf.Variable(3.0), tf.Variable(5.0)")
    return numpy_shell


def made(shell: Any, code: str) -> Any:
    """The exercise that this code makes in the shell."""
    shell.run_cell(f"ex = {code}").raise_error()
    return shell.user_ns["ex"]


# The answer is the tape's


def test_a_right_prediction_is_right_and_the_notebook_is_as_it_was(lesson: Any) -> None:
    ex = made(lesson, BOWL)
    before = dict(lesson.user_ns)

    outcome = ex.predict(408).check()

    assert (bool(outcome), str(outcome)) == (True, "Right: dz/dx = 408.0")
    assert (ex.attempts, ex.is_solved, ex.state) == (1, True, "solved, 1 attempt")
    assert {k: v for k, v in lesson.user_ns.items() if before.get(k, lesson) is not v} == {}


def test_the_answer_follows_the_values_of_the_notebook(lesson: Any) -> None:
    ex = made(lesson, BOWL)
    told(lesson, "x.assign(1.0)")

    assert ex.predict(104).check()
    assert not ex.predict(408).check()


def test_a_gradient_of_several_numbers_may_be_predicted_as_a_tensor_or_a_list(lesson: Any) -> None:
    ex = made(lesson, MEAN)
    right = [2 / 3, 4 / 3, 8 / 3]

    assert ex.predict(right).check()
    assert ex.predict(np.array(right)).check()
    assert ex.predict(lesson.user_ns["tf"].constant(right)).check()
    assert "v" not in lesson.user_ns


def test_a_cause_may_be_predicted_with_its_line(lesson: Any) -> None:
    ex = made(lesson, CUT)

    assert str(ex.predict(cause="integer-dtype", line=3).check()) == (
        "Right: x: None, integer dtype on the path, line 3"
    )
    assert ex.predict("integer_dtype").check()
    assert "look below" in str(ex.predict(cause="integer-dtype", line=2).check())
    assert "look above" in str(ex.predict(cause="integer-dtype", line=9).check())


def test_an_op_without_a_gradient_counts_as_none(lesson: Any) -> None:
    ex = made(
        lesson,
        'tapeviz.Exercise("Why?", cell="y = tf.image.adjust_contrast(p, 2.0)", source="p", '
        'setup="p = tf.Variable([[[0.5, 0.0, 0.0]]])")',
    )

    assert ex.predict(cause="no-gradient-registered").check()


# A word that helps


@pytest.mark.parametrize(
    ("code", "guess", "word"),
    [
        (BOWL, -408, "the sign is not"),
        (BOWL, 1156, "That is z itself"),
        (BOWL, 68, "That is `dz/d(x ** 2 + y ** 2)`, one factor of the chain rule"),
        (BOWL, 6, "That is `d(x ** 2)/dx`, one factor"),
        (BOWL, 680, "That is `dz/dy`"),
        (BOWL, 204, "Off by a factor of 1/2"),
        (BOWL, 34, "That is the value of `x ** 2 + y ** 2`"),
        (BOWL, 400, "Nearly"),
        (BOWL, 0, "Not 0"),
        (BOWL, -7, "The sign is not right either"),
        (BOWL, 7, "Write the steps down"),
        (BOWL, None, "There is a gradient"),
        (BOWL, "stop-gradient", "There is a gradient"),
        (BOWL, [1, 2], "x has the shape ()"),
        (TWO_WAYS, 36, "what the path `x -> a -> z` gives. Is it the only one"),
        (MEAN, [2, 4, 8], "off by a factor of 3, the number of elements"),
        (MEAN, [2, 4, 9], "Write the steps down"),
        (MEAN, [-2 / 3, -4 / 3, -8 / 3], "the signs are not"),
        (MEAN, [[2 / 3], [4 / 3], [8 / 3]], "The right numbers in another shape"),
        (MEAN, 5, "One number is not enough"),
        (MEAN, 14 / 3, "That is the sum of all elements"),
        (MEAN, [2 / 3, 4 / 3, 9], "2 of the 3 numbers are right"),
        (MEAN, [2 / 3, 4, 9], "1 of the 3 numbers is right"),
        (BOWL, [408], "The right numbers in another shape: a gradient has the shape of its source"),
        (MEAN, [5 / 3, 10 / 3, 20 / 3], "All are off by one factor, 2.5"),
        (CUT, 0, "not even 0"),
        (CUT, None, "Now say why"),
        (CUT, "not-watched", "but not because of this (not watched)"),
        (CUT, "stop-gradient", "stop-gradient is there too"),
    ],
)
def test_a_wrong_prediction_gets_a_word_that_helps(lesson: Any, code: str, guess: Any, word: str) -> None:
    ex = made(lesson, code)

    outcome = ex.predict(guess).check()

    assert not outcome
    assert str(outcome).startswith("Not yet. ")
    assert word in str(outcome)
    assert "408" not in str(outcome)
    assert "integer" not in str(outcome)


def test_some_paths_of_many_are_told_from_all(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, 'tapeviz.Exercise("q", cell="z = x ** 2 + 5 * x + tf.exp(x - 3)", source="x")')

    assert "sum over 2 paths from x to z; 1 path left" in str(ex.predict(11).check())


def test_rows_and_columns_swapped(numpy_lesson: Any) -> None:
    told(numpy_lesson, "w, c = tf.Variable([[1., 2.], [3., 4.]]), tf.constant([[1., 2.], [5., 7.]])")
    ex = made(numpy_lesson, 'tapeviz.Exercise("q", cell="z = tf.reduce_sum(w * c)", source="w")')

    assert "rows and columns swapped" in str(ex.predict([[1, 5], [2, 7]]).check())
    assert ex.predict([[1, 2], [5, 7]]).check()


def test_an_infinite_gradient_is_not_nearly_everything(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, 'tapeviz.Exercise("q", cell="z = tf.sqrt(u)", source="u", setup="u = tf.Variable(0.0)")')

    assert "Nearly" not in str(ex.predict(1).check())
    assert ex.predict(float("inf")).check()


# Hints, the answer, progress


def test_the_hints_of_the_teacher_come_first_then_those_of_the_tape(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, TWO_WAYS.replace(', source="x")', ', source="x", hints=["Draw it."])'))

    assert [str(ex.hint()) for _ in range(3)] == [
        "Hint 1: Draw it.",
        "Hint 2: 2 paths from x to z: `x -> a -> z`; `x -> b -> z`. Multiply along each, then add up.",
        "There is no further hint; reveal() shows the answer.",
    ]
    assert ex.hints_taken == 2


def test_hints_to_a_cause_name_the_line_and_not_the_cause(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, CUT)

    told_so_far = [str(ex.hint()) for _ in range(3)]

    assert told_so_far[1] == "Hint 2: Look at line 3 (the %%tape line is line 1)."
    assert "integer" not in "".join(told_so_far)


def test_the_answer_that_is_shown_is_the_report_and_solves_nothing(lesson: Any) -> None:
    ex = made(lesson, BOWL)

    report = ex.reveal()

    assert report.to_dict()["sources"][0]["gradient"]["value"] == 408.0
    assert tapeviz.last_report() is report
    assert ex.predict(408).check()
    assert (ex.is_solved, ex.state) == (False, "revealed, 1 attempt")


def test_progress_counts_what_was_solved(numpy_lesson: Any) -> None:
    assert str(tapeviz.progress()) == "no exercise has been made yet"
    bowl = made(numpy_lesson, BOWL)
    bowl.predict(6).check()
    bowl.predict(408).check()
    bowl.predict(7).check()
    made(numpy_lesson, TWO_WAYS).reveal()
    made(numpy_lesson, MEAN)
    made(numpy_lesson, CUT).hint()
    made(numpy_lesson, BOWL.replace("dz/dx?", "this?"))

    found = tapeviz.progress()

    assert [state for _, state in found.rows] == [
        "solved, 2 attempts",
        "revealed, 0 attempts",
        "not tried",
        "open, 0 attempts, 1 hint",
        "not tried",
    ]
    assert str(found).splitlines()[-1] == "1 of 5 exercises solved"
    assert "| What is dz/dx? | solved, 2 attempts |" in found._repr_markdown_()


def test_a_cell_that_is_run_again_makes_no_second_exercise_and_forgets_nothing(numpy_lesson: Any) -> None:
    made(numpy_lesson, BOWL).predict(408).check()
    made(numpy_lesson, BOWL)
    made(numpy_lesson, TWO_WAYS).reveal()
    again = made(numpy_lesson, TWO_WAYS)
    again.predict(54).check()

    assert tapeviz.progress().rows == (("What is dz/dx?", "solved, 1 attempt"), ("Two ways", "revealed, 1 attempt"))
    assert again.prediction is not None
    assert made(numpy_lesson, TWO_WAYS).prediction is None


# As it is shown


def test_an_exercise_shows_its_question_its_cell_and_the_prediction(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, MEAN)

    assert (
        repr(ex) == "A mean\n\nbefore the cell:\n\n    v = tf.Variable([1., 2., 4.])\n\n"
        "the cell:\n\n    %%tape z wrt v\n    z = tf.reduce_mean(v ** 2)"
    )
    assert repr(ex.predict([1, 2, 3])).endswith("\nyour prediction: [1., 2., 3.]")
    page = ex.predict(cause="stop-gradient", line=2)._repr_markdown_()
    assert page.startswith("**Predict:** A mean\n\nbefore the cell:\n\n    v = tf.Variable")
    assert "cell:" not in repr(made(numpy_lesson, BOWL))
    assert page.endswith("your prediction: no gradient: stop-gradient, line 2")


def test_an_outcome_is_shown_as_it_is(numpy_lesson: Any) -> None:
    ex = made(numpy_lesson, BOWL)

    assert "`d(x ** 2)/dx`" in ex.predict(6).check()._repr_markdown_()
    assert ex.predict(408).check()._repr_markdown_() == "**Right.** dz/dx = 408.0"


# Bad input: one line, no traceback


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (f"{BOWL}.check()", "predict first, then check"),
        (f"{BOWL}.predict()", "nothing is predicted; write predict(408.0)"),
        (f"{BOWL}.predict('many')", "there is no cause 'many'; the causes are not-watched, "),
        (f"{BOWL}.predict(cause='stop_gradiant')", "did you mean 'stop-gradient'?"),
        (f"{BOWL}.predict('408')", "'408' is a text; a number stands without quotes: predict(408)"),
        (f"{BOWL}.predict(object)", "is no number and no table of numbers"),
        (f"{BOWL}.predict([[1], [1, 2]])", "is no number and no table of numbers"),
        (f"{BOWL}.predict(True)", "is no number"),
        (f"{BOWL}.predict(1, cause='stop-gradient')", "a gradient that has a value has no cause"),
        (f"{BOWL}.predict(None, line='2')", "line='2' is no line of the cell"),
        ("tapeviz.Exercise('', cell='y = x', source='x')", "the question is empty; the form is Exercise("),
        ("tapeviz.Exercise('q', cell=3, source='x')", "the cell is no text"),
        ("tapeviz.Exercise('q', cell='y = x')", "no source is named"),
        ("tapeviz.Exercise('q', cell='y =', source='x')", "the cell is no Python: invalid syntax (its line 1)"),
        ("tapeviz.Exercise('q', cell='y = x', source='x', setup='x =')", "the setup is no Python"),
        ("tapeviz.Exercise('q', cell='y = x', source='x +')", "x +"),
        ("tapeviz.Exercise('q', cell='y = x', source='x', tolerance=-1)", "tolerance=-1 is no number of 0 or more"),
        ("tapeviz.Exercise('q', cell='for k in []: pass', source='x')", 'give target="z"'),
        ("tapeviz.Exercise('q', cell='%%tape y\\ny = x', source='x')", "the cell has its own %%tape line"),
        ("tapeviz.Exercise('q', cell='%%tape y\\ny = x')", "names no source; write %%tape z wrt x"),
        ("tapeviz.Exercise('q', cell='y = q0', source='q0').predict(1).check()", "name 'q0' is not defined; run the"),
        ("tapeviz.Exercise('q', cell='y = x', source='w0').predict(1).check()", "source 'w0' cannot be evaluated"),
        ("tapeviz.Exercise('q', cell='y = x / [][0]', source='x').predict(1).check()", "the cell raises IndexError: "),
        ("tapeviz.Exercise('q', cell='open(\"f\"); y = x', source='x').predict(1).check()", "aside: it calls open()"),
        ("tapeviz.Exercise('q', cell='y = x', source='x, y').predict(1).check()", "and here are 2: x, y"),
        (
            "tapeviz.Exercise('q', cell='y = u', source='u', setup='u = tf.Variable(tf.ones(65))').predict(1).check()",
            "too large for an exercise",
        ),
    ],
)
def test_bad_input_is_one_line(numpy_lesson: Any, cell: str, line: str) -> None:
    shown = told(numpy_lesson, cell)

    assert shown.startswith("Exercise: ")
    assert line in shown
    assert len(shown.strip().splitlines()) == 1


def test_in_a_script_bad_input_is_an_exception_of_tapeviz() -> None:
    with pytest.raises(ExerciseError, match="the cell is empty"):
        tapeviz.Exercise("q", cell=" ", source="x")


def test_it_works_in_a_plain_python_without_ipython() -> None:
    code = (
        "import sys; sys.modules['IPython'] = None\n"
        "import tapeviz, tapeviz.fallback as tf\n"
        "ex = tapeviz.Exercise('q', cell='y = x ** 2', source='x', setup='x = tf.Variable(3.0)')\n"
        "print(ex.predict(6).check(), tapeviz.progress().solved)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)

    assert done.stdout == "Right: dy/dx = 6.0 1\n", done.stderr


def test_what_the_page_shows_is_shown(numpy_lesson: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "classroom.md").read_text("utf-8")
    blocks = re.findall(r"```(python|text)\n(.*?)```", page.partition("\n## Exercises")[2], re.DOTALL)
    printed = []

    for language, block in blocks:
        if language == "python":
            printed.append(told(numpy_lesson, block))
        else:
            assert block.strip() in printed[-1]

    assert len(printed) == 4

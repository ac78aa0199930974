"""Of a source that nothing goes on from, the report shows where it was within reach, or last used."""

from __future__ import annotations

import pytest

from tests.engines.taping import Taped, tape

SETUP = """
import tapeviz.fallback as tf
from collections import ChainMap, defaultdict
from types import SimpleNamespace
x = tf.Variable(2.0)
w = tf.Variable(3.0)
params = {"x": x, "w": w}
box = SimpleNamespace(x=x, w=w)
layered = ChainMap({"w": w}, {"w": x, "x": x})
class Holder:
    w = x
    def __init__(self):
        self.w = w
    def times(self, a):
        return a * self.w
class Both:
    def __init__(self):
        self.x, self.w = x, w
    def times(self, a):
        return a * self.w
def scaled(a, gain=1.0, **ignored):
    return a * gain
def taken(options, key):
    return options.get(key, 1.0)
"""


def test_a_comprehension_s_own_name_is_not_the_source() -> None:
    found = tape("y = tf.add_n([tf.abs(x) for x in [w, w]])", "y wrt x", setup=SETUP)

    assert notes(found) == []


def notes(found: Taped) -> list[tuple[str, str]]:
    assert found.cause == "not-connected"
    return [(found.text(note.span), note.text) for note in found.diagnosis.notes]


@pytest.mark.parametrize(
    ("cell", "place", "told"),
    [
        ("y = w * params.get('X', 1.0)", "params.get('X', 1.0)", "there is no 'X' here, but a 'x'"),
        ("y = w * getattr(box, 'xx', 1.0)", "getattr(box, 'xx', 1.0)", "there is no 'xx' here, but a 'x'"),
        (
            "a = params.get('X')\ny = w * (1.0 if a is None else a)",
            "params.get('X')",
            "there is no 'X' here, but a 'x'",
        ),
        ("y = w * taken(params, 'X')", "options.get(key, 1.0)", "there is no 'X' here, but a 'x'"),
        ("p = {'rate': x, 'w': w}\ny = w * p.get('rat', 1.0)", "p.get('rat', 1.0)", "a 'rate', which is 'x'"),
        ("y = 2.0 * layered['w']", "layered['w']", "another 'w' is found first here, and hides 'x'"),
        ("y = 2.0 * Holder().w", "Holder().w", "another 'w' is found first here, and hides 'x'"),
        ("y = Holder().times(2.0)", "self.w", "another 'w' is found first here, and hides 'x'"),
        ("y = Both().times(2.0)", "Both().times(2.0)", "this was given 'x', and did not use it"),
        ("y = scaled(w, gian=x)", "scaled(w, gian=x)", "this was given 'x', and did not use it"),
        ("y = [lambda a: a * v for v in (x, w)][0](2.0)", "v", "'v' is another value than 'x'"),
        (
            "fs = []\nfor v in (x, w):\n    fs.append(lambda a: a * v)\ny = fs[0](2.0)",
            "v",
            "'v' is another value than 'x'",
        ),
        ("z = x * w\nu = tf.exp(z)\ny = w * w", "tf.exp(z)", "this is the last step with data of 'x'"),
    ],
)
def test_the_place_is_shown(cell: str, place: str, told: str) -> None:
    ((shown, text),) = notes(tape(cell, "y wrt x", setup=SETUP))

    assert shown == place
    assert told in text


def test_a_function_that_reads_the_loops_name_in_time_does_not_read_it_late() -> None:
    early = tape("for v in (x, w):\n    z = (lambda a: a * v)(2.0)\ny = z * 1.0", "y wrt x", setup=SETUP)

    assert not [passed for passed in early.recording.passed_over if passed.kind == "late"]


def test_the_remedy_hands_the_value_over_where_the_function_is_made() -> None:
    found = tape("y = [lambda a: a * v for v in (x, w)][0](2.0)", "y wrt x", setup=SETUP)

    assert found.diagnosis.help.endswith("as a default: lambda ..., v=v: ...")


def test_the_key_that_is_there_is_the_remedy() -> None:
    found = tape("y = w * params.get('X', 1.0)", "y wrt x", setup=SETUP)

    assert found.diagnosis.help == "ask for 'x' instead of 'X'"
    assert found.code == "y = w * params.get('X', 1.0)"  # the line to blame is still the target's


@pytest.mark.parametrize(
    "cell",
    [
        "y = w * 2.0",
        "y = w * params['w']",
        "a = params.pop('w', 1.0)\ny = a * 2.0",  # it was there, and is not any more
        "a = params.get('n', 1.0)\nparams['n'] = a\ny = w * a",
        "y = w * layered['w']\nlayered.maps[0]['w'] = x",
    ],
)
def test_nothing_is_made_up(cell: str) -> None:
    assert notes(tape(cell, "y wrt x", setup=SETUP)) == []


def test_a_lookup_that_has_nothing_to_do_with_the_target_is_not_shown() -> None:
    cell = "a = 2.0 * layered['w']\ny = tf.Variable(1.0) * 2.0"

    assert notes(tape(cell, "y wrt x", setup=SETUP)) == []


def test_keys_with_a_comparison_of_their_own_are_never_compared() -> None:
    setup = f"{SETUP}\nasked = []\nclass Key(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other):\n"
    setup += "        asked.append(other)\n        return str.__eq__(self, other)\n"
    found = tape("p = {Key('rate'): x}\nbefore = len(asked)\ny = w * p.get('rat', 1.0)", "y wrt x", setup=setup)

    assert notes(found) == []
    assert len(found.namespace["asked"]) == found.namespace["before"]

"""What the text of earlier cells tells of where a name's value came from."""

from __future__ import annotations

import pytest

from tapeviz.provenance.paths import Path, key_text
from tapeviz.provenance.written import Written

W = {"w"}

FROM_W: dict[str, tuple[str, Path]] = {
    "a name": ("b = float(w) * 2", ("b",)),
    "by way of another": ("a = w.numpy()\nb = a[0] + 1", ("b",)),
    "an item that a display lists": ("cfg = {'b': float(w), 'lr': 0.1}", ("cfg", "['b']")),
    "an item further in": ("cfg = {'opt': {'b': float(w), 'lr': 0.1}}", ("cfg", "['opt']", "['b']")),
    "a keyword of dict()": ("cfg = dict(b=float(w), lr=0.1)", ("cfg", "['b']")),
    "a place in a list": ("both = [0.1, float(w)]", ("both", "[1]")),
    "an attribute that was set": ("cfg = Settings()\ncfg.b = float(w)", ("cfg", ".b")),
    "an item that was set later": ("cfg = {'lr': 0.1}\ncfg['b'] = float(w)", ("cfg", "['b']")),
    "an item of what was made by a call": ("cfg = settings_for(w)", ("cfg", "['b']")),
    "an item that may have been set": ("cfg = {'b': 0.1}\nif flag:\n    cfg['b'] = float(w)", ("cfg", "['b']")),
    "what was put in by a method": ("seen = []\nfor _ in range(3):\n    seen.append(float(w))", ("seen", "[0]")),
    "a function's body": ("def now():\n    return float(w)\nb = now()", ("b",)),
    "an item that was read": ("cfg = {'b': float(w), 'lr': 0.1}\nb = cfg['b']", ("b",)),
    "a timed cell": ("get_ipython().run_cell_magic('time', '', 'b = float(w)\\n')", ("b",)),
}
NOT_FROM_W: dict[str, tuple[str, Path]] = {
    "a number": ("b = 0.5", ("b",)),
    "the form alone": ("b = w.shape[0] * len(w)", ("b",)),
    "bound anew": ("b = float(w)\nb = 0.5", ("b",)),
    "another item of the display": ("cfg = {'b': float(w), 'lr': 0.1}", ("cfg", "['lr']")),
    "another item further in": ("cfg = {'opt': {'b': float(w), 'lr': 0.1}}", ("cfg", "['opt']", "['lr']")),
    "an item beside the source": ("params = {'w': w, 'lr': 0.1}", ("params", "['lr']")),
    "an item beside the source that was read": ("params = {'w': w, 'lr': 0.1}\nb = params['lr']", ("b",)),
    "an item that was set anew": ("cfg = {'b': float(w)}\ncfg['b'] = 0.5", ("cfg", "['b']")),
    "what the source is looked up by": ("cfg = {w.ref(): 0.5}", ("cfg",)),
}


@pytest.mark.parametrize(("text", "path"), FROM_W.values(), ids=FROM_W.keys())
def test_it_was_computed_from_the_source(text: str, path: Path) -> None:
    assert Written([text]).comes_from(path[0], W, *path[1:])


@pytest.mark.parametrize(("text", "path"), NOT_FROM_W.values(), ids=NOT_FROM_W.keys())
def test_it_was_not_computed_from_the_source(text: str, path: Path) -> None:
    assert not Written([text]).comes_from(path[0], W, *path[1:])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("b = 0.5\nw = 1", True),
        ("for b in range(3): pass", True),
        ("%run setup.py", False),
        ("from settings import *", False),
        ("from settings import *\nw = 1", True),
        ("get_ipython().run_line_magic('run', 'settings.py')\nw = 1", True),
        ("get_ipython().run_line_magic('run', '-i settings.py')\nw = 1", False),
        ("from settings import b\nw = make()", True),
        ("from settings import b, w", False),
        ("import b\nw = b.w", False),
        ("exec(open('settings.py').read())\nw = 1", False),
        ("get_ipython().run_cell_magic('time', '', 'b = 0.5')", True),
    ],
)
def test_code_that_was_not_seen_tells_nothing(text: str, told: bool) -> None:
    assert Written([text]).tells_of("b", W) == told


def test_a_key_reads_as_it_is_written() -> None:
    assert [key_text(key) for key in ("b", 1)] == ["['b']", "[1]"]


def test_a_text_that_was_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.provenance import written

    read: list[str] = []
    take_in = Written.read
    monkeypatch.setattr(written.Written, "read", lambda self, text: (read.append(text), take_in(self, text))[1])
    texts = ["w = make()", "b = float(w)", "b = 0.5"]

    assert written.read_texts(texts[:2]).comes_from("b", W)
    read.clear()
    assert not written.read_texts(texts).comes_from("b", W)
    assert read == texts[1:]
    assert written.read_texts(texts[:2]).comes_from("b", W), "another notebook, or a cell taken back"


def test_a_module_tells_what_its_functions_wrote_and_nothing_once_its_file_no_longer_parses() -> None:
    from tapeviz.provenance.written import read_module

    module = read_module("b = 0\n\ndef fill():\n    global b\n    b = w * 2\n")

    assert module is not None
    assert module.is_set_by_functions("b")
    assert module.comes_from("b", W)
    assert read_module("def fill(:\n") is None, "it was edited after it had been imported"
    assert read_module("b = 1\0") is None

"""The `tapeviz` command, as a person runs it: in a process of its own, on each engine."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tapeviz.demo import EXAMPLES

DEMO = """
import sys
from tapeviz.__main__ import main
sys.exit(main(["demo", *sys.argv[1:]]))
"""
ENGINES = ("numpy", "tensorflow")
# A fresh environment, and a kernel in a browser: no TensorFlow, no Keras, and nothing that starts a process.
BARE = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"tensorflow", "keras", "subprocess", "_posixsubprocess", "graphviz_pure"}:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)
for name in ("subprocess", "_posixsubprocess"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Block())
"""
WITHOUT_TENSORFLOW = """
from importlib.machinery import PathFinder
find = PathFinder.find_spec
PathFinder.find_spec = lambda name, *a, **k: None if name.split(".")[0] == "tensorflow" else find(name, *a, **k)
"""


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "100", "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module", params=ENGINES)
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[subprocess.CompletedProcess[str], Path]:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="the extra is not installed")
    folder = tmp_path_factory.mktemp("demo")
    return _run(["-m", "tapeviz", "demo", "--engine", request.param], folder), folder


def test_it_succeeds_and_says_where_the_page_is(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, folder = demo

    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith(str(folder / "tapeviz-demo.html"))


def test_it_says_that_tensorflow_is_loading_and_nothing_else_on_the_error_stream(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    on_tensorflow = "(TensorFlow" in demo[0].stdout

    assert demo[0].stderr == ("Loading TensorFlow ... done.\n" if on_tensorflow else "")


def test_it_leaves_nothing_but_the_page(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    made = {path.name for path in demo[1].iterdir()} - {".keras", ".cache", ".config"}

    assert made == {"tapeviz-demo.html"}


@pytest.mark.parametrize(
    ("heading", "causes"),
    [
        ("A gradient that exists", set()),
        ("Four sources, one gradient", {"not-trainable", "not-watched", "not-connected"}),
        ("A loop that rebinds the variable", {"replaced-by-tensor"}),
        ("A mean taken by NumPy", {"left-tensorflow"}),
        ("An integer constant", {"integer-dtype"}),
        ("A value kept in a variable", {"stateful-op"}),
        ("An op that nobody wrote a gradient for", {"no-gradient-registered"}),
        ("A Keras layer", set()),
    ],
)
def test_each_cell_is_printed_with_its_verdict(
    demo: tuple[subprocess.CompletedProcess[str], Path], heading: str, causes: set[str]
) -> None:
    parts = re.split(r"^\d of \d  (.+)$", demo[0].stdout, flags=re.MULTILINE)
    section = dict(zip(parts[1::2], parts[2::2], strict=True))[heading]
    example = next(example for example in EXAMPLES if example.heading == heading)

    assert all(line.strip() in section for line in example.cell.splitlines())
    assert set(re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]", section)) >= causes
    assert bool(re.search(r"\bNone\b|LookupError", section)) is bool(causes)


def test_without_a_terminal_there_are_no_colours(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    assert "\x1b" not in demo[0].stdout


class _Loads(HTMLParser):
    """Gathers every address that a page loads something from."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.images = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.images += tag in {"img", "svg"}
        self.addresses += [
            value or "" for name, value in attrs if name in {"src", "srcset"} or (tag, name) == ("link", "href")
        ]


def test_the_page_is_self_contained(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    loads = _Loads()
    page = (demo[1] / "tapeviz-demo.html").read_text("utf-8")
    loads.feed(page)

    assert all(address.startswith("data:") for address in loads.addresses)
    assert loads.images >= len(EXAMPLES)
    assert all(example.heading in page for example in EXAMPLES)


def test_a_missing_tensorflow_is_one_line_and_a_failure(tmp_path: Path) -> None:
    done = _run(["-c", WITHOUT_TENSORFLOW + DEMO, "--engine", "tensorflow"], tmp_path)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert 'pip install "tapeviz[tensorflow]"' in done.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_a_broken_tensorflow_is_one_line_and_a_failure(tmp_path: Path) -> None:
    (tmp_path / "tensorflow.py").write_text("raise ImportError('libfoo.so: no such file')\n", "utf-8")

    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{DEMO}"
    done = _run(["-c", code, "--engine", "tensorflow"], tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Loading TensorFlow ... failed.",
        "a cell of the demo failed: ImportError: libfoo.so: no such file",
    ]


def test_it_needs_neither_tensorflow_nor_keras_nor_another_process(tmp_path: Path) -> None:
    done = _run(["-c", BARE + DEMO], tmp_path)

    assert done.returncode == 0, done.stderr
    assert "tapeviz's NumPy engine" in done.stdout
    assert "8 of 8" in done.stdout


def test_both_engines_give_the_same_verdicts(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow", reason="the extra is not installed")
    told = [_run(["-m", "tapeviz", "demo", "--engine", engine], tmp_path).stdout for engine in ENGINES]
    causes = [re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]|help: (.*)", text) for text in told]

    assert causes[0] == causes[1]
    assert len(causes[0]) > 8


def test_a_reader_who_stops_early_sees_no_traceback(tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m tapeviz demo | head -n 3"

    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )

    assert done.stdout.splitlines()[1] == "1 of 8  A gradient that exists"
    assert "Traceback" not in done.stderr


def test_an_unwritable_page_is_refused_before_anything_runs(tmp_path: Path) -> None:
    done = _run(["-m", "tapeviz", "demo", "--output", "nowhere/page.html"], tmp_path)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "tapeviz demo cannot write nowhere/page.html: there is no folder nowhere\n"


@pytest.mark.parametrize(("arguments", "says"), [(["--help"], "demo"), (["demo", "--help"], "--output"), ([], "demo")])
def test_help_is_quick_and_complete(tmp_path: Path, arguments: list[str], says: str) -> None:
    done = _run(["-X", "importtime", "-m", "tapeviz", *arguments], tmp_path)

    assert done.returncode == 0
    assert says in done.stdout
    assert "tensorflow" not in done.stderr


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    from importlib.metadata import version

    assert _run(["-m", "tapeviz", "--version"], tmp_path).stdout == f"tapeviz {version('tapeviz')}\n"


def test_an_unknown_command_is_a_usage_error(tmp_path: Path) -> None:
    done = _run(["-m", "tapeviz", "show"], tmp_path)

    assert done.returncode == 2
    assert "show" in done.stderr

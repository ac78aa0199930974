"""The documentation is complete, its links lead somewhere, and its examples do what it says."""

from __future__ import annotations

import functools
import importlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from IPython.utils.capture import capture_output

import tapeviz
from tapeviz import last_report
from tapeviz.grammar import OPTIONS
from tapeviz.render.text import render_text
from tapeviz.report import Cause
from tests.cases.run import fresh_shell, run_taped

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
# docs/notebooks is written by the build of the site.
PAGES = [ROOT / "README.md", *(page for page in sorted(DOCS.rglob("*.md")) if page.parent.name != "notebooks")]
EXPLAINED = [cause for cause in Cause if cause is not Cause.UNKNOWN]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(text: str, language: str = "python") -> list[str]:
    return [body for name, body in FENCE.findall(text) if name == language]


def _section(text: str, heading: str) -> str:
    """The part of a page under one of its headings of level two."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"the page has no section {heading!r}"
    return found[1]


@dataclass(frozen=True)
class CausePage:
    """The executable parts of a cause's page."""

    setup: str
    example: str
    remedies: list[tuple[str, str]]


def _cause_page(cause: Cause) -> CausePage:
    text = (DOCS / "causes" / f"{cause}.md").read_text("utf-8")
    setup, example = _blocks(_section(text, "Example"))
    remedies, preparation = [], setup
    for block in _blocks(_section(text, "What to do")):
        if block.startswith("%%tape"):
            remedies.append((preparation, block))
        else:
            preparation = f"{setup}\n{block}"
    return CausePage(setup, example, remedies)


def _told(setup: str, cell: str) -> dict[str, Any]:
    with fresh_shell() as shell:
        outcome = run_taped(shell, setup, cell)
    assert outcome.report is not None, outcome.crash
    assert not outcome.crash
    return {entry["name"]: entry for entry in outcome.report["sources"]}


@pytest.mark.parametrize("cause", EXPLAINED)
def test_the_example_of_a_cause_has_that_cause(cause: Cause) -> None:
    page = _cause_page(cause)

    sources = _told(page.setup, page.example)

    assert cause in {entry["cause"] for entry in sources.values()}
    assert {entry["cause"] for entry in sources.values()} <= {cause, None}


@pytest.mark.parametrize("cause", EXPLAINED)
def test_every_remedy_of_a_cause_brings_the_gradients(cause: Cause) -> None:
    page = _cause_page(cause)
    assert page.remedies

    for setup, cell in page.remedies:
        assert {name: entry["status"] for name, entry in _told(setup, cell).items()} == dict.fromkeys(
            _told(page.setup, page.example), "gradient"
        )


PAGES_WITH_REPORTS = [ROOT / "README.md", REFERENCE / "numpy-engine.md", *sorted(DOCS.glob("causes/[!u]*.md"))]
SHOWN = re.compile(
    r"(?P<before>^```python\n(?P<cell>%%tape.*?)^```\n\n^```text\n)(?P<report>.*?)(?=^```$)", re.MULTILINE | re.DOTALL
)


def _report_text(setup: str, cell: str) -> str:
    with fresh_shell() as shell:
        outcome = run_taped(shell, setup, cell)
    assert not outcome.crash, outcome.crash
    report = last_report()
    # The page is to hold for every release of TensorFlow, and of tapeviz.
    text = re.sub(r"(TensorFlow|NumPy engine) \d+\.\d+\.\d+[\w.+]*", r"\1", render_text(report, width=100))
    # A tape lists what it watched in the order of addresses.
    return re.sub(r"(?<=^watched by the tape: ).+", _sorted_names, text, flags=re.MULTILINE).rstrip() + "\n"


def _sorted_names(found: re.Match[str]) -> str:
    return ", ".join(sorted(found[0].split(", ")))


@pytest.mark.parametrize("page", PAGES_WITH_REPORTS, ids=lambda page: page.stem)
def test_a_page_shows_the_report_as_it_is(page: Path, request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` writes the reports into the pages."""
    text = page.read_text("utf-8")
    (shown,) = SHOWN.finditer(text)
    setup = "".join(block for block in _blocks(text[: shown.start()]))

    report = _report_text(setup, shown["cell"])

    if request.config.getoption("--update-golden", default=False):
        page.write_text(text[: shown.start("report")] + report + text[shown.end("report") :], "utf-8")
    assert page.read_text("utf-8")[shown.start("report") :].startswith(report)


def test_the_picture_of_the_readme_is_the_one_that_is_drawn(request: pytest.FixtureRequest) -> None:
    """Its words, that is: another release of the layout program may put them elsewhere."""
    readme, kept = ROOT / "README.md", DOCS / "broken-loop.svg"
    (shown,) = SHOWN.finditer(text := readme.read_text("utf-8"))
    with fresh_shell() as shell:
        run_taped(shell, "".join(_blocks(text[: shown.start()])), shown["cell"])
        drawn = last_report().save(Path(shell.ipython_dir) / "drawn.svg").read_text("utf-8")

    if request.config.getoption("--update-golden", default=False):
        kept.write_text(re.sub(r"tv[0-9a-f]{8}-", "tv-", drawn), "utf-8")
    assert re.findall(r">([^<>{}]+)<", kept.read_text("utf-8")) == re.findall(r">([^<>{}]+)<", drawn)


def test_every_cause_has_a_page_and_a_row() -> None:
    pages = {path.stem for path in (DOCS / "causes").glob("*.md")}
    rows = re.findall(r"^\| \[([\w-]+)\]\(causes/\1\.md\)", (DOCS / "causes.md").read_text("utf-8"), re.MULTILINE)

    assert pages == set(Cause)
    assert rows == list(Cause)


def test_the_page_of_a_cause_can_be_read_in_the_shell() -> None:
    """Also in an installed wheel, which has no docs folder beside it."""
    with fresh_shell() as shell, capture_output() as captured:
        shell.run_cell("%tape explain stop-gradient").raise_error()

    (shown,) = captured.outputs
    assert shown.data["text/markdown"] == (DOCS / "causes" / "stop-gradient.md").read_text("utf-8")


@pytest.mark.parametrize("cause", Cause)
def test_a_page_opens_with_its_code(cause: Cause) -> None:
    assert (DOCS / "causes" / f"{cause}.md").read_text("utf-8").startswith(f"# {cause}\n")


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.name)
def test_every_option_is_documented_where_it_belongs(option: Any) -> None:
    section = _section((REFERENCE / "magic.md").read_text("utf-8"), "Options")

    assert f"| `{option.name}" in section


def test_the_cells_of_the_numpy_engines_page_run() -> None:
    """As where TensorFlow is absent, for that is where the page is read."""
    fallback = importlib.import_module("tapeviz.fallback")
    fallback.install(force=True)
    try:
        with fresh_shell() as shell:
            for block in _blocks((REFERENCE / "numpy-engine.md").read_text("utf-8")):
                shell.run_cell(block, store_history=True).raise_error()

            assert shell.user_ns["engine"] == "tapeviz.fallback"
            assert float(shell.user_ns["slope"]) == 6.0
            assert "not covered by the NumPy engine" in shell.user_ns["told"]
    finally:
        fallback.uninstall()


COVERED = re.compile(r"^\| `(tf[\w.]*)` \| (\d+) \| (\d+) \|$", re.MULTILINE)


def _names(tf: Any, space: str) -> set[str]:
    """The public names of a namespace that are no modules."""
    module = functools.reduce(getattr, space.split(".")[1:], tf)
    return {
        name for name in dir(module) if not name.startswith("_") and not isinstance(getattr(module, name), ModuleType)
    }


@pytest.mark.parametrize(
    ("space", "covered", "count"), COVERED.findall((REFERENCE / "numpy-engine.md").read_text("utf-8")), ids=str
)
def test_the_numpy_engine_covers_what_its_page_says(space: str, covered: str, count: str) -> None:
    """A page that promises less than there is, because more has come, is not wrong yet."""
    tensorflow = pytest.importorskip("tensorflow")
    ours = functools.reduce(getattr, space.split(".")[1:], importlib.import_module("tapeviz.fallback"))
    theirs = _names(tensorflow, space)

    assert sum(hasattr(ours, name) for name in theirs) >= int(covered)
    if tensorflow.__version__.startswith("2.21."):
        assert len(theirs) == int(count)


def _links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = FENCE.sub("", page.read_text("utf-8"))
        yield from ((page, target) for target in re.findall(r"\]\(([^)\s]+)\)", text))


@pytest.mark.parametrize(("page", "target"), list(_links()), ids=lambda value: getattr(value, "name", value))
def test_links_lead_to_files(page: Path, target: str) -> None:
    if target.startswith("https://"):
        assert " " not in target
    elif target != "LICENSE":  # not copied beside the tests of an installed wheel
        assert (page.parent / target.partition("#")[0]).is_file()


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    reached, fresh = set(), {ROOT / "README.md"}
    links = [(page, (page.parent / target).resolve()) for page, target in _links() if target.endswith(".md")]
    while fresh:
        reached |= fresh
        fresh = {target for page, target in links if page in fresh} - reached

    assert set(PAGES) <= reached


def test_every_notebook_is_named_on_the_first_page() -> None:
    linked = {(page.parent / target).resolve() for page, target in _links() if page == DOCS / "index.md"}

    assert set((ROOT / "notebooks").resolve().glob("*.ipynb")) - linked == set()


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert 'pip install ".[tensorflow]" && tapeviz demo' in readme
    assert 'pip install -e ".[test]" && pytest' in readme


def test_the_extras_and_the_command_that_the_readme_names_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert {"tensorflow", "test"} <= set(project["optional-dependencies"])
    assert "tapeviz" in project["scripts"]


def test_the_supported_pythons_are_said_as_they_are() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["requires-python"] == ">=3.11,<3.14"
    assert "Python 3.11 to 3.13" in (DOCS / "how-to" / "install.md").read_text("utf-8")


def test_contributors_are_told_of_every_folder_and_of_none_that_is_gone() -> None:
    package = Path(tapeviz.__file__).parent
    text = _section((DOCS / "contributing.md").read_text("utf-8"), "Where things are")
    told = set(re.findall(r"`((?:tapeviz|tests|docs|notebooks)/[\w./]*)`", text))
    folders = {f"tapeviz/{path.parent.name}/" for path in package.glob("*/__init__.py")}

    assert folders - told == set()
    assert [
        path for path in told if not (package.parent if path.startswith("tapeviz/") else ROOT).joinpath(path).exists()
    ] == []


def test_the_changelog_keeps_its_form() -> None:
    text = (DOCS / "changelog.md").read_text("utf-8")
    headings = re.findall(r"^### (.+)$", text, re.MULTILINE)

    assert "## [Unreleased]" in text
    assert set(headings) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

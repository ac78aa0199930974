"""The versions that tapeviz is tested with: `nox` runs them all and writes the table of `docs/reference/versions.md`.

`nox -s "versions(oldest)"` runs one row, `nox -l` lists them; what stands behind `--` is tested in place of the row's
tests. A row whose interpreter is missing is skipped.
"""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

import nox

HERE = Path(__file__).parent
PAGE = HERE / "docs" / "reference" / "versions.md"
RESULTS = Path(os.environ.get("TAPEVIZ_RESULTS", HERE / ".nox" / "results"))
BEGIN, END = "<!-- the table: written by nox -->\n", "<!-- end of the table -->"

# What depends on TensorFlow, Keras, NumPy or IPython; the fallback engine beside TensorFlow is tested with the newest.
SLICE = ("tests/facts", "tests/engines", "tests/upstream/test_tape_basics.py", "tests/upstream/test_tape_functions.py")
SLICE += ("tests/test_cases.py",)
WITH_IPYTHON = (*SLICE, "tests/ipython")
WITHOUT_TENSORFLOW = ("tests/engines", "tests/ipython", "tests/render", "tests/diagnose", "tests/test_demo.py")
WITHOUT_TENSORFLOW += ("tests/test_codec.py", "tests/test_graph.py", "tests/test_layering.py", "tests/fallback")
TOOLS = ("autograd>=1.7", "hypothesis>=6.100", "ipykernel>=6.29", "matplotlib>=3.8", "nbclient>=0.10")
TOOLS += ("nbformat>=5.10", "pytest>=8.3")
LISTED = ("tensorflow", "tensorflow-cpu", "keras", "tf-keras", "numpy", "ipython", "graphviz-pure")

nox.options.sessions = ["versions", "table"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False


@dataclass(frozen=True)
class Row:
    """One line of the table: an interpreter, what is installed over the newest of all, and what is taken away."""

    name: str
    python: str
    packages: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tests: tuple[str, ...] = SLICE
    environment: dict[str, str] = field(default_factory=dict)


CPU = "tensorflow-cpu"
OLDEST = ("numpy==1.26.*", "ipython==8.12.*", "executing==2.0.*")
ROWS = (
    Row(
        "oldest", "3.11", (f"{CPU}==2.16.*", "numpy==1.26.*", "ipython==8.12.*", "executing==2.0.*"), tests=WITH_IPYTHON
    ),
    Row("2.17", "3.12", (f"{CPU}==2.17.*",)),
    Row("2.18", "3.12", (f"{CPU}==2.18.*",)),
    Row("2.19", "3.12", (f"{CPU}==2.19.*", "ipython==8.*")),
    Row("2.20", "3.13", (f"{CPU}==2.20.*",)),
    Row("newest", "3.13", (CPU,), tests=WITH_IPYTHON),
    Row("newest-3.11", "3.11", (CPU,)),
    Row("ipython-8.12", "3.12", (CPU, "ipython==8.12.*"), tests=WITH_IPYTHON),
    Row(
        "keras-2",
        "3.12",
        (CPU, "tf-keras"),
        tests=(*SLICE, "tests/watching/test_optimizers.py"),
        environment={"TF_USE_LEGACY_KERAS": "1"},
    ),
    Row("no-tensorflow", "3.13", tests=WITHOUT_TENSORFLOW),
    Row(
        "no-graphviz",
        "3.12",
        (CPU,),
        without=("graphviz-pure",),
        tests=WITH_IPYTHON,
    ),
)


@nox.session
@nox.parametrize(("python", "name"), [nox.param(row.python, row.name, id=row.name) for row in ROWS])
def versions(session: nox.Session, name: str) -> None:
    """Installs one row and runs its tests; what came of it is kept for the table."""
    row = next(row for row in ROWS if row.name == name)
    session.install(".", *TOOLS, *row.packages)
    if row.without:
        session.run("python", "-m", "pip", "uninstall", "--yes", "--quiet", *row.without)
    report = Path(session.create_tmp()) / "tests.xml"
    report.unlink(missing_ok=True)
    environment = {"TF_CPP_MIN_LOG_LEVEL": "3", **row.environment}
    try:
        tests = session.posargs or row.tests
        session.run("pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *tests, env=environment)
    finally:
        _keep(session, row, report)


@nox.session(python=False)
def table(session: nox.Session) -> None:
    """Writes the last results into the page."""
    lines = ["| row | Python | with | tests | result |", "|---|---|---|---|---|", *map(_line, ROWS)]
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n\n{END}{rest.partition(END)[2]}", "utf-8")
    session.log("\n".join(lines))


def _line(row: Row) -> str:
    path = RESULTS / f"{row.name}.json"
    if not path.exists():
        return f"| {row.name} | {row.python} | {', '.join(row.packages) or '-'} | - | not run |"
    kept = json.loads(path.read_text("utf-8"))
    with_ = ", ".join(f"{name} {version}" for name, version in kept["versions"].items())
    failed = kept["failures"] + kept["errors"]
    verdict = f"{failed} failed" if failed else "passed" if kept["tests"] else "did not run to its end"
    ran = kept["tests"] - kept["skipped"]
    return f"| {row.name} | {kept['python']} | {with_} | {ran}, {kept['skipped']} skipped | {verdict} |"


def _keep(session: nox.Session, row: Row, report: Path) -> None:
    command = ("python", "-m", "pip", "list", "--format=json", "--disable-pip-version-check")
    freeze = str(session.run(*command, silent=True) or "[]")
    found = json.loads(freeze[freeze.find("[") :])
    listed = {package["name"].lower().replace("_", "-"): package["version"] for package in found}
    suites = list(ET.parse(report).getroot().iter("testsuite")) if report.exists() else []  # noqa: S314 - pytest's own
    counts = {
        key: sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    }
    kept = {
        "python": str(
            session.run("python", "-c", "import platform; print(platform.python_version())", silent=True)
        ).strip(),
        "versions": {name: listed[name] for name in LISTED if name in listed},
        **counts,
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{row.name}.json").write_text(json.dumps(kept), "utf-8")

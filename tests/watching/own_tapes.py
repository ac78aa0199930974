"""Programs with tapes of their own, run as a script under autotape is: their code traced, their tapes followed."""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass
from typing import Any

from tapeviz.provenance.traced import TracedCode
from tapeviz.report import Report
from tapeviz.watching.explaining import explain_question
from tapeviz.watching.watcher import Watcher
from tests.engines.taping import remember
from tests.scenarios import Scenario

__all__ = ["Ran", "program_of", "run_followed"]


@dataclass
class Ran:
    """What a program led to: the reports on its questions, what it left in its names, and what it raised."""

    reports: list[Report]
    namespace: dict[str, Any]
    error: Exception | None = None

    @property
    def verdicts(self) -> list[tuple[str, str, int | None]]:
        """(source, cause, line) of the last report, for the sources without gradient."""
        sources = self.reports[-1].to_dict()["sources"] if self.reports else []
        return [(s["name"], s["cause"], s["line"]) for s in sources if s["cause"] is not None]


def run_followed(program: str, namespace: dict[str, Any], *, traced: bool = True) -> Ran:
    """Run a program whose first line is line 1; with `traced` False as a block whose code was compiled before."""
    text = textwrap.dedent(program).strip("\n") + "\n"
    key = remember(text)
    ran = Ran([], namespace)
    faults: list[BaseException] = []
    watcher = Watcher(lambda question: ran.reports.append(explain_question(question)), faults.append)
    code = TracedCode(key, text, []) if traced else TracedCode("", "", [])
    tree = code.instrument(ast.parse(text), namespace) if traced else ast.parse(text)
    code.tracer.prepare_namespace(list(namespace.values()))
    watcher.start()
    watcher.run(code)
    try:
        exec(compile(ast.fix_missing_locations(tree), key, "exec"), namespace)
    except Exception as error:  # noqa: BLE001 - a program may raise anything
        ran.error = error
    finally:
        watcher.stop()
    if faults:
        raise faults[0]
    return ran


def program_of(scenario: Scenario, namespace: dict[str, Any]) -> str:
    """A scenario's cell with a tape of its own on line 1, where its `%%tape` line stood, and its question behind it."""
    target, _, sources = scenario.line.partition(" wrt ")
    watched = scenario.options.get("watch", ())
    watch = f", keep([tape.watch(v) for v in [{', '.join(watched)}]])" if watched else ""
    accessed = "" if scenario.options.get("watch_accessed", True) else "watch_accessed_variables=False"
    body = textwrap.indent(scenario.cell.rstrip("\n"), "    ")
    asked = target
    if not target.isidentifier():
        asked = "the_target"
        body += f"\n    the_target = {target}"
    named = ", ".join(_as_source(part.strip(), namespace) for part in sources.split(";"))
    return f"with tf.GradientTape({accessed}) as tape{watch}:\n{body}\nanswer = tape.gradient({asked}, [{named}])\n"


def _as_source(text: str, namespace: dict[str, Any]) -> str:
    """`%%tape` takes a layer or model; a tape takes its variables."""
    owner = namespace.get(text)
    return f"{text}.trainable_variables" if hasattr(owner, "trainable_variables") else text

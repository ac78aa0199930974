"""The directive `tapeviz-help`: the magics' own help, their options, sub-commands and settings, as they are today."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("tapeviz-help", Help)


class Help(SphinxDirective):
    """Used inside reStructuredText, for docstrings are that."""

    required_arguments = 1
    parts: ClassVar[dict[str, Callable[[], Iterable[str]]]] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the lines of the part that the argument names."""
        part = self.parts.get(self.arguments[0])
        if part is None:
            raise self.error(f"tapeviz-help knows {', '.join(self.parts)}, not {self.arguments[0]}")
        lines = [line for text in part() for line in text.split("\n")]
        box = nodes.container()
        self.state.nested_parse(StringList(lines, source=f"the help on {self.arguments[0]}"), self.content_offset, box)
        return box.children


def _magic(name: str) -> Callable[[], Iterable[str]]:
    def help_text() -> Iterator[str]:
        yield inspect.cleandoc(_cell_magics()[name].__doc__ or "")

    return help_text


def _cell_magics() -> dict[str, Any]:
    """The cell magics of a shell that has loaded tapeviz."""
    from tapeviz_docs.cells import fresh_shell

    with fresh_shell() as shell:
        shell.run_line_magic("load_ext", "tapeviz")
        return dict(shell.magics_manager.magics["cell"])


def _options() -> Iterator[str]:
    from tapeviz.grammar import OPTIONS

    yield from _table(
        ("option", "meaning"),
        [
            (f"{o.name} {o.value}" if o.value else o.name, o.meaning + (" (may be repeated)" if o.repeatable else ""))
            for o in OPTIONS.values()
        ],
    )


def _subcommands() -> Iterator[str]:
    from tapeviz.magics import TapeMagics
    from tapeviz.subcommands import SUBCOMMANDS

    rows = re.findall(r"^ +(%tape\b.*?) {2,}(\S.*)$", inspect.getdoc(TapeMagics.tape) or "", re.MULTILINE)
    told = {line.split()[1] if " " in line else "" for line, _ in rows}
    if told != set(SUBCOMMANDS):
        raise ValueError(f"the help on %tape does not tell of {sorted(told ^ set(SUBCOMMANDS))}")
    yield from _table(("line", "shows"), rows)


def _settings() -> Iterator[str]:
    from tapeviz.magics import TapeMagics

    traits = TapeMagics.class_traits(config=True)
    rows = [
        (f"TapeMagics.{name} = {trait.default_value!r}", trait.help)
        for name, trait in sorted(traits.items())
        if name in vars(TapeMagics)
    ]
    yield from _table(("setting", "meaning"), rows)


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield ".. list-table::\n   :header-rows: 1\n   :widths: 40 60\n"
    yield f"   * - {head[0]}\n     - {head[1]}"
    for code, words in rows:
        yield f"   * - ``{code}``\n     - {words}"
    yield ""


Help.parts.update(
    tape=_magic("tape"),
    descend=_magic("descend"),
    options=_options,
    subcommands=_subcommands,
    settings=_settings,
)

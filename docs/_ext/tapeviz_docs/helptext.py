"""The directive `tapeviz-help`: the magics' own help, their options, sub-commands and settings, as they are today."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

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
        """Parse the lines of the part that the argument names; `magics` is a section for each of them."""
        wanted = self.arguments[0]
        if wanted == "magics":
            return [self._section(name, text) for name, text in _magics()]
        if wanted not in self.parts:
            raise self.error(f"tapeviz-help knows magics, {', '.join(self.parts)}, not {wanted}")
        return self._parsed(nodes.container(), "\n".join(self.parts[wanted]())).children

    def _section(self, name: str, text: str) -> nodes.Node:
        section = nodes.section("", nodes.title("", "", nodes.literal("", f"{name}?")), ids=[nodes.make_id(name)])
        return self._parsed(section, text)

    def _parsed(self, box: nodes.Element, text: str) -> nodes.Element:
        self.state.nested_parse(StringList(text.split("\n"), source="a help text"), self.content_offset, box)
        return box


def _magics() -> Iterator[tuple[str, str]]:
    """Each magic that tapeviz brings, with its help."""
    from tapeviz_docs.cells import fresh_shell

    with fresh_shell() as shell:
        magics = shell.magics_manager.magics
        before = {kind: set(named) for kind, named in magics.items()}
        shell.run_line_magic("load_ext", "tapeviz")
        added = {
            (kind, name): magics[kind][name]
            for kind in ("cell", "line")
            for name in magics[kind]
            if name not in before[kind]
        }
        for (kind, name), magic in added.items():
            if kind == "cell" or ("cell", name) not in added:
                yield f"{'%%' if kind == 'cell' else '%'}{name}", inspect.cleandoc(magic.__doc__ or "")


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
    options=_options,
    subcommands=_subcommands,
    settings=_settings,
)

"""TAB on the `%%tape` and `%tape` lines: options, their values, sub-commands, causes, and the user's names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher

from tapeviz.api import last_report
from tapeviz.cell.redraw import KINDS, WORDS
from tapeviz.engines.choose import Setting
from tapeviz.grammar import GRAPHS, OPTIONS
from tapeviz.report import Cause

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["matcher_for"]

_Words = Iterator[tuple[str, str]]

_CELL_LINE = re.compile(r"\s*%%tape\s+(.*)$")
_MAGIC_LINE = re.compile(r"\s*%tape\s+(.*)$")
# A name, an option, or nothing yet; what follows a quote is left to IPython's own matchers.
_FRAGMENT = re.compile(r"(?<![\w.'\"-])(--?[\w-]*|[^\W\d]\w*|)$")
# Attributes are offered here, because IPython stops offering them on the lines of a magic.
_ATTRIBUTE = re.compile(r"(?<![\w.'\"])([^\W\d][\w.]*(?:\[[^\[\]]*\][\w.]*)*)\.(\w*)$")
_NAME = r"[^\W\d]\w*"
_BOUND = re.compile(rf"^\s*({_NAME}(?:\s*,\s*{_NAME})*)\s*(?:[-+*/@%&|^]|\*\*|//)?=(?!=)", re.MULTILINE)


def matcher_for(
    shell: InteractiveShell, subcommands: Iterable[str]
) -> Callable[[CompletionContext], SimpleMatcherResult]:
    """A matcher for `shell.Completer.custom_matchers`; on any line but ours it finds nothing."""

    def complete_tape(context: CompletionContext) -> SimpleMatcherResult:
        before, start = context.text_until_cursor, ""
        words: _Words = iter(())
        if (line := _CELL_LINE.match(before)) and _is_head(context):
            if dotted := _ATTRIBUTE.search(before):
                start = dotted[2]
                words = _attributes(shell, dotted[1], start)
            elif fragment := _FRAGMENT.search(before):
                start = fragment[1]
                words = _on_cell_line(line[1].removesuffix(start), start, _names(shell, context))
        elif line := _MAGIC_LINE.match(before):
            start = re.split(r"\s", before)[-1]
            words = _on_magic_line(line[1].removesuffix(start).split(), subcommands)
        found = [SimpleCompletion(text=word, type=kind) for word, kind in words if word.startswith(start)]
        return {"completions": found, "suppress": bool(found), "ordered": True, "matched_fragment": start}

    matcher: Callable[[CompletionContext], SimpleMatcherResult] = context_matcher(identifier="tapeviz.tape")(
        complete_tape
    )
    return matcher


def _is_head(context: CompletionContext) -> bool:
    """Whether only blank lines and other cell magics stand above the cursor."""
    above = context.full_text.split("\n")[: context.cursor_line]
    return all(not line.strip() or line.lstrip().startswith("%%") for line in above)


def _on_cell_line(before: str, fragment: str, names: Iterable[str]) -> _Words:
    """What may follow `before` on the `%%tape` line."""
    words = before.replace("=", " ").split()
    last = words[-1] if words else ""
    if last == "--graph":
        yield from ((kind, "value") for kind in GRAPHS)
    elif last in ("-o", "--save", "--depth", "--order"):
        return
    elif fragment.startswith("-"):
        yield from _options()
    elif not words or last in ("wrt", "--watch") or last.endswith(tuple(",([{")):
        yield from ((name, "variable") for name in names)
        yield from _options() if not words else ()
    elif last in OPTIONS:
        yield from ((name, "variable") for name in names)
        yield from _options()
    else:
        yield from [] if "wrt" in words else [("wrt", "keyword")]
        yield from _options() if not fragment else ((name, "variable") for name in names)


def _options() -> _Words:
    yield from ((option.name, "option") for option in OPTIONS.values())


def _on_magic_line(words: list[str], subcommands: Iterable[str]) -> _Words:
    if not words:
        yield from ((name, "sub-command") for name in subcommands if name)
    elif words[0] == "graph":
        yield from _on_graph_line(words[1:])
    elif words == ["engine"]:
        yield from ((name, "engine") for name in get_args(Setting))
    elif words == ["explain"]:
        yield from ((str(cause), "cause") for cause in Cause)
    elif words == ["fix"]:
        report = last_report()
        yield from ((d.source, "source") for d in (report.diagnoses if report else ()) if d.status != "gradient")
    elif words[0] == "chain" and words[1:] and "--full" not in words:
        yield "--full", "option"
    elif words in (["chain"], ["check"]):
        report = last_report()
        yield from ((d.source, "source") for d in (report.diagnoses if report else ()))


def _on_graph_line(words: list[str]) -> _Words:
    """What may follow `%tape graph`: a kind, an option, or what in the last report can be opened."""
    if words and words[-1] in ("--open", "--close"):
        from tapeviz.render.picture import names_to_open

        report = last_report()
        yield from ((name, "fold") for name in (names_to_open(report) if report else ()))
    elif not words or words[-1] != "--depth":
        yield from ((kind, "value") for kind in KINDS if not words)
        yield from ((word, "option") for word in WORDS)


def _attributes(shell: InteractiveShell, owner: str, start: str) -> _Words:
    """The attributes of what `owner` names; private ones only when the user has begun one."""
    try:
        names = dir(_look_up(shell, ast.parse(owner, mode="eval").body))
    except Exception:  # noqa: BLE001 - an object that cannot be looked at has nothing to offer
        return
    yield from ((name, "attribute") for name in names if start.startswith("_") or not name.startswith("_"))


def _look_up(shell: InteractiveShell, node: ast.expr) -> Any:
    """The object behind names, attributes and constant subscripts; nothing is called to find it."""
    match node:
        case ast.Name(id=name):
            return shell.user_ns[name]
        case ast.Attribute(value=owner, attr=name):
            return getattr(_look_up(shell, owner), name)
        case ast.Subscript(value=owner, slice=ast.Constant(value=key)):
            return _look_up(shell, owner)[key]
    raise LookupError(ast.unparse(node))


def _names(shell: InteractiveShell, context: CompletionContext) -> Iterator[str]:
    """Names that can be a target or a source: those that the cell binds first, modules and functions last."""
    bound = [name for line in _BOUND.findall(context.full_text) for name in re.split(r"\s*,\s*", line)]
    namespace: Mapping[str, Any] = shell.user_ns
    hidden: Mapping[str, Any] = shell.user_ns_hidden
    mine = [name for name in namespace if not name.startswith("_") and name not in hidden]
    yield from dict.fromkeys([*bound, *sorted(mine, key=lambda name: (_is_tool(namespace[name]), name))])


def _is_tool(value: Any) -> bool:
    return isinstance(value, (ModuleType, type)) or type(value).__name__ in ("function", "builtin_function_or_method")

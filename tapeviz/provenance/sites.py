"""The places in the program text that tracing knows about: one `Site` for each traced expression or statement."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass, field

from tapeviz.records import CodeSpan

__all__ = ["CodeUnit", "Site", "cell_span", "new_site_id", "span_of_node"]

_ids = itertools.count(1)


def new_site_id() -> int:
    """A number that no other site of this process has; code cached from an earlier cell keeps its own."""
    return next(_ids)


@dataclass(slots=True)
class Site:
    """One traced place. `children` are the sites of the operands, in order of evaluation.

    `receiver` is the site of `a` in `a.f(...)` and `a.b`; `name` the variable, attribute or callee as written;
    `binds` the plain names that the value is assigned to, `paths` the attributes and items (`m.w`, `d['w']`).
    In `a[i] = v` the site of `a`, which runs after `v`, has `v` as `stored`; in `a[i] += v` it is the site of `v` that
    has `a` among its `stores`.
    In `a.f += v` and `a['k'] += v` the site of `a` has that part as `grown`, in `a[k] += v` the site of `k` as
    `grown_at`. In both, and in `a[i] = v`, the site of the key, which says where something is put, has that of `a` as
    `put_into`. A call with `*a` or `**a` has `spread`.
    A call of what an expression gave (`table[k](x)`) has the site of that as `called`.
    The value of a site with a `region` decides which of the code there runs, or, with `repeats`, how often;
    `decided` are the names that are bound there, and with `leaves` a function may be left there.
    `key` is the constant item of a subscript, as a path has it; in `a['k'] = v` it is the `part` of the site of `a`.
    """

    id: int
    kind: str
    span: CodeSpan
    position: tuple[int, int, int, int]
    children: tuple[int, ...] = ()
    receiver: int | None = None
    name: str = ""
    binds: tuple[str, ...] = ()
    stores: tuple[int, ...] = ()
    stored: int | None = None
    paths: tuple[str, ...] = ()
    returns: bool = False
    yields: bool = False
    text: str = ""
    key: str = ""
    part: str = ""
    grown: str = ""
    grown_at: int | None = None
    put_into: int | None = None
    spread: bool = False
    region: CodeSpan | None = None
    repeats: bool = False
    decided: tuple[str, ...] = ()
    leaves: bool = False
    called: int | None = None
    function: int | None = None


@dataclass(slots=True)
class CodeUnit:
    """The sites of one piece of program text, findable by the exact position that CPython gives an instruction.

    `global_names` holds, for each function site, the names it declares `global`; `statements` the whole assignment
    around a value that is bound to a name. `resumes` says that it has code that may stop and go on later: generators,
    generator expressions, coroutines.
    """

    key: str
    text: str
    sites: dict[int, Site] = field(default_factory=dict)
    tree: ast.Module | None = None
    global_names: dict[int | None, set[str]] = field(default_factory=dict)
    statements: dict[int, CodeSpan] = field(default_factory=dict)
    resumes: bool = False
    _by_position: dict[tuple[int, int, int, int], list[Site]] = field(default_factory=dict)
    _by_end: dict[tuple[int, int], list[Site]] = field(default_factory=dict)

    def add(self, site: Site) -> Site:
        """Register a site."""
        self.sites[site.id] = site
        self._by_position.setdefault(site.position, []).append(site)
        self._by_end.setdefault(site.position[2:], []).append(site)
        return site

    def at(self, position: tuple[int, int, int, int]) -> Site | None:
        """The site of the instruction at (line, column, end line, end column), columns in UTF-8 bytes.

        The instruction of a method call in a multi-line chain starts at the attribute, not at the expression, so a
        call is also found by its end.
        """
        found = self._by_position.get(position)
        if found:
            return found[-1]
        ending = [s for s in self._by_end.get(position[2:], ()) if s.kind == "call" and s.position[:2] <= position[:2]]
        return max(ending, key=lambda s: s.position[:2]) if ending else None


def cell_span(stack: tuple[CodeSpan, ...], cell_key: str) -> CodeSpan | None:
    """The innermost span of a stack that lies in the taped cell."""
    return next((span for span in stack if span.code == cell_key), None)


def span_of_node(node: ast.AST, code: str, lines: list[str], scope: str) -> CodeSpan:
    """The node's span with columns in characters (the AST counts UTF-8 bytes)."""
    line, end_line = node.lineno, node.end_lineno  # type: ignore[attr-defined]
    return CodeSpan(
        code,
        line,
        _characters(lines, line, node.col_offset),  # type: ignore[attr-defined]
        end_line,
        _characters(lines, end_line, node.end_col_offset),  # type: ignore[attr-defined]
        scope,
    )


def _characters(lines: list[str], line: int, byte_col: int) -> int:
    if not 1 <= line <= len(lines):
        return byte_col
    text = lines[line - 1]
    if text.isascii():
        return byte_col
    return len(text.encode()[:byte_col].decode(errors="ignore"))

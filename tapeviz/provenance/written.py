"""Reads the text of earlier cells: which names were computed from which others, for values that left no other trace."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tapeviz.provenance.paths import (
    ENVIRONMENT,
    Path,
    content_paths,
    key_text,
    path_of,
    paths_given,
    paths_written,
    root_of,
    written_names,
)
from tapeviz.provenance.targets import local_names

__all__ = ["Written", "read_module", "read_texts"]

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Written:
    """For each global name, the names and paths that its present value was computed from (content only).

    The texts are read in the order in which they ran. An assignment replaces what a name came from, inside a loop or a
    branch it adds to it. A function stands for the names its body reads at the time it is mentioned, and a call of it
    changes what its body writes to. Of what a display lists (`{"a": x, "b": 2}`), and of items and attributes that are
    assigned one by one, each is known by itself.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._content: dict[Path, set[str]] = {(ENVIRONMENT,): set()}
        self._listed: set[Path] = {(ENVIRONMENT,)}  # what no text wrote there was there before
        self._bodies: dict[str, set[str]] = {}
        self._writes: dict[str, set[Path]] = {}
        self._bound: set[str] = set()
        self._imported: set[str] = set()
        self._runs_unseen = False
        for text in texts:
            self.read(text)

    def comes_from(self, name: str, origins: set[str], *keys: str) -> bool:
        """Whether the content of `name`, or of what the keys lead to, was computed, by the text, from an origin."""
        return not origins.isdisjoint(self._at((name, *keys)))

    def tells_of(self, name: str, origins: set[str]) -> bool:
        """Whether the text says that `name` was, or was not, computed from an origin.

        Modules and scripts that made a name unseen do not know names of the notebook; they can have made both.
        """
        if name in self._bound:
            return True
        beside = self._imported & origins or any(name in self._content.get((origin,), ()) for origin in origins)
        return origins <= self._bound and not beside and (name in self._imported or not self._runs_unseen)

    def is_set_by_functions(self, name: str) -> bool:
        """Whether a function that the text defines sets this name, or a part of what it stands for."""
        return any(path[0] == name for paths in self._writes.values() for path in paths)

    def _at(self, path: Path) -> set[str]:
        known = path
        while known and known not in self._content:
            known = known[:-1]
        if not known or (known != path and known in self._listed):
            return set()  # the text that lists all of it does not have this
        return self._content[known]

    def read(self, text: str) -> None:
        """Take in the text of one more cell; one that does not parse did not run as it stands."""
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            return
        for node in ast.walk(tree):
            self._runs_unseen = self._runs_unseen or _runs_unseen(node)
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self._imported |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
            else:
                self._bound |= set(_bound_names(node))
        self._block(tree.body, certain=True)

    def _block(self, body: list[ast.stmt], *, certain: bool) -> None:
        for statement in body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._define(statement)
            elif isinstance(statement, ast.Assign):
                self._assign(statement.targets, statement.value, certain)
            elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)) and statement.value is not None:
                certain_here = certain and isinstance(statement, ast.AnnAssign)
                self._assign([statement.target], statement.value, certain_here)
            elif (inner := _magic_cell(statement)) is not None:
                self.read(inner)
                continue
            else:
                self._compound(statement)
            self._calls(statement)

    def _compound(self, statement: ast.stmt) -> None:
        rounds = 2 if isinstance(statement, (ast.For, ast.AsyncFor, ast.While)) else 1
        if isinstance(statement, (ast.For, ast.AsyncFor)):
            self._assign([statement.target], statement.iter, False)
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                if item.optional_vars is not None:
                    self._assign([item.optional_vars], item.context_expr, False)
        for _ in range(rounds):
            for name in ("body", "orelse", "finalbody"):
                self._block(getattr(statement, name, []), certain=isinstance(statement, (ast.With, ast.AsyncWith)))
            for handler in getattr(statement, "handlers", []):
                self._block(handler.body, certain=False)
            for case in getattr(statement, "cases", []):
                self._block(case.body, certain=False)

    def _define(self, node: _Definition) -> None:
        stated = {name for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names}
        local = set() if isinstance(node, ast.ClassDef) else local_names(node) - stated
        read = {path[0] for part in node.body for path in content_paths(part)}
        self._bodies[node.name] = read - {node.name} - local
        self._forget(node.name)
        if isinstance(node, ast.ClassDef):
            self._content[(node.name,)] = set()
            self._listed.add((node.name,))
            parts = [(t, s.value) for s in node.body if isinstance(s, ast.Assign) for t in s.targets]
            for target, value in parts:
                if isinstance(target, ast.Name):
                    self._list((node.name, f".{target.id}"), value)
            return
        for name in stated:
            self._content.setdefault((name,), set())
        self._writes[node.name] = {path for path in paths_written(node) if path[0] not in local}
        for name, value in _defaults(node.args):
            self._list((node.name, f".{name}"), value)

    def _forget(self, name: str) -> None:
        for path in [path for path in self._content if path[0] == name]:
            del self._content[path]
            self._listed.discard(path)
        self._writes.pop(name, None)

    def _assign(self, targets: list[ast.expr], value: ast.expr, certain: bool) -> None:
        match targets, value:
            case [ast.Tuple(elts=names)], ast.Tuple(elts=parts) if len(names) == len(parts):
                for target, part in zip(names, parts, strict=True):
                    self._assign([target], part, certain)
                return
        read = self._read(value)
        for target in targets:
            for name, whole in written_names(target):
                if certain and whole:
                    self._forget(name)
                    self._content[(name,)] = set(read)
                else:
                    self._content.setdefault((name,), set()).update(read)
                self._put(target, name, value, certain)

    def _put(self, target: ast.expr, name: str, value: ast.expr, certain: bool) -> None:
        """What an assignment tells of the parts of a name."""
        path = path_of(target)
        if path is not None and path[0] == name and certain:
            self._list(path, value)
        else:  # which part it is, or whether it was done, is not known
            self._unlist(name)

    def _unlist(self, name: str) -> None:
        for path in [path for path in self._content if path[0] == name and len(path) > 1]:
            del self._content[path]
        self._listed = {path for path in self._listed if path[0] != name}

    def _list(self, path: Path, value: ast.expr) -> None:
        self._content[path] = self._read(value)
        parts = _display(value)
        if parts is not None:
            self._listed.add(path)
            for key, part in parts.items():
                self._list((*path, key), part)

    def _calls(self, statement: ast.stmt) -> None:
        """`a.append(b)`: b may be inside a now; a function may set what its body sets of other names."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self._give(self._writes.get(node.func.id, ()), self._read(node))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = [*node.args, *(k.value for k in node.keywords)]
                read = {name for part in given for name in self._read(part)}
                self._give(paths_given(node), read - {root_of(node.func.value) or ""})

    def _give(self, paths: Iterable[Path], read: set[str]) -> None:
        """Something of these names may be in what the paths lead to now."""
        for path in paths if read else ():
            if (path[0],) not in self._content:
                continue  # a module, for one
            self._content.setdefault(path, set(self._at(path))).update(read)
            if len(path) == 1:
                self._unlist(path[0])

    def _read(self, value: ast.AST) -> set[str]:
        """The names whose content an expression reads, with all that these came from."""
        found: set[str] = set()
        waiting = list(content_paths(value))
        seen: set[Path] = set()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            content = self._at(path)
            if len(path) == 1 or not self.is_told(path):
                found.add(path[0])
            found.add("".join(path))
            found |= content
            waiting += [(name,) for name in self._bodies.get(path[0], ())]
        return found

    def is_told(self, path: Path) -> bool:
        """Whether the text speaks of this very item or attribute, and not only of what holds it."""
        return path in self._content or self._is_listed(path)

    def _is_listed(self, path: Path) -> bool:
        return any(path[:end] in self._listed for end in range(1, len(path)))


_last_read: list[tuple[list[str], Written]] = []


def read_texts(texts: Sequence[str]) -> Written:
    """What the texts tell. Those that were read for the cell before are not read again: a notebook only grows."""
    known, written = _last_read[0] if _last_read else ([], Written(()))
    if list(texts[: len(known)]) != known or len(texts) <= len(known):
        known, written = [], Written(())
    for text in texts[len(known) : -1]:
        written.read(text)
    _last_read[:] = [(list(texts[:-1]), written)]
    found = copy.deepcopy(written)  # the last text may be that of a cell which has not ended
    for text in texts[-1:]:
        found.read(text)
    return found


@lru_cache(maxsize=16)
def read_module(text: str) -> Written | None:
    """What the text of a module tells of its names, if each of its functions may have been called.

    Kept for the next question about it: read it, do not change it. None where the file no longer parses.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    functions = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return Written([text, "\n".join(f"{name}()" for name in functions)])


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """The arguments that have a default, which is computed where the function is defined."""
    plain = [*arguments.posonlyargs, *arguments.args]
    for argument, value in zip(reversed(plain), reversed(arguments.defaults), strict=False):
        yield argument.arg, value
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument.arg, default


def _display(node: ast.expr) -> dict[str, ast.expr] | None:
    """The parts that a display, or `dict(a=...)`, lists one by one; None where it is something else."""
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        keys = [key_text(key.value) for key in node.keys if isinstance(key, ast.Constant)]
        return dict(zip(keys, node.values, strict=True))
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(part, ast.Starred) for part in node.elts):
        return {key_text(position): part for position, part in enumerate(node.elts)}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        keywords = [(keyword.arg, keyword.value) for keyword in node.keywords]
        return {key_text(name): value for name, value in keywords} if all(name for name, _ in keywords) else None
    return None


def _bound_names(node: ast.AST) -> Iterator[str]:
    """The names that one node of a text binds by itself."""
    named = (*_DEFINITIONS, ast.MatchAs, ast.MatchStar, ast.ExceptHandler)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, named) and node.name is not None:
        yield node.name


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _runs_unseen(node: ast.AST) -> bool:
    """Whether code that is not in the text runs here among the notebook's names: `exec(...)`, `%run -i`."""
    match node:
        case ast.Call(ast.Name(id="exec" | "eval")):
            return True
        case ast.Call(ast.Attribute(attr="run_line_magic"), [ast.Constant("run"), ast.Constant(str(line))]):
            return "-i" in line.split()
    return False


def _magic_cell(statement: ast.stmt) -> str | None:
    """The code below a cell magic such as `%%time`, which IPython has made a string of."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(attr="run_cell_magic"), [_, _, ast.Constant(str(text))])):
            return text
    return None

"""Reads the text of earlier cells: which names were computed from which others, for values that left no other trace."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Path", "Written", "key_text", "read_texts"]

Path = tuple[str, ...]
"""A name, then the attributes and items that lead on from it: `("settings", "['scale']")`."""

# These read the form of a value, not its content.
_FORM_ATTRIBUTES = {"shape", "dtype", "ndim", "size", "name", "device", "rank"}
_FORM_CALLS = {
    "len",
    "isinstance",
    "type",
    "id",
    "hasattr",
    "print",
    "ref",
    "shape",
    "zeros_like",
    "ones_like",
    "range",
}
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Written:
    """For each global name, the names that its present value was computed from (content only), directly or not.

    The texts are read in the order in which they ran. An assignment replaces what a name came from, inside a loop or a
    branch it adds to it. A function stands for the names its body reads at the time it is mentioned. Of what a display
    lists (`{"a": x, "b": 2}`), and of items and attributes that are assigned one by one, each is known by itself.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._content: dict[Path, set[str]] = {}
        self._listed: set[Path] = set()
        self._bodies: dict[str, set[str]] = {}
        self._globals: dict[str, set[str]] = {}
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
        self._bodies[node.name] = {path[0] for part in node.body for path in _content_paths(part)} - {node.name}
        self._forget(node.name)
        if isinstance(node, ast.ClassDef):
            self._content[(node.name,)] = set()
            self._listed.add((node.name,))
            parts = [(t, s.value) for s in node.body if isinstance(s, ast.Assign) for t in s.targets]
            for target, value in parts:
                if isinstance(target, ast.Name):
                    self._list((node.name, f".{target.id}"), value)
            return
        self._globals[node.name] = {n for g in ast.walk(node) if isinstance(g, ast.Global) for n in g.names}
        for name, value in _defaults(node.args):
            self._list((node.name, f".{name}"), value)

    def _forget(self, name: str) -> None:
        for path in [path for path in self._content if path[0] == name]:
            del self._content[path]
            self._listed.discard(path)

    def _assign(self, targets: list[ast.expr], value: ast.expr, certain: bool) -> None:
        match targets, value:
            case [ast.Tuple(elts=names)], ast.Tuple(elts=parts) if len(names) == len(parts):
                for target, part in zip(names, parts, strict=True):
                    self._assign([target], part, certain)
                return
        read = self._read(value)
        for target in targets:
            for name, whole in _written_names(target):
                if certain and whole:
                    self._forget(name)
                    self._content[(name,)] = set(read)
                else:
                    self._content.setdefault((name,), set()).update(read)
                self._put(target, name, value, certain)

    def _put(self, target: ast.expr, name: str, value: ast.expr, certain: bool) -> None:
        """What an assignment tells of the parts of a name."""
        path = _path(target)
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
        """`a.append(b)`: b may be inside a now; a function may set the names that it declares global."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for name in self._globals.get(node.func.id, ()):
                    self._content.setdefault((name,), set()).update(self._read(node))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                root = _root(node.func.value)
                given = [*node.args, *(k.value for k in node.keywords)]
                read = {name for part in given for name in self._read(part)} - {root or ""}
                if root is not None and read and (root,) in self._content:
                    self._content[(root,)].update(read)
                    self._unlist(root)

    def _read(self, value: ast.AST) -> set[str]:
        """The names whose content an expression reads, with all that these came from."""
        found: set[str] = set()
        waiting = list(_content_paths(value))
        seen: set[Path] = set()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            content = self._at(path)
            if len(path) == 1 or not self.is_told(path):
                found.add(path[0])
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


def key_text(key: object) -> str:
    """A key as a path has it."""
    return f"[{key!r}]"


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


def _path(node: ast.expr) -> Path | None:
    """A name with constant items and attributes, or None."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        before = _path(node.value)
        return (*before, f".{node.attr}") if before else None
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        before = _path(node.value)
        return (*before, key_text(node.slice.value)) if before else None
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


def _written_names(target: ast.expr) -> Iterator[tuple[str, bool]]:
    """(name, whether it is bound anew as a whole) for the names that an assignment to `target` changes."""
    if isinstance(target, ast.Name):
        yield target.id, True
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _written_names(part)
    elif isinstance(target, ast.Starred):
        yield from _written_names(target.value)
    elif (root := _root(target)) is not None:
        yield root, False


def _content_paths(node: ast.AST) -> Iterator[Path]:
    """The names an expression reads the content of, with the constant items and attributes that it takes of them."""
    if isinstance(node, ast.Attribute) and node.attr in _FORM_ATTRIBUTES:
        return
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in _FORM_CALLS:
            return
    path: Path | None = _path(node) if isinstance(node, (ast.Name, ast.Subscript, ast.Attribute)) else None
    if path is not None and isinstance(getattr(node, "ctx", None), ast.Load):
        if not any(key[1:] in _FORM_ATTRIBUTES for key in path if key.startswith(".")):
            yield path
        return
    for child in ast.iter_child_nodes(node):
        yield from _content_paths(child)


def _root(node: ast.expr) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None

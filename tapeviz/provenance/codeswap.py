"""Swaps a traced twin into the user's functions while a cell runs, and puts the plain code back afterwards.

A function keeps its identity, name, source lines and closure; only `__code__` changes for the duration, so a function
that outlives the cell costs nothing and calls no tracer.
"""

from __future__ import annotations

import ast
import linecache
import pickle
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from tapeviz.kinds import is_a
from tapeviz.provenance.instrument import Instrumenter
from tapeviz.provenance.rewritten import rewritten
from tapeviz.provenance.sites import CodeUnit
from tapeviz.spans import is_quiet_module

__all__ = ["CodeSwap", "Twins", "compile_tree", "copy_tree"]

_Key = tuple[object, ...]


def _key(code: types.CodeType) -> _Key:
    """What two compilations of the same function share, and two different functions on one line do not."""
    constants = tuple((type(c), repr(c)) for c in code.co_consts if not is_a(c, types.CodeType))
    names = (code.co_names, code.co_freevars, code.co_cellvars)
    return (code.co_qualname, code.co_firstlineno, code.co_code, constants, *names)


def _place(code: types.CodeType) -> _Key:
    """Where on its line a function stands: this tells even two equal ones apart."""
    return (_key(code), *next(reversed(list(code.co_positions())), ()))


class Twins:
    """The plain and the traced code objects of one piece of program text, paired by their place in it."""

    def __init__(
        self,
        key: str,
        text: str,
        tree: ast.Module | None,
        is_quiet: Callable[[str], bool],
        compiled: ast.Module | None = None,
    ) -> None:
        """`compiled` is the tree that the functions were compiled from, where it is not that of the text."""
        self.unit = CodeUnit(key, text)
        self.unit.tree = tree if tree is not None else ast.parse(text)
        plain_tree = compiled if compiled is not None else self.unit.tree
        traced_tree = copy_tree(plain_tree)
        Instrumenter(self.unit, bodies=True, is_quiet=is_quiet).visit(traced_tree)
        self.traced_of: dict[_Key, types.CodeType] = {}
        self.plain_of: dict[types.CodeType, types.CodeType] = {}
        self._pair(plain_tree, traced_tree)
        # IPython compiles an ordinary cell statement by statement, and the compiler treats a call on a module that the
        # same unit imports differently: the same text has two bytecodes.
        for plain, traced in zip(_definitions(plain_tree), _definitions(traced_tree), strict=True):
            self._pair(ast.Module([plain], []), ast.Module([traced], []))

    def _pair(self, plain_tree: ast.Module, traced_tree: ast.Module) -> None:
        plain, traced = compile_tree(plain_tree, self.unit.key), compile_tree(traced_tree, self.unit.key)
        for a, b in zip(_functions(plain), _functions(traced), strict=True):
            self.traced_of.setdefault(_place(a), b)
            self.traced_of.setdefault(_key(a), b)  # for code that was compiled without columns
            self.plain_of.setdefault(b, a)


def _definitions(tree: ast.Module) -> list[ast.stmt]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [s for s in tree.body if isinstance(s, kinds) or any(isinstance(n, ast.Lambda) for n in ast.walk(s))]


def copy_tree(tree: ast.Module) -> ast.Module:
    """A copy of a module's tree. Raises RecursionError for one of hundreds of levels."""
    copied: ast.Module = pickle.loads(pickle.dumps(tree, -1))  # noqa: S301 - four times as fast as deepcopy
    return copied


def compile_tree(tree: ast.Module, key: str) -> types.CodeType:
    """Compile a module's tree without a word; RecursionError and SyntaxError are the compiler's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code: types.CodeType = compile(ast.fix_missing_locations(tree), key, "exec", flags, dont_inherit=True)
        return code


def _functions(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _functions(constant)


class CodeSwap:
    """The functions that run traced during one cell."""

    _cache: ClassVar[dict[str, tuple[str, Twins | None]]] = {}

    def __init__(self, is_user_code: Callable[[types.CodeType], bool]) -> None:
        self.is_user_code = is_user_code
        self.units: dict[str, CodeUnit] = {}
        self.programs: list[CodeUnit] = []  # cells and scripts whose own code reports
        self.unreadable: set[str] = set()
        self._own: dict[str, Twins] = {}
        self._swapped: list[tuple[types.FunctionType, types.CodeType, types.CodeType]] = []
        self._seen: set[types.CodeType] = set()
        self._traced: set[types.CodeType] = set()

    def add_cell(self, key: str, text: str, tree: ast.Module, is_quiet: Callable[[str], bool]) -> None:
        """Prepare the functions of the cell that is about to run."""
        twins = Twins(key, text, tree, is_quiet)
        self._own[key] = twins
        self.units[f"{key}\0functions"] = twins.unit

    def adopt(self, other: CodeSwap) -> None:
        """Know the functions and programs that run traced by another swap, which puts their code back."""
        self.programs += other.programs
        self._own.update(other._own)
        self._traced |= other._traced
        self.units.update(other.units)
        self.unreadable |= other.unreadable

    def trace(self, function: types.FunctionType) -> None:
        """Run this function traced until `restore`, if it is the user's and its source text is at hand."""
        code = function.__code__
        if not self.is_user_code(code) or code in self._plain_of(code.co_filename):
            return
        self._swap(function, code)
        if code not in self._seen:
            self._seen.add(code)
            for cell in function.__closure__ or ():
                self._trace_value(cell)

    def _trace_value(self, cell: types.CellType) -> None:
        try:
            value = cell.cell_contents
        except ValueError:  # an empty cell: the name is not bound yet
            return
        if is_a(value, types.FunctionType):
            self.trace(value)

    def _swap(self, function: types.FunctionType, code: types.CodeType) -> None:
        twins = self._twins(code.co_filename, function)
        traced = (twins.traced_of.get(_place(code)) or twins.traced_of.get(_key(code))) if twins else None
        if traced is None:
            self.unreadable.add(code.co_name)
            return
        self._note(function, traced, code)  # first: an interrupt in between must not leave the function traced
        function.__code__ = traced

    def _plain_of(self, key: str) -> dict[types.CodeType, types.CodeType]:
        twins = self._own.get(key) or (self._cache.get(key) or ("", None))[1]
        return twins.plain_of if twins else {}

    @property
    def resumes(self) -> bool:
        """Whether what ran traced has code that may stop and go on after `restore`."""
        return any(unit.resumes for unit in (*self.units.values(), *self.programs))

    def is_plain(self, code: types.CodeType) -> bool:
        """Whether this is the plain code of a function that has a traced twin: while it runs, nothing is reported."""
        return code in self._plain_of(code.co_filename).values()

    def is_twin(self, code: types.CodeType) -> bool:
        """Whether this is the traced code of a function, and not its plain one."""
        return code in self._plain_of(code.co_filename)

    def made(self, function: types.FunctionType) -> None:
        """A function that traced code has just made: plain code gets its twin, twin code is noted for `restore`."""
        code = function.__code__
        plain = self._plain_of(code.co_filename).get(code)
        if plain is not None:
            self._note(function, code, plain)
        else:
            self.trace(function)

    def _note(self, function: types.FunctionType, traced: types.CodeType, plain: types.CodeType) -> None:
        self._swapped.append((function, traced, plain))
        self._traced.add(plain)

    def has_traced(self, code: types.CodeType) -> bool:
        """Whether functions with this code ran traced: it is their own, or the twin that they have for the time."""
        return code in self._traced or self.is_twin(code)

    def _twins(self, key: str, function: types.FunctionType) -> Twins | None:
        if key in self._own:
            return self._own[key]
        lines = linecache.getlines(key, getattr(function, "__globals__", None))
        text = "".join(lines)
        cached = self._cache.get(key)
        if cached is None or cached[0] != text:
            cached = (text, _read(key, text, function.__globals__))
            self._cache[key] = cached
        if cached[1] is not None:
            self.units[key] = cached[1].unit
        return cached[1]

    def restore(self) -> None:
        """Put every function's own code back, unless the cell has given it another one."""
        for function, traced, plain in reversed(self._swapped):
            code = function.__code__
            if code is traced:
                function.__code__ = plain
            elif code in self._plain_of(code.co_filename):  # the code of another function, which was traced too
                function.__code__ = self._plain_of(code.co_filename)[code]
        self._swapped.clear()


def _read(key: str, text: str, names: dict[str, Any]) -> Twins | None:
    try:
        quiet = {name for name, value in names.items() if is_quiet_module(value)}
        return Twins(key, text, None, quiet.__contains__, rewritten(text, names)) if text.strip() else None
    except (SyntaxError, ValueError, RecursionError):
        return None

"""Ordinary cells under `%autotape`: their expressions report while a tape is open, all else is as without."""

from __future__ import annotations

import ast
import difflib
import linecache
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from tapeviz import api
from tapeviz.cell.code import NAMELESS, put_in_linecache
from tapeviz.cell.recorded import RecordedCells, instrument
from tapeviz.cell.run import LAST_REPORT, MARKER, say
from tapeviz.cell.scripts import Scripts
from tapeviz.engines.choose import refuse_remote
from tapeviz.errors import BadInput
from tapeviz.provenance.lookup import look_up
from tapeviz.provenance.traced import TracedCode
from tapeviz.render.shown import as_shown
from tapeviz.watching.autotape import Autotape, Told

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["OrdinaryCells", "cells_of", "load", "unload"]


class OrdinaryCells:
    """The hooks in one shell by which its ordinary cells are traced while autotape is on."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell: Any = shell  # its public types differ between the versions of IPython
        self.autotape = Autotape(say, self._keep, place=self._place)
        self.scripts = Scripts(lambda: self.autotape.watcher.code, self.autotape.watcher.fault)
        self.recorded = RecordedCells(shell, lambda: self.is_on)
        self._depth = 0
        self._text = ""

    @property
    def is_on(self) -> bool:
        """Whether tapes are followed."""
        return self.autotape.watcher.is_on

    def start(self) -> None:
        """Follow the tapes of every cell from the next one on, and those that this one has yet to open."""
        if self.is_on:
            return
        self.stop()  # a fault may have left the shell's hooks
        self.shell.input_transformers_post.append(self.keep_text)
        self.shell.ast_transformers.append(self)
        self.shell.events.register("pre_run_cell", self.before_cell)
        self.shell.events.register("post_run_cell", self.after_cell)
        self._depth = 1
        self.scripts.install()
        self.autotape.start()

    def stop(self) -> None:
        """Take every hook out again."""
        self.autotape.stop()
        self.scripts.remove()
        if self not in self.shell.ast_transformers:
            return
        self.shell.input_transformers_post.remove(self.keep_text)
        self.shell.ast_transformers.remove(self)
        self.shell.events.unregister("pre_run_cell", self.before_cell)
        self.shell.events.unregister("post_run_cell", self.after_cell)

    def _place(self, key: str, line: str) -> str:
        """A line of the running cell by its number; of another cell or of a module with the name of that."""
        code = self.autotape.watcher.code
        if not key or (code is not None and code.unit.key == key):
            return f"line {line}"
        number = getattr(self.shell.compile, "_filename_map", {}).get(key)
        return f"line {line} of {f'In[{number}]' if number is not None else Path(key).name}"

    def _keep(self, told: Told) -> None:
        report = as_shown(told.report)
        api.set_last_report(report)
        self.shell.user_ns[LAST_REPORT] = report

    # ---- one cell ----

    def keep_text(self, lines: list[str]) -> list[str]:
        """Remember the text that IPython is going to parse."""
        self._text = "".join(lines)
        return lines

    def visit(self, module: ast.AST) -> ast.AST:
        """Trace the expressions of a cell; a taped one has its own session."""
        watcher = self.autotape.watcher
        if self._text.startswith(MARKER):
            watcher.is_paused = True
            return module
        if not self.is_on or not isinstance(module, ast.Module) or self._is_remote(module):
            return module
        key = self._file_name()
        try:
            return self._traced(module, key)
        except Exception as failure:  # noqa: BLE001 - our fault must not cost the user the cell
            watcher.fault(failure)
            again: ast.AST = self.shell.compile.ast_parse(self._text, filename=key)
            return again

    def _is_remote(self, module: ast.Module) -> bool:
        """Whether a cell names what runs its steps elsewhere; then nothing of it is followed, and that is said once."""
        named = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
        namespace = self.shell.user_ns
        try:
            refuse_remote(namespace[name] for name in sorted(named) if name in namespace)
        except BadInput as refusal:
            self.autotape.watcher.is_paused = True
            self.autotape.say_once(f"tapeviz: this cell is not followed: {refusal}")
            return True
        return False

    def _traced(self, module: ast.Module, key: str) -> ast.Module:
        code = TracedCode(key, self._text, [])
        if _only_computes(module, self._text):
            _prepare_called(code, module, self.shell.user_ns)
        else:
            instrument(self.shell, code, module)
        self.autotape.watcher.run(code)
        return module

    def _file_name(self) -> str:
        """The file name that the frames of the cell will carry, by its text; `%%time` has one for all its cells."""
        names = list(getattr(self.shell.compile, "_filename_map", {}))
        by_magic = self.autotape.watcher.code is not None and self._depth == 1
        names = [] if by_magic else names
        found = next((n for n in reversed(names) if "".join(linecache.getlines(n)) == self._text), "")
        if not found:
            put_in_linecache(NAMELESS, self._text)
        return found or NAMELESS

    def before_cell(self, _: Any) -> None:
        """Count how deep cells that run cells are nested."""
        self._depth += 1

    def after_cell(self, result: Any) -> None:
        """Leave nothing traced behind a cell."""
        if result is not None and not result.info.raw_cell.strip():
            return  # IPython announces the end of a blank cell, but not its beginning
        self._depth = max(0, self._depth - 1)
        if self._depth == 0:
            self.autotape.watcher.is_paused = False
            self.autotape.watcher.end()
            if not self.is_on:  # after a fault
                self.scripts.remove()
            linecache.cache.pop(NAMELESS, None)


_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BLOCKS = (ast.With, ast.AsyncWith, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _only_computes(module: ast.Module, text: str) -> bool:
    """Whether a cell loops and opens no tape of its own: then its values are not needed, and each would cost a call."""
    nodes = list(ast.walk(module))
    if "Tape" in text or any(isinstance(node, _BLOCKS) for node in nodes):
        return False
    return any(isinstance(node, _LOOPS) for node in nodes)


def _prepare_called(code: TracedCode, module: ast.Module, namespace: dict[str, Any]) -> None:
    """Trace the functions that the cell calls by name, which may open tapes, and those that the namespace offers."""
    code.tracer.prepare_namespace(list(namespace.values()))
    for node in ast.walk(module):
        called = look_up(ast.unparse(node.func), namespace) if isinstance(node, ast.Call) else None
        if called is not None:
            code.tracer.prepare_namespace(called)


# ---- the magic ----

MAGIC = "autotape"
_WORDS = ("on", "off")
_shells: weakref.WeakKeyDictionary[InteractiveShell, OrdinaryCells] = weakref.WeakKeyDictionary()

HELP = """Record every tf.GradientTape that later cells open, and say why a gradient is None: no cell is rewritten.

::

    %autotape on        from the next cell on; also for tapes that imported modules and Keras' fit open
    %autotape off       as if it had never been on
    %autotape           say which

Whenever `tape.gradient`, `tape.jacobian` or `optimizer.apply_gradients` meets a None, one line says why, with the
line of the cell that did it; `%tape` then shows the whole report, `%tape why` explains an error that followed. Each
place speaks once for each source, not in every training step. Results, errors and the tapes themselves are as without.

A tape inside a tf.function is left alone. Keras' fit runs in one: model.compile(..., run_eagerly=True) lets tapeviz
look. Recording costs time while a tape is open: about as much as in a %%tape cell.
"""


def load(shell: Any) -> None:
    """Put `%autotape` into a shell."""
    cells = _shells[shell] = OrdinaryCells(shell)
    cells.recorded.install()

    def magic(line: str) -> None:
        switch(cells, line.strip())

    magic.__doc__ = HELP
    shell.magics_manager.register_function(magic, magic_kind="line", magic_name=MAGIC)


def unload(shell: Any) -> None:
    """Take it out again, off."""
    cells = _shells.pop(shell, None)
    if cells is not None:
        cells.stop()
        cells.recorded.remove()
    manager = shell.magics_manager
    manager.magics["line"].pop(MAGIC, None)
    vars(manager.user_magics).pop(MAGIC, None)


def cells_of(shell: Any) -> OrdinaryCells | None:
    """The ordinary cells of a shell in which tapeviz is loaded."""
    return _shells.get(shell)


def switch(cells: OrdinaryCells, word: str) -> None:
    """`%autotape [on|off]`. Raises `UsageError` for any other word."""
    if word and word not in _WORDS:
        near = difflib.get_close_matches(word.lower(), _WORDS, n=1)
        hint = f"did you mean %autotape {near[0]}?" if near else "write %autotape on or %autotape off"
        raise UsageError(f"%autotape: {word!r} is neither on nor off; {hint}")
    if word == "on":
        cells.start()
    elif word == "off":
        cells.stop()
    else:
        sys.stdout.write(f"autotape is {'on' if cells.is_on else 'off'}\n")

"""`%%tape` and `%tape` in IPython: their help, and loading and unloading the extension."""

from __future__ import annotations

import ast
import sys
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand, output_can_be_silenced
from traitlets import Bool, Enum, Int, Unicode, observe

from tapeviz import api
from tapeviz.cell import TapedCells, ordinary
from tapeviz.classroom import magic as classroom
from tapeviz.completion import matcher_for
from tapeviz.grammar import GRAPHS
from tapeviz.render.look import DIRECTIONS, EMBEDDED, NODES, PALETTES
from tapeviz.subcommands import SUBCOMMANDS, run_subcommand

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["TapeMagics", "cell_number", "load", "unload"]


@magics_class
class TapeMagics(Magics):
    """The magics, and what `%config TapeMagics` can set."""

    graph = Enum(GRAPHS, default_value="auto", help="What is drawn when a %%tape line has no --graph.").tag(config=True)
    direction = Enum(DIRECTIONS, default_value="auto", help="Which way pictures run: auto, LR or TB.").tag(config=True)
    palette = Enum(PALETTES, default_value="auto", help="Colours of pictures; auto: the page's.").tag(config=True)
    font = Unicode(help="The font of pictures, such as 'Fira Sans'; empty: Helvetica or Arial.").tag(config=True)
    nodes = Int(NODES, min=5, help="How many nodes a picture has at most before it is folded.").tag(config=True)
    dot = Unicode(EMBEDDED, help="What lays pictures out: 'embedded', or a command such as 'dot'.").tag(config=True)
    background = Bool(
        default_value=True,
        help="Follow ordinary cells too (ids, op types and lines only), so that values made earlier can be explained.",
    ).tag(config=True)

    @no_var_expand
    @output_can_be_silenced
    @line_cell_magic
    def tape(self, line: str, cell: str | None = None) -> Any:
        """Run this cell inside a tf.GradientTape and say why a gradient is None, on which line, and what to change.

        ::

            %%tape [options] [TARGET [wrt SOURCE[, SOURCE ...]]]

        TARGET is what is differentiated, the SOURCES are what with respect to: Python expressions, looked up after
        the cell. A source may be a variable, a tensor, a Keras layer or model, a tf.Module, or lists and dicts of
        these. Without `wrt`: every variable that the tape watched. Without TARGET: the value of the cell's last
        expression, or the name that its last statement assigns.

        Inside the cell the name `tape` is the tape itself: `tape.watch(x)`, `tape.stop_recording()`. Everything
        else is as without %%tape: results, Out[n], errors and their lines.

        Examples::

            %%tape y wrt x, w                      which gradients there are, and why not the others
            h = tf.tanh(x @ w)
            y = tf.reduce_mean(h ** 2)

            %%tape loss wrt model                  all trainable variables of a Keras model
            %%tape [a, b] wrt params['w']          two targets, summed; an entry of a dict
            %%tape tf.reduce_sum(y) wrt x          an expression as target, recorded by the tape
            %%tape y wrt x --watch x               watch a plain tensor
            %%tape loss wrt w --zero -o report     zeros for None; keep the report as `report`
            %%tape y wrt x --order 3               d2y/dx2 and d3y/dx3 too, with their graphs
            %%tape z wrt x, y --hessian            is it a minimum or a saddle
            %%tape                                 the last value, every watched variable

        Options, before TARGET or behind the sources; a word that is an option starts them, so write (x -q) in
        brackets if you mean the difference:

            --persistent          keep the name `tape` usable after the cell
            --watch NAME          tape.watch(NAME) before the cell runs; repeatable, or a list: --watch x, w
            --no-watch-accessed   do not watch the variables that the cell reads
            --zero                zeros in place of None (unconnected_gradients=ZERO); the cause is still told
            -o NAME               store the report as NAME; it is always in `_tape`
            -q                    display nothing
            --graph KIND          what is drawn: auto, full, line, layer, path, steps or none
            --depth N             how many levels of lines, layers and loops are unfolded
            --order N             derivatives up to this order, by nested tapes; a None at any order is explained
            --jacobian            every entry of the target by every entry of each source, as numbers or a heat map
            --hessian             the second derivatives by all pairs of sources, and the signs of the eigenvalues
            --try-fix             run each remedy in a copy of the namespace: does it give the gradient?
            --save FILE           save the report, by suffix: .svg .png .dot .html .json

        The line magic::

            %tape                 the last report again
            %tape fix [SOURCE]    try the remedies: run the changed cell in a copy of the namespace
            %tape explain CAUSE   about one cause: what it means, an example, what to change
            %tape engine [NAME]   which engine runs the cells: auto, tensorflow or numpy (no NAME: say which)
            %tape steps [--save FILE]   the last cell step by step: the values forward, the chain rule backward
            %tape plot x --from A --to B   the target and its derivative over a range of a source, in one picture
            %tape chain [SOURCE]  the chain rule of a scalar cell written out, path by path, with numbers; of many
                                  steps by lines, layers and rounds, with --full each step
            %tape check [SOURCE] [--step H]   the gradients beside finite differences, taken in a copy of the namespace
            %tape cost            what the tape held: ops, bytes, and the time of forward and backward
            %tape graph [KIND]    the last report drawn otherwise; --open NAME and --close NAME unfold and fold
            %tape why             after an error: why the last gradient was None (with %autotape on)
            %tape help            this text

        `%config TapeMagics` sets defaults. A kernel loads tapeviz at every start with
        `c.InteractiveShellApp.extensions = ["tapeviz"]` in ipython_config.py.
        """
        # A frame of ours in the middle of the user's traceback helps nobody; IPython leaves frames out that say so.
        __tracebackhide__ = True
        if cell is None:
            return run_subcommand(self.shell, line)
        return _run_text(self.shell, f"%%tape {line}\n{cell}")

    @observe("background")
    def _switch_background(self, _: Any) -> None:
        if self.shell in _loaded:
            _set_background(self.shell, on=self.background)


def _run_text(shell: Any, text: str) -> Any:
    """Run a `%%tape` cell that came as a call of the magic, and return its value as magics do."""
    __tracebackhide__ = True
    code = shell.transform_cell(text)
    key = shell.compile.cache(code, cell_number(shell), raw_code=text)
    statements = shell.transform_ast(shell.compile.ast_parse(code, filename=key)).body
    last = statements.pop() if isinstance(statements[-1], ast.Expr) else None
    for statement in statements:
        code = shell.compile(ast.Module([statement], []), key, "exec")
        exec(code, shell.user_global_ns, shell.user_ns)  # noqa: S102 - to run the user's cell is what a magic is for
    if last is None:
        return None
    return eval(shell.compile(ast.Expression(last.value), key, "eval"), shell.user_global_ns, shell.user_ns)  # noqa: S307


def cell_number(shell: Any) -> int:
    """The number of the cell that is running: `execution_count` may already be the next one's."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - no public way to the callers
    while frame is not None:
        number = shell.compile._filename_map.get(frame.f_code.co_filename)  # noqa: SLF001 - as above
        if number is not None:
            return int(number)
        frame = frame.f_back
    return int(shell.execution_count)


# Loading


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the extension has put into one shell."""

    magics: TapeMagics
    cells: TapedCells
    matcher: Callable[..., Any]


_loaded: weakref.WeakKeyDictionary[InteractiveShell, _Loaded] = weakref.WeakKeyDictionary()


def load(shell: Any) -> None:
    """Put `%%tape` into `shell`; a second call changes nothing."""
    if shell in _loaded:
        return
    magics = TapeMagics(shell=shell)
    cells = TapedCells(shell, default_graph=lambda: magics.graph, looks=lambda: _looks(magics))
    shell.register_magics(magics)
    classroom.load(shell)
    ordinary.load(shell)
    cells.install()
    matcher = matcher_for(shell, SUBCOMMANDS)
    shell.Completer.custom_matchers.append(matcher)
    _loaded[shell] = _Loaded(magics, cells, matcher)
    _set_background(shell, on=magics.background)
    _offer_fallback(shell)


def _looks(magics: TapeMagics) -> Iterator[tuple[str, str]]:
    """What `%config` sets of the looks of pictures, as options of a report."""
    for name in ("direction", "palette", "font", "nodes", "dot"):
        if getattr(magics, name) != magics.trait_defaults(name):
            yield name, str(getattr(magics, name))


def _offer_fallback(shell: Any) -> None:
    """Where TensorFlow is absent, say so once and let `tf` stand for the NumPy engine, if the name is free."""
    from tapeviz.engines import choose

    if choose.has_tensorflow():
        return
    namespace = shell.user_ns
    if "tf" not in namespace:
        namespace["tf"] = choose.active_tf()
    if namespace["tf"] is choose.active_tf():
        print("tapeviz: TensorFlow is not installed; `tf` is tapeviz's NumPy engine (tapeviz.fallback).")
    else:
        print("tapeviz: TensorFlow is not installed; for its NumPy engine: from tapeviz import tf")


def unload(shell: Any) -> None:
    """Take everything out of `shell` that `load` put into it, but for `tf`, which the user's cells may use."""
    if shell not in _loaded:
        return
    mine = _loaded.pop(shell)
    _set_background(shell, on=False)
    shell.Completer.custom_matchers.remove(mine.matcher)
    mine.cells.remove()
    shell.configurables.remove(mine.magics)
    ordinary.unload(shell)
    classroom.unload(shell)
    table = shell.magics_manager
    for kind in ("line", "cell"):
        table.magics[kind].pop("tape", None)
    table.registry.pop(TapeMagics.__name__, None)


def _set_background(shell: Any, *, on: bool) -> None:
    """Start or stop following ordinary cells, where the engine can."""
    switch = api.start_background if on else api.stop_background
    switch(shell)

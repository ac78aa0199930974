"""Rewriting a `%%tape` cell so that IPython runs its statements as it runs any cell's, inside the tape.

Three steps, at the three places where IPython lets an extension in. The text: line 1 becomes a call of the marker, so
that every line keeps its number. The finished text is kept, because the syntax tree does not hold it. The tree: each
statement goes into a `with` of its own (IPython compiles statements one by one, and so a cell may hold what one block
could not), and the value of the last expression is handed back for `Out[n]`.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import re
import tokenize
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from tapeviz.cell import run as runs
from tapeviz.cell.run import MARKER, CellRun, RefusedCell
from tapeviz.cell.statements import HideAdded, attribute, inside, is_future, placed, run_call, split_future
from tapeviz.errors import BadInput
from tapeviz.grammar import Graph, MagicLine, parse_line
from tapeviz.kinds import entries_of

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from tapeviz.session import CellSession

__all__ = ["NAMELESS", "TapedCells", "assigned_name", "put_in_linecache"]

_TAPE_LINE = re.compile(r"%%tape(?=\s|$)")
_CELL_MAGIC = re.compile(r"%%(\w+)(?![\w?])")
_MARKED_LINE = re.compile(rf"{MARKER}\((\d+)\)")
# These two run the cell's statements themselves, so the tape must open inside them.
_RUN_AROUND = ("time", "capture")
# The name under which `%%time` compiles a cell; no text is kept under it.
NAMELESS = "<timed exec>"
_EMPTY = "the cell is empty; write the computation below the %%tape line"
_TWICE = "%%tape stands twice; one line names every target and source: %%tape [y, z] wrt x, w"
# A kernel asks for the transformed text more often than it runs it.
_KEPT_TEXTS = 32

# What `compile` raises for a statement that parses.
_UNCOMPILABLE = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)

_serials = itertools.count(1)


@dataclass(slots=True)
class _TapedText:
    """A `%%tape` cell on its way through IPython's input transformers."""

    serial: int
    first_line: str
    refusal: str
    body: str = ""
    key: str = NAMELESS

    @property
    def as_typed(self) -> str:
        return f"{self.first_line}\n{self.body}"

    @property
    def parseable(self) -> str:
        """Line 1 as a comment: what shows code for a frame must be able to parse it."""
        return f"# {self.first_line}\n{self.body}"


class TapedCells:
    """The hooks in one shell by which its `%%tape` cells are rewritten and run."""

    def __init__(
        self,
        shell: InteractiveShell,
        default_graph: Callable[[], Graph] = lambda: "auto",
        looks: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        self.shell: Any = shell  # its public types differ between the versions of IPython
        self._default_graph = default_graph
        self._looks = looks
        self._texts: OrderedDict[int, _TapedText] = OrderedDict()
        self._current: _TapedText | None = None
        self._open: list[CellRun] = []
        self._depth = 0

    def install(self) -> None:
        """Hook into the shell: behind its clean-up of prompts and indentation, before its own reading of `%%`."""
        self.shell.input_transformer_manager.line_transforms.insert(0, self.rewrite_lines)
        self.shell.input_transformers_post.append(self.keep_text)
        self.shell.ast_transformers.append(self)
        self.shell.events.register("pre_run_cell", self.before_cell)
        self.shell.events.register("post_run_cell", self.after_cell)
        runs.serve(self.shell)

    def remove(self) -> None:
        """Take every hook out again."""
        self.shell.input_transformer_manager.line_transforms.remove(self.rewrite_lines)
        self.shell.input_transformers_post.remove(self.keep_text)
        self.shell.ast_transformers.remove(self)
        self.shell.events.unregister("pre_run_cell", self.before_cell)
        self.shell.events.unregister("post_run_cell", self.after_cell)
        for run in tuple(self._open):
            run.abort()
        runs.stop_serving(self.shell)

    # The text

    def rewrite_lines(self, lines: list[str]) -> list[str]:
        """Put the marker call in the place of the `%%tape` line and clean up the rest as a cell of its own."""
        if not lines or not _TAPE_LINE.match(lines[0]):
            return lines
        try:
            return self._marked(lines)
        except Exception as failure:  # noqa: BLE001 - our fault must not cost the user the cell
            runs.say_failed(failure)
            return [f"# {lines[0]}", *lines[1:]]

    def _marked(self, lines: list[str]) -> list[str]:
        first_line, body = lines[0].rstrip(), lines[1:]
        blank = next((i for i, line in enumerate(body) if line.strip()), len(body))
        inner = _CELL_MAGIC.match(body[blank]) if blank < len(body) else None
        if inner and inner[1] in _RUN_AROUND:
            # The magic's own line stays empty, so that the lines below it keep their numbers.
            return [body[blank], lines[0], *body[:blank], "\n", *body[blank + 1 :]]
        refusal = _EMPTY if blank == len(body) else _TWICE if inner and inner[1] == "tape" else ""
        text = _TapedText(next(_serials), first_line, refusal)
        self._texts[text.serial] = text
        while len(self._texts) > _KEPT_TEXTS:
            self._texts.popitem(last=False)
        return [f"{MARKER}({text.serial})  # {first_line}\n", *body[:blank], *self._clean(body[blank:])]

    # IPython leaves such transformers out when it only asks whether typed text is complete.
    rewrite_lines.has_side_effects = True  # type: ignore[attr-defined]

    def _clean(self, lines: list[str]) -> list[str]:
        """What IPython would make of these lines as a cell of their own, if that keeps their number."""
        manager, cleaned = self.shell.input_transformer_manager, lines
        for transform in (*manager.cleanup_transforms, *manager.line_transforms):
            if transform != self.rewrite_lines and cleaned:
                cleaned = transform(cleaned)
        return cleaned if len(cleaned) == len(lines) or _CELL_MAGIC.match(lines[0]) else lines

    def keep_text(self, lines: list[str]) -> list[str]:
        """Remember the text that IPython is going to parse."""
        self._current = None
        try:
            marked = _MARKED_LINE.match(lines[0]) if lines else None
            text = self._texts.get(int(marked[1])) if marked else None
            if text is None:
                return lines
            text.body = "".join(lines[1:])
            self._current = text
            body = self._prefilter(lines[1:])
            text.body = "".join(body)
            return [lines[0], *body]
        except (UsageError, SyntaxError):
            raise  # of a magic that is not there, say
        except Exception as failure:  # noqa: BLE001 - our fault must not cost the user the cell
            runs.say_failed(failure)
            return [f"# {lines[0]}", *lines[1:]]

    def _prefilter(self, body: list[str]) -> list[str]:
        """Do for a body of one line what IPython does for cells of one line (automagic, macros)."""
        blank = next((i for i, line in enumerate(body) if line.strip()), len(body))
        if len(body) - blank != 1 or body[blank].startswith("tape"):
            return body
        with self.shell.builtin_trap:
            return [*body[:blank], self.shell.prefilter_manager.prefilter_lines(body[blank].rstrip("\n")) + "\n"]

    # The tree

    def visit(self, module: ast.AST) -> ast.AST:
        """Rewrite the parsed cell if it is a taped one; IPython calls this for every cell."""
        try:
            return self._taped(module)
        except Exception as failure:  # noqa: BLE001 - our fault must not cost the user the cell
            runs.say_failed(failure)
            return self._plain(module)

    def _taped(self, module: ast.AST) -> ast.AST:
        serial = _marked_serial(module)
        text = self._texts.pop(serial, None) if serial is not None else None
        if text is None or not isinstance(module, ast.Module):
            return module
        self._current = text
        text.key = self._register(text)
        module.body = self._rewrite(module.body, text, text.key)
        return ast.fix_missing_locations(module)

    def _plain(self, module: ast.AST) -> ast.AST:
        """The cell without a tape, parsed anew: whatever failed may have changed the tree on its way."""
        text = self._current
        if text is None:
            return module
        for run in [run for run in self._open if run.serial == text.serial]:
            run.abort()
        runs.forget_run(text.serial)
        plain: ast.AST = self.shell.compile.ast_parse(text.parseable, filename=text.key)
        return plain

    def _register(self, text: _TapedText) -> str:
        """Tell history and line cache what was typed; return the file name that the cell's frames will carry."""
        marker = f"{MARKER}({text.serial})"
        self._mend_history(marker, text)
        name: str
        for name, entry in reversed(entries_of(linecache.cache)):
            # An entry of one part is a module whose text has not been read yet.
            if len(entry) > 1 and entry[2] and entry[2][0].startswith(marker):
                put_in_linecache(name, text.parseable)
                return name
        return NAMELESS

    def _mend_history(self, marker: str, text: _TapedText) -> None:
        history = self.shell.history_manager
        if not history or not history.input_hist_parsed or not history.input_hist_parsed[-1].startswith(marker):
            return
        # IPython looks here for a trailing semicolon, so what cannot be cut into tokens must not stand here.
        typed = history.input_hist_raw[-1]
        kept = typed if _has_tokens(typed) else text.parseable.rstrip("\n")
        history.input_hist_parsed[-1] = kept
        if history.db_input_cache and history.db_input_cache[-1][1].startswith(marker):
            number, _, raw = history.db_input_cache[-1]
            history.db_input_cache[-1] = (number, kept, raw)

    def _rewrite(self, body: list[ast.stmt], text: _TapedText, key: str) -> list[ast.stmt]:
        marker, statements = body[0], body[1:]
        try:
            line = self._read_line(text)
        except BadInput as refusal:
            runs.keep_run(text.serial, RefusedCell(text.serial, str(refusal)))
            return [run_call(text.serial, "start", marker)]
        head, statements = split_future(statements)
        sound, error = self._compilable(statements, key)
        if error is not None and not sound:
            return [*head, *statements]
        session = runs.make_session(line.request, self.shell.user_ns, key, text.as_typed)
        traced = self._instrument(session, statements[:sound])
        run = CellRun(self.shell, text.serial, line, key, self._depth, session, doomed=error, looks=self._looks)
        self._follow(run, text, key)
        # What the session adds at the end of the cell is no value of the user's.
        has_value = error is None and bool(statements) and isinstance(statements[-1], ast.Expr)
        wrapped = self._wrap(traced, run, marker, has_value=has_value)
        if error is None and key != NAMELESS:
            wrapped.extend(assigned_name(self.shell, statements))
        return [*head, run_call(text.serial, "start", marker), *wrapped, *statements[sound:]]

    def _instrument(self, session: CellSession, statements: list[ast.stmt]) -> list[ast.stmt]:
        own = [node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Expr)]
        traced = session.instrument(ast.Module(list(statements), [])).body
        if self.shell.ast_node_interactivity in ("all", "last"):
            hide = HideAdded(set(map(id, own)))
            return [hide.visit(statement) for statement in traced]
        return traced

    def _read_line(self, text: _TapedText) -> MagicLine:
        if text.refusal:
            raise BadInput(text.refusal)
        return parse_line(text.first_line, start=len("%%tape"), graph=self._default_graph())

    def _compilable(self, statements: list[ast.stmt], key: str) -> tuple[int, Exception | None]:
        """How many statements IPython will run before one that parses and yet does not compile (`return`), and why."""
        flags = self.shell.compile.flags | (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if self.shell.autoawait else 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # IPython compiles the statement again, and then they are told
            for i, statement in enumerate(statements):
                try:
                    compile(ast.Module([statement], []), key, "exec", flags, dont_inherit=True)
                except _UNCOMPILABLE as error:
                    return i, error  # IPython will meet it too, and show it
        return len(statements), None

    def _wrap(self, statements: list[ast.stmt], run: CellRun, marker: ast.stmt, *, has_value: bool) -> list[ast.stmt]:
        *others, final = statements or [ast.copy_location(ast.Pass(), marker)]
        wrapped = [inside(run.serial, "step", statement) for statement in others]
        if is_future(final):
            return [*wrapped, final, inside(run.serial, "last", ast.copy_location(ast.Pass(), final))]
        if has_value and isinstance(final, ast.Expr):
            keep = ast.copy_location(ast.Assign([attribute(run.serial, "value", ast.Store())], final.value), final)
            return [*wrapped, inside(run.serial, "last", keep), run_call(run.serial, "take", final)]
        return [*wrapped, inside(run.serial, "last", final)]

    # The runs

    def _follow(self, run: CellRun, text: _TapedText, key: str) -> None:
        def release() -> None:
            if run in self._open:
                self._open.remove(run)
            if key == NAMELESS:
                linecache.cache.pop(key, None)

        run.release = release
        self._open.append(run)
        runs.keep_run(run.serial, run)
        if key == NAMELESS:
            put_in_linecache(key, text.parseable)

    def before_cell(self, _: Any) -> None:
        """Count how deep cells that run cells are nested."""
        self._depth += 1

    def after_cell(self, result: Any) -> None:
        """Close what a cell left open, say because a statement of it could not be compiled."""
        if result is not None and not result.info.raw_cell.strip():
            return  # IPython announces the end of a blank cell, but not its beginning
        self._depth = max(0, self._depth - 1)
        try:
            self._close_deeper()
        except Exception as failure:  # noqa: BLE001 - IPython would show the user our traceback
            runs.say_failed(failure)
            self._close_deeper()

    def _close_deeper(self) -> None:
        for run in (*self._open, *runs.runs_of(self.shell)):
            if run.depth > self._depth:
                run.abort()
                runs.forget_run(run.serial)


def assigned_name(shell: Any, statements: list[ast.stmt]) -> Iterable[ast.stmt]:
    """The name to display where a shell displays assignments: IPython looks for them at the end of the cell."""
    if not statements or shell.ast_node_interactivity != "last_expr_or_assign":
        return
    match statements[-1]:
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
            | ast.AugAssign(target=ast.Name(id=name))
        ):
            yield placed(ast.Expr(ast.Name(name, ast.Load())), statements[-1])


def _marked_serial(module: ast.AST) -> int | None:
    match module:
        case ast.Module(
            body=[ast.Expr(value=ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=int(serial))])), *_]
        ):
            return serial if name == MARKER else None
    return None


def put_in_linecache(name: str, text: str) -> None:
    """Let the text be found under this file name."""
    linecache.cache[name] = (len(text), None, [line + "\n" for line in text.splitlines()], name)


def _has_tokens(text: str) -> bool:
    try:
        return bool(list(tokenize.generate_tokens(StringIO(text).readline)))
    except (tokenize.TokenError, SyntaxError):
        return False

"""Changes of a cell that touch more than one expression: a new name from here on, a block undone, code brought in."""

from __future__ import annotations

import ast
import textwrap

from tapeviz.diagnose.cell_text import CellText, Piece, parse_notebook
from tapeviz.diagnose.scene import Scene
from tapeviz.records import CodeSpan
from tapeviz.report import Edit

__all__ = ["earlier_statements", "pause_around", "renamed", "unpaused"]

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def renamed(cell: CellText, span: CodeSpan, old: str, new: str, statement: str = "") -> Edit | None:
    """From this binding on the name is another one; `statement` takes the place of the span's own text.

    None where that cannot be told from the text: in a loop that carries the name round, in a function, where the name
    is deleted or bound by a pattern, or when the new name is taken.
    """
    place = cell.span_range(span)
    if place is None or cell.tree is None or span.scope not in ("", "<module>"):
        return None
    around = cell.around(place[0])
    if not around or any(isinstance(s, _SCOPES) for s in around):
        return None
    nodes = [node for node in ast.walk(cell.tree) if isinstance(node, ast.Name)]
    if any(node.id == new for node in nodes):
        return None
    mine = [node for node in nodes if node.id == old]
    if _is_carried(cell, around, place, mine) or _in_nested_scope(cell, old) or _is_otherwise_bound(cell, old, mine):
        return None
    pieces = [Piece(*place, statement)] if statement else []
    last = around[-1]
    before = cell.range(last.iter) if isinstance(last, (ast.For, ast.AsyncFor)) else (0, 0)
    for node in mine:
        start, end = cell.range(node)
        if before[0] <= start < before[1]:
            continue  # what a loop goes over is asked for before the name is bound
        if place[0] <= start < place[1]:
            bound = isinstance(node.ctx, ast.Store) and not isinstance(last, ast.AugAssign)
            if bound and not statement:
                pieces.append(Piece(start, end, new))
        elif start >= place[1]:
            pieces.append(Piece(start, end, new))
    return cell.edit(pieces)


def _is_carried(cell: CellText, around: list[ast.stmt], place: tuple[int, int], mine: list[ast.Name]) -> bool:
    """Whether a loop around the binding reads the old name: it would have to read the new one the next time."""
    for loop in around:
        if not isinstance(loop, (ast.For, ast.AsyncFor, ast.While)):
            continue
        start, end = cell.range(loop)
        if isinstance(loop, ast.For) and cell.range(loop.target)[0] <= place[0] < cell.range(loop.target)[1]:
            continue
        if any(isinstance(n.ctx, ast.Load) and start <= cell.range(n)[0] < end for n in mine):
            return True
    return False


def _is_otherwise_bound(cell: CellText, name: str, mine: list[ast.Name]) -> bool:
    """Whether the name is deleted, or bound by what is no plain name: a pattern, an `except`, an import."""
    patterns = [node for node in ast.walk(cell.tree or ast.Module([], [])) if not isinstance(node, ast.Name)]
    named = [getattr(node, field, None) for node in patterns for field in ("name", "rest", "asname")]
    return name in named or any(isinstance(node.ctx, ast.Del) for node in mine)


def _in_nested_scope(cell: CellText, name: str) -> bool:
    """Whether a function of the cell has this name: which binding it means depends on when it is called."""
    for scope in ast.walk(cell.tree) if cell.tree is not None else ():
        inside = ast.walk(scope) if isinstance(scope, _SCOPES) else ()
        if any(isinstance(node, ast.Name) and node.id == name for node in inside):
            return True
    return False


def unpaused(cell: CellText, offset: int) -> Edit | None:
    """The block `with tape.stop_recording():` around this place, without the `with`."""
    block = pause_around(cell, offset)
    if block is None:
        return None
    start, end = cell.range(block)
    first = block.body[0]
    if first.lineno == block.lineno or _has_long_text(block):
        header = cell.slice(block)[: cell.range(first)[0] - start]
        return cell.edit(
            [Piece(start, end, "if True:" + header[header.rindex(":") + 1 :] + cell.text[start + len(header) : end])]
        )
    body_start = cell.starts[first.lineno - 1]
    body = textwrap.dedent(cell.text[body_start:end])
    indent = " " * block.col_offset
    return cell.edit([Piece(start, end, textwrap.indent(body, indent).removeprefix(indent))])


def pause_around(cell: CellText, offset: int) -> ast.With | None:
    """The innermost block around this place that pauses the recording, or None."""
    pauses = [s for s in cell.around(offset) if isinstance(s, ast.With) and _is_pause(s)]
    return pauses[-1] if pauses else None


def _is_pause(statement: ast.With) -> bool:
    if len(statement.items) != 1:
        return False
    call = statement.items[0].context_expr
    names = ("stop_recording", "init_scope")  # `tf.init_scope` lifts its ops off every tape
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in names


def _has_long_text(block: ast.With) -> bool:
    """Whether a string runs over several lines: taking its indentation away would change it."""
    return any(
        isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno != node.lineno for node in ast.walk(block)
    )


def earlier_statements(scene: Scene) -> list[str]:
    """The statements of earlier cells through which the source reached the value that the cell uses, in order."""
    way = scene.case.whole.cheapest(
        scene.case.starts(scene.source), scene.case.targets, lambda e: e.region == "earlier"
    )
    edges = [edge for edge in way.edges if edge.op is not None and edge.op.earlier] if way is not None else []
    spans = [edge.op.stack[-1] for edge in edges if edge.op is not None and edge.op.stack]
    crossing = scene.case.tensors.get(edges[-1].end) if edges else None
    if crossing is None or len(spans) != len(edges):
        return []
    found: dict[tuple[str, int], str] = {}
    for span in spans:
        statement = _statement_at(scene, span)
        if statement is None:
            return []
        found[(span.code, statement[0])] = statement[1]
    if _bound_name(list(found.values())[-1]) not in crossing.names:
        return []  # the value sits inside another object
    return [text for _, text in sorted(found.items(), key=lambda item: item[0])]


def _bound_name(text: str) -> str:
    statement = ast.parse(text).body[0]
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def _statement_at(scene: Scene, span: CodeSpan) -> tuple[int, str] | None:
    """Line and text of the assignment at the top level of an earlier cell, or None when it is anything else."""
    code = next((c for c in scene.case.recording.codes if c.key == span.code), None)
    if code is None or code.kind == "cell":
        return None
    tree = parse_notebook(code.text)
    for node in tree.body if tree is not None else ():
        if node.lineno <= span.line <= (node.end_lineno or node.lineno):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                return None
            return node.lineno, CellText(code.text).slice(node)
    return None

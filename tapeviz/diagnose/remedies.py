"""What to change as an edit of the taped cell, for those remedies that are one."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.cell_text import CellText, Piece
from tapeviz.diagnose.moves import earlier_statements, renamed, unpaused
from tapeviz.diagnose.numpy_names import method_row
from tapeviz.diagnose.rewrites import as_update, floats, substitute_code, values_first
from tapeviz.diagnose.scene import Scene
from tapeviz.diagnose.translate import Translator, dotted, expression
from tapeviz.records import CodeSpan
from tapeviz.report import Cause, Diagnosis, Edit, span_text

__all__ = ["edit", "edit_for"]


def edit(case: Case, diagnosis: Diagnosis) -> Edit | None:
    """The change of the cell that mends the blamed place, or None where the remedy is no edit of the cell."""
    number = diagnosis.gradient.source
    sources = case.recording.sources
    return edit_for(Scene(case, sources[number], diagnosis)) if 0 <= number < len(sources) else None


def edit_for(scene: Scene) -> Edit | None:
    """The same for a scene, whose rule may have left a word about how it came about."""
    make = _EDITS.get(scene.diagnosis.cause or Cause.UNKNOWN)
    return make(scene) if make is not None else None


# ---- the source itself ----


def _watch(scene: Scene) -> Edit | None:
    name = scene.source.name
    if scene.source.made is not None:
        return _watch_where_made(scene, name)
    node = expression(name)
    return scene.cell.edit([], f"--watch {name}") if node is not None and dotted(node) else None


def _watch_where_made(scene: Scene, name: str) -> Edit | None:
    """`tape.watch(x)` on a line of its own after the statement that makes the tensor."""
    made = scene.source.made
    if made is None or made.code != scene.case.cell or made.col is None or not name.isidentifier():
        return None
    around = scene.cell.around(scene.cell.offset(made.line, made.col))
    if not around or not isinstance(around[-1], (ast.Assign, ast.AnnAssign)) or made.scope not in ("", "<module>"):
        return None
    _, end = scene.cell.range(around[-1])
    rest = scene.cell.lines[(around[-1].end_lineno or 1) - 1]
    indent = " " * around[-1].col_offset
    if rest.split("#")[0].rstrip().endswith(";") or ";" in rest[around[-1].end_col_offset or 0 :]:
        return None
    return scene.cell.edit([Piece(end, end, f"\n{indent}tape.watch({name})")])


def _train(scene: Scene) -> Edit | None:
    variable = scene.variable
    node = expression(scene.source.name)
    if variable is None or variable.in_cell or node is None or not dotted(node):
        return None
    return scene.cell.edit([], f"--watch {scene.source.name}")


def _replaced(scene: Scene) -> Edit | None:
    span = scene.diagnosis.span
    if span is None or not scene.is_in_cell or scene.reason not in ("", scene.source.root, scene.source.name):
        return None
    update = as_update(scene)
    if update:
        return _put(scene.cell, span, update)
    return renamed(scene.cell, span, scene.source.root, f"{scene.source.root}_new")


def _put(cell: CellText, span: CodeSpan, new: str) -> Edit | None:
    found = cell.span_range(span)
    return cell.edit([Piece(*found, new)]) if found is not None and new else None


# ---- steps on the way ----


def _translated(scene: Scene) -> Edit | None:
    """Every step out of TensorFlow that the target depends on, in TensorFlow."""
    if not scene.is_in_cell or scene.cell.tree is None or scene.place is None:
        return None
    places = {scene.cell.span_range(scene.place)}
    for event in scene.case.recording.host_events:
        if event.stack and event.stack[0].code != scene.case.cell:
            return None  # a function from elsewhere computes outside TensorFlow too
        inside = event.stack[:1] or ((event.span,) if event.span is not None else ())
        if event.kind == "metadata" or scene.case.reaching.isdisjoint(event.outputs):
            continue
        places |= {scene.cell.span_range(span) for span in inside if span.code == scene.case.cell}
    return _translate(scene.cell, {place for place in places if place is not None})


def _translate(cell: CellText, places: set[tuple[int, int]]) -> Edit | None:
    pieces: list[Piece] = []
    seen: set[tuple[int, int]] = set()
    for start, _ in places:
        around = cell.around(start)
        value = getattr(around[-1], "value", None) if around else None
        if not isinstance(value, ast.expr) or cell.range(value) in seen:
            continue
        seen.add(cell.range(value))
        made = _pieces_of(cell, value, places)
        if made is None or (made and _needs_an_array(cell, around[-1])):
            return None
        pieces += made
    return cell.edit(pieces) if pieces else None


def _needs_an_array(cell: CellText, statement: ast.stmt) -> bool:
    """Whether the cell writes into what the statement makes, or calls its methods, as only an array allows."""
    bound = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(cell.tree) if cell.tree is not None else ():
        holder = node.value if isinstance(node, (ast.Subscript, ast.Attribute)) else None
        if not isinstance(holder, ast.Name) or holder.id not in bound:
            continue
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node, ast.Attribute) and (node.attr in ("T", "reshape", "fill", "sort") or method_row(node.attr)):
            return True
    return False


def _pieces_of(cell: CellText, value: ast.expr, places: set[tuple[int, int]]) -> list[Piece] | None:
    """The changed part of one statement's value; None when some step has no counterpart."""
    wanted = {id(node) for node in ast.walk(value) if isinstance(node, ast.expr) and _holds(cell.range(node), places)}
    node = _outermost(cell, value, places)
    before = cell.range(node)
    steps = {id(inner) for inner in ast.walk(value) if isinstance(inner, ast.Call) and cell.range(inner) in places}
    translator = Translator(lambda inner: id(inner) in wanted, lambda inner: id(inner) in steps)
    copied = ast.unparse(translator.visit(node))
    if translator.failed:
        return None
    return [Piece(*before, copied)] if translator.changed else []


def _holds(outer: tuple[int, int], places: set[tuple[int, int]]) -> bool:
    return any(outer[0] <= start and end <= outer[1] for start, end in places)


def _outermost(cell: CellText, value: ast.expr, places: set[tuple[int, int]]) -> ast.expr:
    """The smallest expression around the calls to be changed, so that the rest of the statement stays as written."""
    calls = [
        node
        for node in ast.walk(value)
        if isinstance(node, (ast.Call, ast.Attribute)) and _holds(cell.range(node), places)
    ]
    start = min((cell.range(node)[0] for node in calls), default=cell.range(value)[0])
    end = max((cell.range(node)[1] for node in calls), default=cell.range(value)[1])
    inside = [
        n for n in ast.walk(value) if isinstance(n, ast.expr) and cell.range(n)[0] <= start <= end <= cell.range(n)[1]
    ]
    return min(inside, key=lambda n: cell.range(n)[1] - cell.range(n)[0], default=value)


def _integer(scene: Scene) -> Edit | None:
    culprit = scene.culprit
    if culprit is None or (culprit.op is None and culprit.event is None):
        made = scene.source.made
        if made is None or made.code != scene.case.cell:
            return None
        return _put(scene.cell, made, floats(span_text(scene.case.recording, made)))
    is_cast = scene.public_name == "tf.cast" and scene.dtype.startswith(("int", "uint"))
    if not is_cast or not scene.is_in_cell or scene.place is None or not _is_cast_back(scene):
        return None
    return _put(scene.cell, scene.place, scene.argument(0, "x"))


def _is_cast_back(scene: Scene) -> bool:
    """Whether all that happens with the whole numbers is that they become floating-point again (they are no index)."""
    end = scene.culprit.end if scene.culprit else None
    uses = scene.case.graph.out_of.get(end, []) if end is not None else []
    return bool(uses) and all(edge.op is not None and edge.op.op_type == "Cast" for edge in uses)


def _substituted(scene: Scene) -> Edit | None:
    if not scene.is_in_cell or scene.place is None:
        return None
    code = substitute_code(scene)
    if not code:
        return None
    if "10.0" not in code:
        return _put(scene.cell, scene.place, _safe_inside(scene, code))
    return _soft_comparison(scene, code)


def _safe_inside(scene: Scene, code: str) -> str:
    """In brackets where the expression around it would bind more tightly than the new one does."""
    node = expression(code)
    if node is None or isinstance(node, (ast.Call, ast.Name, ast.Attribute)):
        return code
    return f"({code})" if not _stands_alone(scene) else code


def _stands_alone(scene: Scene) -> bool:
    """Whether the blamed expression is all of a statement's value."""
    if scene.place is None or scene.place.col is None or scene.cell.tree is None:
        return False
    around = scene.cell.around(scene.cell.offset(scene.place.line, scene.place.col))
    value = getattr(around[-1], "value", None) if around else None
    return isinstance(value, ast.expr) and scene.cell.range(value) == scene.cell.span_range(scene.place)


def _soft_comparison(scene: Scene, code: str) -> Edit | None:
    """A comparison can be softened only where it is cast to numbers at once: the cast goes with it."""
    wanted = scene.cell.span_range(scene.place) if scene.place is not None else None
    for node in ast.walk(scene.cell.tree) if scene.cell.tree is not None else ():
        is_cast = isinstance(node, ast.Call) and dotted(node.func) == "tf.cast" and bool(node.args)
        if is_cast and isinstance(node, ast.Call) and scene.cell.range(node.args[0]) == wanted:
            return scene.cell.edit([Piece(*scene.cell.range(node), code)])
    return None


def _detached(scene: Scene) -> Edit | None:
    node = scene.node
    if not scene.is_in_cell or scene.place is None or not isinstance(node, ast.Call):
        return None
    if dotted(node.func).endswith(".stop_gradient") and len(node.args) == 1:
        return _put(scene.cell, scene.place, _kept_together(scene, scene.argument(0)))
    return None


def _kept_together(scene: Scene, text: str) -> str:
    node = expression(text)
    simple = isinstance(node, (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Constant))
    return text if simple or _stands_alone(scene) else f"({text})"


def _stateful(scene: Scene) -> Edit | None:
    new = values_first(scene)
    if not scene.is_in_cell or scene.place is None or not new:
        return None
    if scene.public_name.endswith("Variable"):
        return _put(scene.cell, scene.place, _kept_together(scene, new))
    return _kept_aside(scene, new)


def _kept_aside(scene: Scene, new: str) -> Edit | None:
    """`v.assign_add(d)` as a statement becomes `v_new = v + d`, and what follows uses `v_new`."""
    node = scene.node
    holder = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    wanted = scene.cell.span_range(scene.place) if scene.place is not None else None
    if not isinstance(holder, ast.Name) or wanted is None or scene.place is None:
        return None
    around = scene.cell.around(wanted[0])
    if not around or not isinstance(around[-1], ast.Expr) or scene.cell.range(around[-1]) != wanted:
        return None
    return renamed(scene.cell, scene.place, holder.id, f"{holder.id}_new", f"{holder.id}_new = {new}")


def _unpaused(scene: Scene) -> Edit | None:
    span = scene.diagnosis.span
    if span is None or span.code != scene.case.cell or span.col is None:
        return None
    return unpaused(scene.cell, scene.cell.offset(span.line, span.col))


def _before(scene: Scene) -> Edit | None:
    texts = earlier_statements(scene)
    if not texts or len(scene.cell.lines) < 2:
        return None
    new = "".join(f"{text}\n" for text in texts)
    return Edit(2, 0, 2, 0, new)


def _no_tensor(scene: Scene) -> Edit | None:
    target = scene.case.recording.target
    made = target.made if target else None
    if target is None or made is None or made.code != scene.case.cell or not target.name.isidentifier():
        return None
    node = scene.cell.node_at(made)
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
        return None
    names = {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
    if target.name in names:
        return scene.cell.edit([Piece(*scene.cell.range(node.targets[0]), f"{target.name}_value")])
    return _translate(scene.cell, _leaving(scene.cell, node.value))


def _leaving(cell: CellText, value: ast.expr) -> set[tuple[int, int]]:
    return {cell.range(node) for node in ast.walk(value) if isinstance(node, ast.Call)}


_EDITS: dict[Cause, Callable[[Scene], Edit | None]] = {
    Cause.NOT_WATCHED: _watch,
    Cause.NOT_TRAINABLE: _train,
    Cause.REPLACED_BY_TENSOR: _replaced,
    Cause.LEFT_TENSORFLOW: _translated,
    Cause.INTEGER_DTYPE: _integer,
    Cause.NO_GRADIENT_REGISTERED: _substituted,
    Cause.NOT_DIFFERENTIABLE: _substituted,
    Cause.STOP_GRADIENT: _detached,
    Cause.STATEFUL_OP: _stateful,
    Cause.RECORDING_STOPPED: _unpaused,
    Cause.BEFORE_TAPE: _before,
    Cause.TARGET_NOT_TENSOR: _no_tensor,
}

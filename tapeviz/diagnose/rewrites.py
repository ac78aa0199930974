"""New text for the blamed expression: updates in place, numbers with a decimal point, differentiable substitutes."""

from __future__ import annotations

import ast

from tapeviz.diagnose.scene import Scene
from tapeviz.diagnose.substitutes import BY_INPUT, BY_NAME, BY_OP, Substitute
from tapeviz.diagnose.translate import dotted, expression, is_library
from tapeviz.report import span_text

__all__ = [
    "as_update",
    "filled",
    "floats",
    "statement_in",
    "substitute",
    "substitute_code",
    "values_first",
    "with_float_dtype",
]

_ASSIGN = {ast.Add: "assign_add", ast.Sub: "assign_sub"}
_CONVERTERS = ("tf.cast", "tf.Variable", "tf.convert_to_tensor", "tf.constant")


def statement_in(scene: Scene) -> ast.stmt | None:
    """The statement of the blamed place, from its own text."""
    if scene.place is None:
        return None
    try:
        body = ast.parse(span_text(scene.case.recording, scene.place)).body
    except (SyntaxError, ValueError):
        return None
    return body[0] if len(body) == 1 else None


def as_update(scene: Scene) -> str:
    """`x.assign_add(1)` for the rebinding `x = x + 1` of a variable; '' when it is no update."""
    root = scene.reason or scene.source.root
    was_variable = any(
        b.name == root and b.old_variable is not None and b.span == scene.diagnosis.span
        for b in scene.case.recording.bindings
    )
    statement = statement_in(scene)
    if not was_variable or statement is None or scene.source.kind == "variable":
        return ""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name) and statement.target.id == root:
        return _update(root, ast.BinOp(ast.Name(root, ast.Load()), statement.op, statement.value))
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        bound = statement.targets[0]
        return _update(root, statement.value) if isinstance(bound, ast.Name) and bound.id == root else ""
    return ""


def _update(root: str, value: ast.expr) -> str:
    if isinstance(value, ast.BinOp) and isinstance(value.left, ast.Name) and value.left.id == root:
        method = _ASSIGN.get(type(value.op))
        if method:
            return f"{root}.{method}({ast.unparse(value.right)})"
    is_sum = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add)
    if is_sum and isinstance(value, ast.BinOp) and isinstance(value.right, ast.Name) and value.right.id == root:
        return f"{root}.assign_add({ast.unparse(value.left)})"
    if isinstance(value, ast.Call) and dotted(value.func) in _CONVERTERS:
        return ""
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    is_plain = isinstance(value, (ast.BinOp, ast.UnaryOp)) or _is_plain_call(value)
    return f"{root}.assign({ast.unparse(value)})" if root in names and is_plain else ""


def _is_plain_call(value: ast.expr) -> bool:
    """Whether it is one call of TensorFlow itself: a user's function may return anything."""
    return isinstance(value, ast.Call) and dotted(value.func).startswith(("tf.math.", "tf.clip", "tf.abs", "tf.nn."))


def floats(text: str) -> str:
    """The call that made a constant or variable, its whole numbers written with a decimal point; '' if it has none."""
    node = _making(text)
    if node is None or not node.args or any(k.arg == "dtype" for k in node.keywords) or len(node.args) > 1:
        return ""
    point = _Point()
    node.args[0] = point.visit(node.args[0])
    return ast.unparse(node) if point.changed and not point.foreign else ""


def _making(text: str) -> ast.Call | None:
    """The call in an expression or an assignment that makes a constant or variable."""
    node = expression(text)
    if not isinstance(node, ast.Call):
        try:
            body = ast.parse(text).body
        except (SyntaxError, ValueError):
            return None
        value = body[0].value if len(body) == 1 and isinstance(body[0], (ast.Assign, ast.AnnAssign)) else None
        node = value if isinstance(value, ast.Call) else None
    is_made = node is not None and dotted(node.func).endswith(("constant", "Variable", "convert_to_tensor"))
    return node if is_made and isinstance(node, ast.Call) else None


def with_float_dtype(text: str) -> str:
    """The call that made a variable of a whole-number array, with `dtype=tf.float32`; '' where that may not do."""
    node = _making(text)
    if node is None or len(node.args) != 1 or any(k.arg == "dtype" for k in node.keywords):
        return ""
    if any(isinstance(inner, ast.Constant) and isinstance(inner.value, bool) for inner in ast.walk(node)):
        return ""
    node.keywords.append(ast.keyword("dtype", ast.parse("tf.float32", mode="eval").body))
    return ast.unparse(node)


class _Point(ast.NodeTransformer):
    """Gives every whole number of a literal a decimal point."""

    def __init__(self) -> None:
        self.changed = 0
        self.foreign = False

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """A number."""
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            self.changed += 1
            return ast.Constant(float(node.value))
        self.foreign = self.foreign or not isinstance(node.value, float)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Anything but numbers makes the result uncertain."""
        self.foreign = True
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """As a name."""
        self.foreign = True
        return node


def values_first(scene: Scene) -> str:
    """What an assignment stores, as an expression: `a + b` for `a.assign_add(b)`, `v` for `tf.Variable(v)`."""
    node = scene.node
    if not isinstance(node, ast.Call) or not node.args or isinstance(node.args[0], ast.Starred):
        return ""
    value = ast.unparse(node.args[0])
    if dotted(node.func).endswith("Variable"):
        return f"tf.identity({value})" if isinstance(node.args[0], ast.Name) else value
    if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, (ast.Name, ast.Attribute)):
        return ""
    holder = ast.unparse(node.func.value)
    tight = isinstance(node.args[0], (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Constant))
    signed = value if tight else f"({value})"
    plus = value if isinstance(node.args[0], ast.BinOp) and isinstance(node.args[0].op, (ast.Mult, ast.Div)) else signed
    forms = {"assign": value, "assign_add": f"{holder} + {plus}", "assign_sub": f"{holder} - {plus}"}
    return forms.get(node.func.attr, "")


def _found(scene: Scene) -> Substitute | None:
    kind = scene.op.op_type if scene.op else (scene.culprit.what if scene.culprit else "")
    inputs = scene.op.inputs if scene.op is not None else ()
    start = scene.culprit.start if scene.culprit is not None else None
    position = inputs.index(start) if start in inputs else -1
    return BY_INPUT.get((kind, position)) or BY_NAME.get(scene.public_name) or BY_OP.get(kind)


def substitute(scene: Scene) -> str:
    """The sentence about a differentiable substitute, or ''."""
    found = _found(scene)
    if found is None:
        return ""
    code = _with_short_names(scene, found, substitute_code(scene))
    if "{code}" in found.advice and not code:
        fallback = filled(scene, found.code, found, loose=True)
        return found.advice.replace("{code}", fallback)
    return filled(scene, found.advice.replace("{code}", "\0"), found, loose=True).replace("\0", code)


def _with_short_names(scene: Scene, found: Substitute, code: str) -> str:
    """A long argument that stands in the substitute several times gets a name of its own."""
    first = scene.argument(0, found.keywords[0])
    if len(code) <= LONG or found.code.count("{0}") < 2 or not isinstance(expression(first), (ast.Call, ast.BinOp)):
        return code
    return f"h = {first}, then {filled(scene, found.code.replace('{0}', 'h'), found, loose=False)}"


def substitute_code(scene: Scene) -> str:
    """The expression that can take the place of the blamed one, or ''."""
    found = _found(scene)
    if found is None or not found.code or not _is_call_of_the_op(scene):
        return ""
    return filled(scene, found.code, found, loose=False)


def _is_call_of_the_op(scene: Scene) -> bool:
    """Whether the blamed expression is the op itself and not a function that uses it inside, or that is given it."""
    return bool(scene.public_name) and not scene.public_name.startswith("keras.metrics") and not _is_given_it(scene)


def _is_given_it(scene: Scene) -> bool:
    """Whether the blamed call is that of a function which is given the op's own, as in `tf.map_fn(tf.round, x)`."""
    first = expression(scene.argument(0))
    return isinstance(first, ast.Attribute) and is_library(dotted(first))


_STAND_INS = ("x", "y")
LONG = 80


def filled(scene: Scene, pattern: str, found: Substitute, loose: bool) -> str:
    """The pattern with the arguments of the blamed call; '' if one is missing and `loose` is off."""
    values = {}
    whole = bool(scene.public_name) and not _is_given_it(scene)
    for position in (0, 1):
        keyword = found.keywords[position] if position < len(found.keywords) else ""
        text = scene.argument(position, keyword) if whole else ""
        if not text and not loose and f"{{{position}}}" in pattern:
            return ""
        pattern = pattern.replace(f"({{{position}}})", f"({text or _STAND_INS[position]})")
        values[f"{{{position}}}"] = _bracketed(text) if text and not loose else text or _STAND_INS[position]
    for keyword in ("weights", "minlength"):
        text = scene.argument(99, keyword) if whole else ""
        if not text and not loose and f"{{{keyword}}}" in pattern:
            return ""
        values[f"{{{keyword}}}"] = text or keyword
    for mark, text in values.items():
        pattern = pattern.replace(mark, text)
    return pattern


def _bracketed(text: str) -> str:
    node = expression(text)
    tight = isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Constant, ast.List))
    return text if tight else f"({text})"

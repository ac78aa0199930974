"""Rewrites expressions that compute outside TensorFlow into TensorFlow ones, on the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tapeviz.diagnose.numpy_names import DTYPES, SAMPLERS, Row, math_row, method_row, numpy_row

__all__ = ["Translator", "dotted", "expression", "is_library", "translated"]

_NUMPY = frozenset({"np", "numpy", "onp"})
_LIBRARIES = frozenset({"tf", "tensorflow", "keras", "K", "ops", "layers", "math", "scipy", "sp", "tnp"}) | _NUMPY
_PREDICT = frozenset({"predict", "predict_on_batch"})
_UNWRAP = frozenset({"float", "memoryview"})
_DROPPED = frozenset({"numpy", "item", "tolist", "__array__"})


def expression(text: str) -> ast.expr | None:
    """The syntax tree of an expression, or None when the text is none."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def dotted(node: ast.AST) -> str:
    """`tf.math.log` for the chain of names and attributes that it is, else ''."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def is_library(name: str) -> bool:
    """Whether a dotted name belongs to a library by its usual import name."""
    root, dot, _ = name.partition(".")
    return bool(dot) and root in _LIBRARIES


def translated(text: str) -> str:
    """The TensorFlow form of an expression, or '' when it has none."""
    node = expression(text)
    if node is None:
        return ""
    translator = Translator(lambda _: True)
    new = translator.visit(node)
    return ast.unparse(new) if translator.changed and not translator.failed else ""


class Translator(ast.NodeTransformer):
    """Replaces the wanted steps out of TensorFlow; `failed` names those that have no counterpart.

    `wanted` is asked about the original node. `is_step` tells the calls that are known to compute outside TensorFlow
    themselves: of those, one without a counterpart must not stay.
    """

    def __init__(
        self, wanted: Callable[[ast.expr], bool], is_step: Callable[[ast.expr], bool] = lambda _: False
    ) -> None:
        self.wanted = wanted
        self.is_step = is_step
        self.changed = 0
        self.failed: list[str] = []

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call: of NumPy, math, a builtin, or a method."""
        if not self.wanted(node):
            self.generic_visit(node)
            return node
        function = node.func
        is_array = isinstance(function, ast.Attribute) and _leaves(function.value)
        self.generic_visit(node)
        name = dotted(function)
        root, _, rest = name.partition(".")
        if root in _NUMPY:
            return self._numpy(node, rest)
        if root == "math" and rest:
            return self._row(node, math_row(rest), name)
        if isinstance(function, ast.Name):
            return self._builtin(node, function.id)
        if name in ("tf.constant", "tf.make_tensor_proto") and node.args and not _is_literal(node.args[0]):
            return self._renamed(node, "tf.convert_to_tensor")
        if name.endswith("convert_to_numpy") and node.args:
            return self._put(node.args[0])
        if is_library(name):
            return node
        if isinstance(node.func, ast.Attribute):
            return self._kept(node, self._method(node, node.func, is_array), name)
        return node

    def _kept(self, node: ast.Call, new: ast.expr, name: str) -> ast.expr:
        """A foreign method that is itself a step out of TensorFlow cannot be kept as it is."""
        return self._fail(node, name) if new is node and self.is_step(node) else new

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """`X.numpy().T` turns round like a tensor does."""
        transposes = node.attr == "T" and self.wanted(node) and _leaves(node.value)
        self.generic_visit(node)
        return self._put(ast.Call(_name("tf.transpose"), [node.value], [])) if transposes else node

    # ---- kinds of calls ----

    def _numpy(self, node: ast.Call, rest: str) -> ast.expr:
        area, _, name = rest.rpartition(".")
        if area == "random":
            return self._sampler(node, name)
        if rest in ("array", "asarray", "stack") and node.args and isinstance(node.args[0], (ast.List, ast.ListComp)):
            return self._renamed(node, "tf.stack") if not _has_keyword(node, "dtype") else self._fail(node, rest)
        return self._row(node, numpy_row(rest), f"np.{rest}")

    def _sampler(self, node: ast.Call, name: str) -> ast.expr:
        pattern = SAMPLERS.get(name)
        if pattern is None or node.keywords:
            return self._fail(node, f"np.random.{name}")
        arguments = [ast.unparse(argument) for argument in node.args]
        wanted = pattern.count("{") and max(
            [int(c) for c in pattern if c.isdigit() and "{" + c + "}" in pattern] or [-1]
        )
        shapeless = [*arguments, _shape_of(node.args)] if len(arguments) == wanted else arguments
        try:
            text = pattern.format(*(_wrap(a) for a in shapeless), all=", ".join(arguments))
        except IndexError:
            return self._fail(node, f"np.random.{name}")
        new = expression(text)
        return self._put(new) if new is not None else self._fail(node, name)

    def _builtin(self, node: ast.Call, name: str) -> ast.expr:
        if name in _UNWRAP and len(node.args) == 1:
            if isinstance(node.args[0], ast.JoinedStr):
                return self._fail(node, "text")
            return self._put(node.args[0])
        if name == "abs" and len(node.args) == 1:
            return self._renamed(node, "tf.abs")
        if name in ("int", "bool", "round", "complex", "str", "format", "repr"):
            return self._fail(node, name)
        return node

    def _method(self, node: ast.Call, function: ast.Attribute, leaves: bool) -> ast.expr:
        if function.attr in _DROPPED and not node.args:
            return self._put(function.value)
        if function.attr in _PREDICT and node.args:
            return self._put(ast.Call(function.value, [node.args[0]], []))
        if function.attr == "get_weights" and not node.args:
            return self._put(ast.Attribute(function.value, "weights", ast.Load()))
        if function.attr in SAMPLERS and "rng" in dotted(function.value).lower():
            return self._sampler(node, function.attr)
        if not leaves:
            return node
        if function.attr in ("reshape", "transpose"):
            return self._shaped(node, function)
        row = method_row(function.attr)
        whole = ast.Call(node.func, [function.value, *node.args], node.keywords)
        return self._row(whole, row, f".{function.attr}")

    def _shaped(self, node: ast.Call, function: ast.Attribute) -> ast.expr:
        """`X.reshape(2, 3)` and `X.reshape((2, 3))` take the same list."""
        several = len(node.args) != 1 or isinstance(node.args[0], ast.Constant)
        shape = ast.List(node.args, ast.Load()) if several else node.args[0]
        given = [shape] if node.args else []
        return self._put(ast.Call(_name(f"tf.{function.attr}"), [function.value, *given], []))

    def _row(self, node: ast.Call, row: Row | None, name: str) -> ast.expr:
        if (
            row is None
            or any(isinstance(a, ast.Starred) for a in node.args)
            or any(k.arg is None for k in node.keywords)
        ):
            return self._fail(node, name)
        if len(node.args) > len(row.params):
            return self._fail(node, name)
        names = dict(row.params)
        args: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        for argument, (_, new) in zip(node.args, row.params, strict=False):
            if new == "-":
                return self._fail(node, name)
            if new.startswith("*"):
                args.append(argument)
            else:
                keywords.append(ast.keyword(new, _dtype(argument) if new == "dtype" else argument))
        for keyword in node.keywords:
            new = names.get(keyword.arg or "", "-").lstrip("*") or "-"
            if new == "-":
                return self._fail(node, name)
            keywords.append(ast.keyword(new, _dtype(keyword.value) if new == "dtype" else keyword.value))
        _add(row.added, args, keywords)
        if row.target == "tf.cast" and keywords and keywords[0].arg == "dtype":
            args, keywords = [*args, keywords[0].value], keywords[1:]
        return self._put(ast.Call(_name(row.target), args, keywords))

    # ---- results ----

    def _put(self, node: ast.expr) -> ast.expr:
        self.changed += 1
        return node

    def _renamed(self, node: ast.Call, name: str) -> ast.expr:
        return self._put(ast.Call(_name(name), node.args, node.keywords))

    def _fail(self, node: ast.expr, name: str) -> ast.expr:
        self.failed.append(name)
        return node


def _add(text: str, args: list[ast.expr], keywords: list[ast.keyword]) -> None:
    """Add what the counterpart needs besides, unless it is given."""
    if not text:
        return
    call = expression(f"f({text})")
    if not isinstance(call, ast.Call):
        return
    given = {keyword.arg for keyword in keywords}
    args += call.args
    keywords += [keyword for keyword in call.keywords if keyword.arg not in given]


def _shape_of(arguments: list[ast.expr]) -> str:
    """The shape that NumPy gives a draw without a size: that of its parameters."""
    open_ones = [argument for argument in arguments if not _is_literal(argument)]
    return f"tf.shape({ast.unparse(open_ones[-1])})" if open_ones else "[]"


def _leaves(node: ast.AST) -> bool:
    """Whether the expression is an array: something below it left TensorFlow or is NumPy's."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            name = dotted(inner.func)
            if name.partition(".")[0] in _NUMPY:
                return True
            if name and "rng" in name.lower() and name.rpartition(".")[2] in SAMPLERS:
                return True
            if isinstance(inner.func, ast.Attribute) and inner.func.attr in _DROPPED | _PREDICT | {"get_weights"}:
                return True
    return False


def _dtype(node: ast.expr) -> ast.expr:
    """`np.float32` and `float` as TensorFlow's data types."""
    name = dotted(node)
    root, _, rest = name.partition(".")
    if root in _NUMPY and rest in DTYPES:
        return _name(f"tf.{rest.rstrip('_')}")
    return (
        _name({"float": "tf.float32", "int": "tf.int32", "bool": "tf.bool"}[name]) if name in ("float", "int") else node
    )


def _is_literal(node: ast.expr) -> bool:
    return not any(isinstance(inner, (ast.Name, ast.Call, ast.Attribute)) for inner in ast.walk(node))


def _has_keyword(node: ast.Call, name: str) -> bool:
    return any(keyword.arg == name for keyword in node.keywords)


def _name(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _wrap(text: str) -> str:
    """An argument's text, in brackets unless it binds tightly by itself."""
    node = expression(text)
    tight = isinstance(node, (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Tuple))
    return text if tight else f"({text})"

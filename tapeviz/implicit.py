"""Which part of a statement or expression Python is at when it runs code by itself: a loop's next item, a truth."""

from __future__ import annotations

import ast
import dis
import itertools
import types
from functools import lru_cache

from tapeviz.converted import position_of, tree_of

__all__ = ["implicit_part"]

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NEXT = ("GET_ITER", "FOR_ITER", "GET_AITER", "GET_ANEXT", "SEND")
_WITH = ("BEFORE_WITH", "BEFORE_ASYNC_WITH", "WITH_EXCEPT_START", "CALL", "SEND")
_TRUTH = ("POP_JUMP", "JUMP_IF", "TO_BOOL")
_SPREAD = ("LIST_EXTEND", "SET_UPDATE", "DICT_UPDATE", "DICT_MERGE")
_FORMAT = ("FORMAT_VALUE", "CONVERT_VALUE", "FORMAT_SIMPLE", "FORMAT_WITH_SPEC")
_WITH_PARTS = (
    *(ast.For, ast.AsyncFor, ast.With, ast.AsyncWith, ast.If, ast.While, ast.Assert, ast.IfExp, ast.BoolOp),
    *(ast.JoinedStr, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Call, *_COMPREHENSIONS),
)
_Place = tuple[int | None, int | None, int | None, int | None]
_AT_WHOLE = ("UNPACK", *_NEXT, *_WITH, *_TRUTH, *_SPREAD, *_FORMAT)


def implicit_part(code: types.CodeType, last: int) -> ast.expr | None:
    """The part that an instruction stands for which has the position of the whole; None where the whole is meant.

    Several parts are told apart by their order among the instructions at that position.
    """
    name = dis.opname[code.co_code[last]]
    if not name.startswith(_AT_WHOLE):
        return None
    tree = tree_of(code.co_filename)
    place = next(itertools.islice(code.co_positions(), last // 2, None))
    for node in _wholes(tree).get(place, ()) if tree is not None else ():
        same = (k for k, other in enumerate(code.co_positions()) if other == place)
        alike = [k for k in same if dis.opname[code.co_code[2 * k]] == name]
        parts = _parts(node, name, len(alike))
        if len(parts) == 1:
            return parts[0]
        if parts and len(parts) == len(alike):
            return parts[alike.index(last // 2)]
    return None


@lru_cache(maxsize=16)
def _wholes(tree: ast.Module) -> dict[_Place, list[ast.expr | ast.stmt]]:
    """The nodes that have such parts, by position."""
    found: dict[_Place, list[ast.expr | ast.stmt]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found.setdefault(position_of(target), []).append(node)  # where it is unpacked
        elif isinstance(node, (ast.expr, ast.stmt)) and isinstance(node, _WITH_PARTS):
            found.setdefault(position_of(node), []).append(node)
    return found


def _parts(node: ast.AST, name: str, count: int) -> list[ast.expr]:
    """The parts of a node that such an instruction, which occurs so often at the node's position, can stand for."""
    if isinstance(node, ast.expr):
        return _parts_of_expression(node, name)
    match node:
        case ast.Assign() if name.startswith("UNPACK"):
            return [node.value]
        case ast.For() | ast.AsyncFor() if name in _NEXT:
            return [node.iter]
        case ast.With() | ast.AsyncWith() if name in _WITH:
            return [item.context_expr for item in node.items]
        case ast.If() | ast.While() | ast.Assert() if name.startswith(_TRUTH):
            several = isinstance(node.test, ast.BoolOp) and len(node.test.values) == count
            return node.test.values if several else [node.test]  # type: ignore[attr-defined]
    return []


def _parts_of_expression(node: ast.expr, name: str) -> list[ast.expr]:
    match node:
        case ast.IfExp() if name.startswith(_TRUTH):
            return [node.test]
        case ast.BoolOp() if name.startswith(_TRUTH):
            return node.values[:-1]
        case ast.JoinedStr() if name in _FORMAT:
            return [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        case ast.List() | ast.Tuple() | ast.Set() if name in _SPREAD:
            return [part.value for part in node.elts if isinstance(part, ast.Starred)]
        case ast.Dict() if name in _SPREAD:
            return [value for key, value in zip(node.keys, node.values, strict=True) if key is None]
        case ast.Call() if name in ("LIST_EXTEND", "DICT_MERGE"):
            named = [keyword.value for keyword in node.keywords if keyword.arg is None]
            return named if name == "DICT_MERGE" else [a.value for a in node.args if isinstance(a, ast.Starred)]
        case _ if isinstance(node, _COMPREHENSIONS) and name in _NEXT:
            return [generator.iter for generator in node.generators]
    return []

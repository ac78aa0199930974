"""Follows Python data into stores outside the program's objects (files, databases, the environment) and back out."""

from __future__ import annotations

import ast
import os
import pathlib
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.kinds import attribute, is_a, is_container, is_exactly, module_of
from tapeviz.provenance.functions import expression_at
from tapeviz.provenance.keeping import Keeping
from tapeviz.provenance.ledger import CONTAINERS, ITERATORS, LAZY
from tapeviz.provenance.paths import ENVIRONMENT, key_text
from tapeviz.provenance.sites import Site
from tapeviz.spans import is_user_class

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["Stores"]

_READ = (int, float, complex, str, bytes, np.ndarray, np.generic, *CONTAINERS)
_NO_STORE = (type(None), type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_ENVIRONMENT = type(os.environ)
_SHORTEST = 4  # of a text that names a place: `"w"` and `"rb"` name none
_Key = tuple[str, Any]


class Stores(Keeping):
    """What was written to places that two calls name alike, and read from them again."""

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self._stored_at: dict[_Key, list[int]] = {}
        self._named_by: dict[int, tuple[Any, list[_Key]]] = {}
        self._written_texts: dict[int, list[_Key]] = {}

    def _outside(self, site: Site, value: Any, made: int | None, callee: Any, frame: int, time: int) -> int | None:
        """Note what a call wrote; the id of what a call or `os.environ[key]` read from where something was written."""
        if site.kind not in ("call", "subscript") or self.engine.kind(value) is not None:
            return made
        if site.kind == "call" and (callee is None or self._is_traced(callee) or self.engine.computes_with_ops(callee)):
            return made
        places = list(dict.fromkeys(self._places_of(site, callee, frame)))
        if not places:
            return made
        if site.kind == "call" and (made is None or _is_a_count(value)):
            self._write(places, self._given(site, frame))
        elif site.kind == "call" and not is_a(value, _READ):
            self._write(list(self._object_places(attribute(callee, "__self__"))), self._given(site, frame))
        if made is None and is_a(value, _READ) and not is_a(value, bool):
            read = [n for place in places if place[0] != "class" for n in self._stored_at.get(place, ())]
            alike = [] if any(kind == "text" for kind, _ in places) else self._written_alike(places)
            if read or alike:
                made = self.values.host(value).id
                self._step(time, "host" if read else "possible", read or alike, (made,), site, frame)
            else:
                made = self._from_environment(site, value, callee, frame)
        elif made is None and not is_a(value, _NO_STORE):
            self._named_by.setdefault(id(value), (value, []))[1].extend(places)  # a file that was opened, a cursor
        return made

    def _from_environment(self, site: Site, value: Any, callee: Any, frame: int) -> int | None:
        """The id of a text in the environment that earlier cells may have put there."""
        if type(value) is not str or self.weaver.may_hold is None:
            return None
        if site.kind == "call":
            is_read = callee is os.getenv or is_a(attribute(callee, "__self__"), _ENVIRONMENT)
        else:
            tree = expression_at(site.span)
            node = tree.body if tree is not None else None
            is_read = isinstance(node, ast.Subscript) and is_a(self._module_part(node.value), _ENVIRONMENT)
        keys = [thing for thing, _ in self._operands_of(site, frame)] + _texts_in(site) if is_read else []
        named = next((key for key in keys if type(key) is str), None)
        return None if named is None else self._older_value((ENVIRONMENT, key_text(named)), value, site, frame)

    def _write(self, places: list[_Key], given: list[int]) -> None:
        for place in places if given else ():
            self._stored_at[place] = [*self._stored_at.get(place, ())[-256:], *given]

    def _written_alike(self, places: list[_Key]) -> list[int]:
        """What was written to objects of the same class: the two ends of a pipe are two objects."""
        return [n for place in places if place[0] == "class" for n in self._stored_at.get(place, ())]

    def _write_items(self, site: Site, made: int) -> None:
        """`os.environ[key] = value`: the site is that of the value."""
        for path in site.paths:
            target = ast.parse(path, mode="eval").body
            if isinstance(target, ast.Subscript) and is_a(self._module_part(target.value), _ENVIRONMENT):
                named = target.slice.value if isinstance(target.slice, ast.Constant) else None
                if isinstance(target.slice, ast.Name):
                    named = self.weaver.namespace.get(target.slice.id)
                self._write(list(_text_places(named)), [made])

    def _module_part(self, node: ast.expr) -> Any:
        """What `module.name` or a plain name stands for."""
        if isinstance(node, ast.Name):
            return self.weaver.namespace.get(node.id)
        owner = self._module_part(node.value) if isinstance(node, ast.Attribute) else None
        return getattr(owner, node.attr, None) if is_a(owner, types.ModuleType) else None  # type: ignore[attr-defined]

    def _given(self, site: Site, frame: int) -> list[int]:
        operands = self._operands_of(site, frame)
        ids = [n for thing, number in operands for n in self._carried(thing, number)]
        return [n for n in dict.fromkeys(ids) if self.values.held[n].kind == "host"]

    def _places_of(self, site: Site, callee: Any, frame: int) -> Iterator[_Key]:
        """What a call names: its owner and the objects it is given, and paths and other texts that are no data."""
        owner = attribute(callee, "__self__") if site.kind == "call" else None
        if site.kind == "subscript":
            whole = self._operand(site.receiver or 0, frame)
            yield from self._places_in(whole[0]) if whole is not None else ()
        for thing, number in [(owner, None), *self._operands_of(site, frame)]:
            if number is None and _is_text(thing):
                yield from _text_places(thing)
            elif site.kind == "call":
                parts = self._spread(thing) if number is None else ()
                yield from (place for part in parts for place in _text_places(part))
                yield from self._object_places(thing)
        if site.id not in self._written_texts:
            self._written_texts[site.id] = [place for text in _texts_in(site) for place in _text_places(text)]
        yield from self._written_texts[site.id]

    def _object_places(self, thing: Any) -> Iterator[_Key]:
        if self._is_store(thing):
            self._keep_alive(thing)
            yield ("object", id(thing))
            yield ("class", id(type(thing)))
            yield from self._named_by.get(id(thing), (None, ()))[1]

    def _places_in(self, thing: Any) -> list[_Key]:
        """The places of a foreign object that has items: what is read there is what was written to it."""
        if is_user_class(type(thing)):
            return []
        return [place for place in self._object_places(thing) if place[0] != "class"]

    def _is_store(self, thing: Any) -> bool:
        if self.engine.kind(thing) is not None or is_a(thing, (*_READ, *_NO_STORE, _ENVIRONMENT, pathlib.PurePath)):
            return False
        return not is_container(thing) and not is_exactly(thing, ITERATORS) and not is_exactly(thing, LAZY)


def _text_places(text: Any) -> Iterator[_Key]:
    if _is_text(text) and len(str(text)) >= _SHORTEST:
        try:
            yield ("text", str(pathlib.Path(text).absolute()))
        except (OSError, ValueError):  # the working folder is gone
            yield ("text", str(text))


def _is_text(value: Any) -> bool:
    """Whether this is a text or a path, and of no class of the user's."""
    return type(value) is str or (is_a(value, pathlib.PurePath) and module_of(type(value)).startswith("pathlib"))


def _texts_in(site: Site) -> list[Any]:
    """The texts that are written out among the arguments of a call, or as the key of an item."""
    tree = expression_at(site.span)
    node = tree.body if tree is not None else None
    if isinstance(node, ast.Subscript):
        parts = [node.slice]
    else:
        parts = [*node.args, *(k.value for k in node.keywords)] if isinstance(node, ast.Call) else []
    return [part.value for part in parts if isinstance(part, ast.Constant)]


def _is_a_count(value: Any) -> bool:
    """Whether a call gave only how much it wrote."""
    return type(value) is int

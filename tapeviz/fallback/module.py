"""`tf.Module`: an object that finds the variables and modules among its attributes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from tapeviz.fallback.namespaces import export
from tapeviz.fallback.shims import name_scope
from tapeviz.fallback.variable import Variable

_Method = TypeVar("_Method", bound=Callable[..., Any])
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*\Z")
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@export("Module")
class Module:
    """A named collection of variables: `tf.Module`. A subclass sets them as attributes, alone or in containers.

    Raises ValueError for a name that is no Python identifier.
    """

    def __init__(self, name: str | None = None) -> None:
        if name is None:
            name = _WORD_START.sub("_", type(self).__name__).lower()
        if not _IDENTIFIER.match(name):
            raise ValueError(
                f"{name!r} is not a valid module name. Module names must be valid Python identifiers (e.g. a valid "
                "class name)."
            )
        self._name = name
        with name_scope(name) as scope:
            self._name_scope = name_scope(scope)

    @property
    def name(self) -> str:
        """The name given, or the class's in snake case."""
        return self._name

    @property
    def name_scope(self) -> Any:
        """The scope that `with_name_scope` enters; a variable that is made in it is called `name/...`."""
        return self._name_scope

    @property
    def variables(self) -> tuple[Any, ...]:
        """All variables: those of the attributes in the order of their names, then those of the modules inside."""
        return tuple(item for item in self._found() if isinstance(item, Variable))

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        """The variables that tapes follow by themselves, in the order of `variables`."""
        return tuple(item for item in self.variables if item.trainable)

    @property
    def non_trainable_variables(self) -> tuple[Any, ...]:
        """The other variables."""
        return tuple(item for item in self.variables if not item.trainable)

    @property
    def submodules(self) -> tuple[Any, ...]:
        """The modules inside, and inside those."""
        return tuple(item for item in self._found() if isinstance(item, Module))

    @classmethod
    def with_name_scope(cls, method: _Method) -> Any:
        """Decorate a method to run in the module's name scope."""

        @functools.wraps(method)
        def scoped(self: Any, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return scoped

    def _found(self) -> list[Any]:
        """Find variables and modules, each once: a module's own come before those of the modules inside it."""
        return list(_gathered(self, {id(self)}))


def _gathered(module: Module, seen: set[int]) -> Iterator[Any]:
    inside: list[Module] = []
    for item in _held(module):
        if id(item) not in seen:
            seen.add(id(item))
            yield item
            if isinstance(item, Module):
                inside.append(item)
    for each in inside:
        yield from _gathered(each, seen)


def _held(module: Module) -> Iterator[Any]:
    for attribute in sorted(vars(module)):
        if attribute not in {"_name", "_name_scope"}:
            yield from _inside(vars(module)[attribute])


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, (Variable, Module)):
        yield value
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield from _inside(value[key])
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _inside(item)

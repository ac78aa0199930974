"""What is known of one cell: its engine, its code, its joined log, and what the tool could not see."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from tapeviz.provenance.codeswap import CodeSwap
from tapeviz.provenance.functions import parsed
from tapeviz.provenance.history import History
from tapeviz.provenance.past import Past
from tapeviz.provenance.paths import Path
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.sources import names_of_variables
from tapeviz.provenance.surroundings import Surroundings
from tapeviz.provenance.values import Values
from tapeviz.provenance.weave import Weaver
from tapeviz.provenance.written import Written, read_texts
from tapeviz.records import Limit

__all__ = ["Evidence"]

NOTHING_AROUND = Surroundings()


class Evidence:
    """One cell's log made readable; every part of the recording is stated from here."""

    weaver: Weaver
    values: Values

    def __init__(
        self,
        engine: Any,
        unit: CodeUnit,
        swap: CodeSwap,
        namespace: Mapping[str, Any],
        first_key: int,
        history: History | None = None,
        earlier_texts: Sequence[str] = (),
        around: Surroundings = NOTHING_AROUND,
    ) -> None:
        self.engine = engine
        self.unit = unit
        self.swap = swap
        self.namespace = namespace
        self.history = history
        self.earlier_texts = earlier_texts
        self.past: Past | None = None
        self.names_before: Mapping[str, int] = {}
        self.limits: list[Limit] = []
        units = [unit, *swap.units.values(), *around.others]
        self._weaver_facts = (engine, units, first_key, swap.has_traced, unit.key)
        self.around = around
        self.is_partly_traced = unit.tree is None

    def is_new(self, leaf: Any) -> bool:
        """Whether a variable or tensor was made after the recording had begun; what cannot be told counts as new."""
        kind = self.engine.kind(leaf)
        if kind == "tensor":
            return bool(self.engine.tensor_key(leaf) >= self.weaver.first_new_key)
        key = self.engine.variable_key(self.engine.variable(leaf)) if kind == "variable" else self.weaver.first_new_key
        return bool(key >= self.weaver.first_new_key)

    def mentions(self, name: str = "") -> list[list[ast.AST]]:
        """Where the text around the tape reads a name, or any: each time the nodes from the outside in."""
        tree = self.around.block if self.around.block is not None else parsed(self.unit.text)
        found: list[list[ast.AST]] = []
        waiting: list[list[ast.AST]] = [[tree]] if tree is not None else []
        while waiting:
            way = waiting.pop()
            node = way[-1]
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and name in ("", node.id):
                found.append(way)
            waiting += [[*way, child] for child in ast.iter_child_nodes(node)]
        return found

    def weave(self, log: list[Any], expand: bool, may_hold: Callable[[Path], bool]) -> None:
        """Join ops and Python steps, and follow those older Python values that by `may_hold` can hold a source's data.

        Where a gradient is None it is done again if there are such values, or traced functions to unfold.
        """
        facts, names, around = self._weaver_facts, self.namespace, self.around
        self.weaver = Weaver(
            *facts, expand, around=around, names_before=self.names_before, namespace=names, may_hold=may_hold
        )
        self.values = self.weaver.values
        self.weaver.run(log)

    def register_variables(self, known: Iterable[Any]) -> None:
        """Know by their objects the variables that the log knows by their handles."""
        for variable in [*known, *self.engine.watched_variables()]:
            if self.values.known_variable(variable) is not None:
                self.values.variable(variable)

    def identity(self, value: Any) -> tuple[int | None, int | None]:
        """(value id, variable id) of what a name stands for, as far as the recording knows it."""
        if self.engine.kind(value) == "variable":
            return None, self.values.variable(self.engine.variable(value)).id
        known = self.values.known(value) if value is not None else None
        return (known.id if known else None), None

    def collect_past(self) -> None:
        """Add what ordinary cells did before this one, as far as it led to what this cell read."""
        if self.history is None:
            return
        self.past = Past(self.history, self.values, self.weaver.first_new_key, self._looks_copied)
        self.past.collect()
        if self.past.cut:
            self.limits.append(Limit("history", "the history of earlier cells is too long to follow fully"))

    def _looks_copied(self, copy_key: int, original_key: int, is_first: bool) -> bool:
        """Whether two variables hold the same value now, and one that does not come about by itself.

        Variables are often made from equal numbers: of a variable's first value the text must say that it is a copy.
        """
        keys = self.values.resource_keys()
        one, other = (self.values.resources[keys[key]] for key in (copy_key, original_key))
        if one.kind != "variable" or other.kind != "variable":
            return False
        if self.engine.spec(one.thing) != self.engine.spec(other.thing):
            return False
        if not self.engine.same_telling_value(one.thing, other.thing):
            return False
        return not is_first or self._is_written_as_copy(copy_key, original_key)

    def _is_written_as_copy(self, copy_key: int, original_key: int) -> bool:
        origins = self.plain_names(original_key)
        return any(self.written.comes_from(name, origins) for name in self.plain_names(copy_key))

    @cached_property
    def named(self) -> tuple[list[Any], dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
        """The namespace's variables, their names and the names of what holds them."""
        return names_of_variables(self.namespace, self.engine)

    @cached_property
    def written(self) -> Written:
        """What the text of the earlier cells computed from what."""
        return read_texts(self.earlier_texts)

    def plain_names(self, key: int) -> set[str]:
        """The plain names that lead to a variable: its own, and those of what holds it."""
        _, names, roots = self.named
        return {name for name in names.get(key, ()) if name.isidentifier()} | set(roots.get(key, ()))

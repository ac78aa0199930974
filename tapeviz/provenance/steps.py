"""Follows values through Python: what each traced expression made of its operands, and which names it bound."""

from __future__ import annotations

import builtins
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.provenance.sites import Site
from tapeviz.provenance.values import Held
from tapeviz.records import CodeSpan

if TYPE_CHECKING:
    from tapeviz.engines.base import Frame
    from tapeviz.provenance.weave import Weaver

__all__ = ["BindingDraft", "HostSteps", "StepDraft"]

_NO_DATA = (type(None), type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_ATOMS = (int, bool, str, bytes)
_CONTAINERS = (list, tuple, set, frozenset, dict)
# What these tell of a value is its form, not its content.
_FORM_ONLY = {"len", "isinstance", "issubclass", "type", "id", "hasattr", "callable", "print", "dir", "range", "super"}
_NUMPY_FORM_ONLY = {"shape", "ndim", "size"}


@dataclass(slots=True)
class StepDraft:
    """One Python step that passed data on."""

    time: int
    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    span: CodeSpan
    what: str
    stack: tuple[CodeSpan, ...] = ()


@dataclass(slots=True)
class BindingDraft:
    """A name of the cell that was bound: to which object, when, by which statement."""

    name: str
    time: int
    span: CodeSpan
    value: Any


class HostSteps:
    """The Python side of one cell."""

    def __init__(self, weaver: Weaver) -> None:
        self.weaver = weaver
        self.values = weaver.values
        self.engine = weaver.engine
        self.steps: list[StepDraft] = []
        self.bindings: list[BindingDraft] = []
        self.executed: dict[int, list[int]] = {}
        self.stored: dict[int, list[tuple[int, tuple[Any, ...]]]] = {}
        self.frames_entered: dict[int, list[tuple[int, tuple[Any, ...], tuple[CodeSpan, ...]]]] = {}
        self.made_at: dict[int, tuple[CodeSpan, int]] = {}
        self.first_seen: dict[int, CodeSpan] = {}
        self._latest: dict[int, dict[int, tuple[Any, int | None]]] = {}
        self._latest_any: dict[int, tuple[Any, int | None]] = {}
        self._bound: dict[tuple[int, str], tuple[Any, int | None]] = {}
        self._fields: dict[tuple[int, str], tuple[Any, int | None]] = {}
        self._open: list[tuple[int, int, int, Any]] = []
        self._returned: tuple[Any, int | None] = (None, None)
        self._exits: list[tuple[int, int, tuple[CodeSpan, ...]]] = []
        self._yielded: list[tuple[int, int]] = []
        self.older_names: dict[int, list[tuple[str, CodeSpan]]] = {}
        sites = (site for unit in weaver.units for site in unit.sites.values() if site.kind == "comprehension")
        self._elements: dict[int, list[int]] = {site.receiver: [] for site in sites if site.receiver is not None}
        self._generators: dict[int, int] = {}

    # ---- events ----

    def event(self, time: int, number: int, value: Any, frame: int) -> None:
        """One entry of the log: an expression's value, or (negative number) the start of a call."""
        if number < 0:
            self._open.append((frame, -number, time, value))
            return
        site = self.weaver.site(number)
        if site is None:
            return
        self.executed.setdefault(number, []).append(time)
        if site.kind == "frame":
            self._entered(site, value, frame, time)
        elif site.kind in ("target", "unpack", "augmented", "constant", "element"):
            self._stored(site, value, frame, time)
        else:
            made = self._expression(site, value, frame, time)
            self._keep(site, value, made, frame)
            self._after(site, value, made, frame, time)

    def _keep(self, site: Site, value: Any, made: int | None, frame: int) -> None:
        self._latest.setdefault(frame, {})[site.id] = (value, made)
        self._latest_any[site.id] = (value, made)
        if made is not None and site.id in self._elements:
            self._elements[site.id].append(made)

    def _after(self, site: Site, value: Any, made: int | None, frame: int, time: int) -> None:
        if site.returns:
            self._returned = (value, made)
        if site.yields and made is not None:
            self._yielded.append((time, made))
        unit = self.weaver.unit_of(site) if site.binds or site.stores else None
        if site.binds and unit is not None:
            span = unit.statements.get(site.id, site.span)
            for name in site.binds:
                self._bind(site, name, value, made, frame, time, span)
        if site.paths and site.function is None:
            unit = self.weaver.unit_of(site)
            span = unit.statements.get(site.id, site.span) if unit is not None else site.span
            self.bindings += [BindingDraft(path, time, span, value) for path in site.paths]
        for number in site.stores:
            self._changed(number, value, made, frame, time, site)
        if site.stored is not None:
            stored = self._operand(site.stored, frame)
            origin = self.weaver.site(site.stored)
            if stored is not None and origin is not None:
                self._changed(site.id, *stored, frame, time, origin)

    def _entered(self, site: Site, arguments: tuple[Any, ...], frame: int, time: int) -> None:
        """A traced function starts: its arguments keep the ids they had where they were passed."""
        self._latest[frame] = {}
        entry = (frame, arguments, self._stack(site.span, frame))
        self.frames_entered.setdefault(site.id, [])[-1:] = [entry]
        caller = self._open[-1] if self._open else None
        passed = self._operands_of(self.weaver.site(caller[1]), caller[0]) if caller else []
        for name, value in zip(site.binds, arguments, strict=False):
            made = next((number for thing, number in passed if thing is value), None)
            if self.engine.kind(value) == "tensor":
                self._appeared(value, caller, passed, time)
            self._bound[frame, name] = (value, made)

    def _appeared(self, tensor: Any, caller: Any, passed: list[tuple[Any, int | None]], time: int) -> None:
        """A library handed a traced function a new tensor: made from what the library was given.

        A model, for one, converts an array before it calls the layer.
        """
        if caller is None or self.values.known_tensor(tensor) is not None:
            return
        if self.engine.tensor_key(tensor) < self.weaver.first_new_key:
            return
        site = self.weaver.site(caller[1])
        hosts = [(part, held.id) for thing, _ in passed for part in self._spread(thing) if (held := self._host(part))]
        exact = [number for part, number in hosts if self.engine.same_value(tensor, part)]
        inputs = exact or [number for _, number in hosts]
        if site is not None and inputs:
            held = self.values.tensor(tensor, "constant")
            self._step(time, "enter", inputs, (held.id,), site, caller[0])

    def _host(self, part: Any) -> Held | None:
        return self.values.known_host(part) if self.engine.kind(part) is None else None

    def _operand(self, number: int, frame: int) -> tuple[Any, int | None] | None:
        return self._latest.get(frame, {}).get(number) or self._latest_any.get(number)

    def _operands_of(self, site: Site | None, frame: int) -> list[tuple[Any, int | None]]:
        if site is None:
            return []
        numbers = site.children if site.receiver is None else (site.receiver, *site.children)
        found = (self._operand(number, frame) for number in numbers)
        return [operand for operand in found if operand is not None]

    # ---- expressions ----

    def _expression(self, site: Site, value: Any, frame: int, time: int) -> int | None:
        """The id of what an expression gave, or None for what carries no data or has no known history."""
        start, callee = self._close_call(site, frame) if site.kind == "call" else (time, None)
        if site.kind == "name":
            if self.engine.kind(value) == "tensor" and self.engine.tensor_key(value) < self.weaver.first_new_key:
                return self._older(value, site, frame)
            return self._named(site.name, value, frame)
        if site.kind == "function":
            return None
        kind = self.engine.kind(value)
        if kind in ("tensor", "variable"):
            return self._engine_value(site, value, kind, callee, frame, time)
        if kind is not None or isinstance(value, _NO_DATA) or not self.engine.may_carry_data(value):
            self._effects(site, callee, value, frame, time)
            return None
        return self._host_value(site, value, callee, start, frame, time)

    def _host_value(self, site: Site, value: Any, callee: Any, start: int, frame: int, time: int) -> int | None:
        """The id of a Python value that may carry data."""
        if isinstance(value, types.GeneratorType):
            self._generators[id(value)] = site.receiver or 0
            return None
        known = self.values.known_host(value)
        if known is not None:
            return known.id
        if site.kind == "attribute":
            return self._attribute(site, value, frame, time)
        if site.kind == "choice":
            return self._chosen(site, value, frame)
        if callee is not None and self._is_traced(callee) and self._returned[0] is value:
            return self._returned[1]
        return self._derived(site, value, callee, start, frame, time)

    def _close_call(self, site: Site, frame: int) -> tuple[int, Any]:
        while self._open:
            opened = self._open.pop()
            if opened[:2] == (frame, site.id):
                return opened[2], opened[3]
        return 0, None

    def _is_traced(self, callee: Any) -> bool:
        function = getattr(callee, "__func__", callee)
        return isinstance(function, types.FunctionType) and self.weaver.is_traced(function.__code__)

    def _named(self, name: str, value: Any, frame: int) -> int | None:
        known = self.values.known(value)
        if known is not None:
            return known.id
        for key in ((frame, name), (0, name)):
            bound = self._bound.get(key)
            if bound is not None and bound[0] is value:
                return bound[1]
        return None

    def _engine_value(self, site: Site, value: Any, kind: str, callee: Any, frame: int, time: int) -> int | None:
        if kind == "variable":
            if callee is not None:
                self._selection(site, value, callee, frame, time)
            return self.values.variable(self.engine.variable(value)).state
        known = self.values.known_tensor(value)
        if self.engine.tensor_key(value) < self.weaver.first_new_key:
            return self._older(value, site, frame)
        if known is None or known.origin == "unknown":
            return self._constant(site, value, callee, frame, time)
        if callee is not None:
            self._selection(site, value, callee, frame, time)
        if known.id not in self.made_at:
            self.made_at[known.id] = (site.span, time)
        return known.id

    def _older(self, value: Any, site: Site, frame: int) -> int:
        held = self.values.tensor(value, "earlier")
        if held.id not in self.first_seen:
            stack = self._stack(site.span, frame)
            inside = next((s for s in stack if s.code == self.weaver.cell_key), None)
            if inside is not None:
                self.first_seen[held.id] = inside
        return held.id

    def _constant(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> int:
        """A new tensor that no op made: it entered from Python, or a step that leaves no op made it."""
        held = self.values.tensor(value, "constant")
        held.origin = "constant"
        self.made_at[held.id] = (site.span, time)
        inputs = self._inputs(site, callee, frame)
        if inputs:
            opaque = any(self.values.held[i].kind != "host" for i in inputs)
            self._step(time, "opaque" if opaque else "enter", inputs, (held.id,), site, frame)
        return held.id

    def _attribute(self, site: Site, value: Any, frame: int, time: int) -> int | None:
        receiver = self._operand(site.receiver, frame) if site.receiver is not None else None
        if receiver is None:
            return None
        stored = self._fields.get((id(receiver[0]), site.name))
        if stored is not None and stored[0] is value:
            return stored[1]
        if self.engine.kind(receiver[0]) is not None or receiver[1] is None:
            return None
        if isinstance(receiver[0], (np.ndarray, np.generic)) and not isinstance(value, (np.ndarray, np.generic)):
            return None
        return self._derived(site, value, None, time, frame, time)

    def _chosen(self, site: Site, value: Any, frame: int) -> int | None:
        for number in site.children:
            operand = self._operand(number, frame)
            if operand is not None and operand[0] is value:
                return operand[1]
        return None

    def _derived(self, site: Site, value: Any, callee: Any, start: int, frame: int, time: int) -> int | None:
        """A fresh Python value: data flowed into it from the operands and from what left the engine meanwhile."""
        if callee is not None and _reads_form_only(callee):
            return None
        inputs = self._contents(value)
        if inputs is None:
            inputs = self._elements_of(site) if site.kind == "comprehension" else self._inputs(site, callee, frame)
            if callee is not None and not self._is_traced(callee):
                inputs += self._left_during(start, time)
        inputs = list(dict.fromkeys(inputs))
        if not inputs:
            return None
        held = self.values.host(value)
        structural = isinstance(value, _CONTAINERS) and self._contents(value) is not None
        exits = not structural and any(self.values.held[i].kind != "host" for i in inputs)
        self._step(time, "exit" if exits else "host", inputs, (held.id,), site, frame)
        return held.id

    def _elements_of(self, site: Site) -> list[int]:
        return list(self._elements.get(site.receiver or 0, ()))

    def _contents(self, value: Any) -> list[int] | None:
        """The ids inside a container if it holds nothing else, so that only what it really holds flows on."""
        if not isinstance(value, _CONTAINERS) or not self.values.parts_of(value):
            return None
        ids = self.values.inside(value, -1)
        return None if -1 in ids else ids

    def _inputs(self, site: Site, callee: Any, frame: int) -> list[int]:
        operands = self._operands_of(site, frame)
        owner = getattr(callee, "__self__", None) if callee is not None else None
        if owner is not None and not isinstance(owner, types.ModuleType) and site.receiver is None:
            operands.append((owner, None))
        return [i for thing, number in operands for i in self._carried(thing, number)]

    def _carried(self, thing: Any, number: int | None) -> list[int]:
        kind = self.engine.kind(thing)
        if kind in ("module", "symbolic"):
            return []
        if isinstance(thing, types.GeneratorType):
            return list(self._elements.get(self._generators.get(id(thing), 0), ()))
        return self.values.inside(thing, number)

    def _left_during(self, start: int, end: int) -> list[int]:
        """What an untraced call took in while it ran.

        Values that traced generators handed it, else tensors that gave their value to Python, else the last results
        it computed.
        """
        yielded = [number for time, number in self._yielded if start <= time <= end]
        if yielded:
            return yielded
        left = [number for time, number, _ in self._exits if start <= time <= end]
        if left:
            return left
        ops = [op for op in self.weaver.ops[-2000:] if start <= op.time <= end]
        used = {i for op in ops for i in op.inputs}
        return [i for op in ops for i in op.outputs if i not in used and self.values.held[i].kind == "tensor"]

    def _selection(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> None:
        """A call that hands back one of several engine values it was offered (`max(a, b)`): Python chose."""
        if self._is_traced(callee) or getattr(callee, "__module__", None) != "builtins":
            return
        offered = [part for thing, _ in self._operands_of(site, frame) for part in self._spread(thing)]
        ours = [t for t in offered if self.engine.kind(t) in ("tensor", "variable")]
        if len(ours) < 2 or not any(t is value for t in ours):
            return
        others = [i for t in ours if t is not value for i in self.values.inside(t, None)]
        known = self.values.known(value)
        if known is not None and others:
            self._step(time, "select", others, (known.id,), site, frame)

    def _effects(self, site: Site, callee: Any, value: Any, frame: int, time: int) -> None:
        """A call that gives None is made for its effect: what it was given may now be inside what it was given."""
        if callee is None or value is not None or self._is_traced(callee) or _reads_form_only(callee):
            return
        operands = self._operands_of(site, frame)
        owner = getattr(callee, "__self__", None)
        changed = owner if isinstance(owner, (np.ndarray, list, dict, set)) else None
        if changed is None and operands and isinstance(operands[0][0], (np.ndarray, list)):
            changed = operands[0][0]
        if changed is None:
            return
        given = [i for thing, number in operands if thing is not changed for i in self._carried(thing, number)]
        if given:
            self._new_version(changed, given, site, frame, time)

    def _new_version(self, thing: Any, given: list[int], site: Site, frame: int, time: int) -> int:
        old = self.values.known_host(thing)
        held = self.values.host(thing)
        exits = isinstance(thing, np.ndarray) and any(self.values.held[i].kind != "host" for i in given)
        if exits:
            self._step(time, "exit", given, (held.id,), site, frame)
        else:
            self._step(time, "host", given, (held.id,), site, frame)
        if old is not None:
            self._step(time, "host", [old.id], (held.id,), site, frame)
        return held.id

    # ---- names and fields ----

    def local_values(self, frame: int) -> dict[str, Any]:
        """What the names of one function call stood for at its end."""
        return {name: bound[0] for (number, name), bound in self._bound.items() if number == frame}

    def value_at(self, number: int) -> Any:
        """The last value that a traced expression had."""
        return self._latest_any.get(number, (None, None))[0]

    def _stored(self, site: Site, values: tuple[Any, ...], frame: int, time: int) -> None:
        if site.kind in ("target", "element"):
            self.stored.setdefault(site.id, []).append((time, values))
        given = self._operands_of(site, frame)
        for name, value in zip(site.binds, values, strict=False):
            made = self._bound_value(site, name, value, given, frame, time)
            self._bind(site, name, value, made, frame, time, site.span)

    def _bound_value(self, site: Site, name: str, value: Any, given: list[Any], frame: int, time: int) -> int | None:
        """The id of a loop target, an unpacked part or the result of `name += value`."""
        kind = self.engine.kind(value)
        if kind in ("tensor", "variable"):
            return self._engine_value(site, value, kind, None, frame, time)
        known = self.values.known_host(value)
        old = self._bound.get((frame, name)) or self._bound.get((0, name))
        if site.kind == "augmented" and known is not None and old is not None and old[0] is value:
            carried = [i for thing, number in given for i in self._carried(thing, number)]
            return self._new_version(value, carried, site, frame, time) if carried else known.id
        if known is not None:
            return known.id
        if isinstance(value, _NO_DATA) or not self.engine.may_carry_data(value):
            return None
        inputs = [i for thing, number in given for i in self._spread_carried(thing, number)]
        if site.kind == "augmented" and old is not None:
            inputs += self._carried(old[0], old[1])
        if not inputs:
            return None
        held = self.values.host(value)
        exits = any(self.values.held[i].kind != "host" for i in inputs)
        self._step(time, "exit" if exits else "host", inputs, (held.id,), site, frame)
        return held.id

    def _spread_carried(self, thing: Any, number: int | None) -> list[int]:
        """What iterating a value can give that is new: nothing, if it is a container of known parts."""
        if isinstance(thing, _CONTAINERS) and self._contents(thing) is not None:
            return [i for i in self.values.inside(thing, number) if self.values.held[i].kind == "host"]
        return self._carried(thing, number)

    def _bind(self, site: Site, name: str, value: Any, made: int | None, frame: int, time: int, span: CodeSpan) -> None:
        unit = self.weaver.unit_of(site)
        is_global = site.function is None or (unit is not None and name in unit.global_names.get(site.function, ()))
        is_global = is_global and site.kind != "element"
        self._bound[(0 if is_global else frame), name] = (value, made)
        if is_global and not (site.function is None and site.span.scope):
            self.bindings.append(BindingDraft(name, time, self._in_cell(span, site, frame), value))

    def _in_cell(self, span: CodeSpan, site: Site, frame: int) -> CodeSpan:
        if span.code == self.weaver.cell_key:
            return span
        return next((s for s in self._stack(span, frame) if s.code == self.weaver.cell_key), span)

    def _changed(self, number: int, value: Any, made: int | None, frame: int, time: int, site: Site) -> None:
        """`thing[i] = value` or `thing.field = value`."""
        base = self.weaver.site(number)
        operand = self._operand(number, frame)
        if base is None or operand is None:
            return
        thing = operand[0]
        if base.text:
            self._fields[id(thing), base.text] = (value, made)
            self._keep_alive(thing)
        elif self.engine.kind(thing) is None and not isinstance(thing, dict):
            given = self._carried(value, made)
            if given:
                self._new_version(thing, given, site, frame, time)

    def _keep_alive(self, thing: Any) -> None:
        self._latest_any[-id(thing)] = (thing, None)

    # ---- borders ----

    def left(self, time: int, tensor: Any, what: str, stack: tuple[CodeSpan, ...]) -> None:
        """A tensor gave its value to Python through one of its own methods."""
        if self.engine.kind(tensor) == "tensor" and what not in ("__bool__", "__str__", "__repr__"):
            self._exits.append((time, self.values.tensor(tensor).id, stack))

    def entered(self, time: int, tensor: Any, held: Held, frames: tuple[Frame, ...]) -> None:
        """An op's input that no op made: it comes from the Python operands of the expression that ran the op."""
        for frame in frames:
            site = self.weaver.site_at(frame)
            if site is None:
                continue
            sources = self._host_operands(site, frame[2])
            self._note_older(site, frame[2], held)
            if sources:
                exact = [s for s in sources if self.engine.same_value(tensor, s[0])]
                chosen = exact or [s for s in sources if not self.engine.is_plain_constant(tensor, s[0])]
                ids = [s[1] for s in chosen]
                if ids:
                    self._step(time, "enter", ids, (held.id,), site, frame[2])
                return
            if site.kind == "call":
                self._entered_inside(time, tensor, held, site, frame[2])
            if site.kind in ("call", "binop", "augmented"):
                return

    def _entered_inside(self, time: int, tensor: Any, held: Held, site: Site, frame: int) -> None:
        """A constant that appeared inside an untraced call, after tensors had left inside the same call."""
        opened = next((o for o in reversed(self._open) if o[:2] == (frame, site.id)), None)
        if opened is None or not self.engine.is_differentiable(tensor) or self._is_traced(opened[3]):
            return
        stacks = {number: stack for at, number, stack in self._exits if opened[2] <= at <= time}
        left = list(stacks)
        left = [n for n in left if self.engine.is_differentiable(self.values.held[n].thing)]
        exact = [n for n in left if self.engine.same_value(tensor, self.engine.numpy(self.values.held[n].thing))]
        if left:
            self._step(time, "exit", exact or left, (held.id,), site, frame)
            stack = stacks[(exact or left)[-1]]
            if stack and any(span.code == self.weaver.cell_key for span in stack):
                self.steps[-1].stack, self.steps[-1].span = stack, stack[0]

    def _note_older(self, site: Site, frame: int, held: Held) -> None:
        """Names in an expression that stand for Python data older than the cell: a constant may come from them."""
        for number in site.children if site.receiver is None else (site.receiver, *site.children):
            operand = self._operand(number, frame)
            child = self.weaver.site(number)
            if operand is None or child is None or operand[1] is not None or not self._is_host_data(operand[0]):
                continue
            name = self._root_name(child)
            if (0, name) in self._bound or (frame, name) in self._bound:
                continue  # the cell, or the function, made it itself
            place = next((s for s in self._stack(child.span, frame) if s.code == self.weaver.cell_key), None)
            if name and place is not None:
                self.older_names.setdefault(held.id, []).append((name, place))

    def _is_host_data(self, value: Any) -> bool:
        if self.engine.kind(value) is not None or isinstance(value, (*_NO_DATA, str, bool)):
            return False
        return isinstance(value, (int, float, complex, np.ndarray, np.generic, *_CONTAINERS)) or hasattr(
            type(value), "__array__"
        )

    def _root_name(self, site: Site) -> str:
        while site.kind in ("attribute", "subscript", "call") and site.receiver is not None:
            inner = self.weaver.site(site.receiver)
            if inner is None:
                break
            site = inner
        return site.name if site.kind == "name" else ""

    def _host_operands(self, site: Site, frame: int) -> list[tuple[Any, int]]:
        operands = self._operands_of(site, frame)
        if site.kind == "call":
            opened = next((o for o in reversed(self._open) if o[:2] == (frame, site.id)), None)
            owner = getattr(opened[3], "__self__", None) if opened else None
            if owner is not None:
                operands.append((owner, None))
        if site.kind == "augmented":
            operands += [b for n in site.binds if (b := self._bound.get((frame, n)) or self._bound.get((0, n)))]
        found: list[tuple[Any, int]] = []
        for thing, number in operands:
            for part in self._spread(thing):
                number_of = number if part is thing else None
                if self.engine.kind(part) is None:
                    held = self.values.held[number_of] if number_of is not None else self.values.known_host(part)
                    if held is not None:
                        found.append((part, held.id))
            if not isinstance(thing, _ATOMS) and number is not None and isinstance(thing, _CONTAINERS):
                found.append((thing, number))
        return list({f[1]: f for f in found}.values())

    def _spread(self, thing: Any, depth: int = 3) -> list[Any]:
        if depth and isinstance(thing, _CONTAINERS) and len(thing) <= 4096:
            return [leaf for part in self.values.parts_of(thing) for leaf in self._spread(part, depth - 1)]
        return [thing]

    # ---- drafts ----

    def _step(self, time: int, kind: str, inputs: list[int], outputs: tuple[int, ...], site: Site, frame: int) -> None:
        what = site.name or site.kind
        stack = self._stack(site.span, frame)
        self.steps.append(StepDraft(time, kind, tuple(dict.fromkeys(inputs)), outputs, site.span, what, stack))

    def _stack(self, span: CodeSpan, frame: int) -> tuple[CodeSpan, ...]:
        """The span and the calls around it, innermost first, ending in the cell."""
        spans, seen = [span], {frame}
        if span.code == self.weaver.cell_key and not span.scope:
            return (span,)
        for caller, number, _, _ in reversed(self._open):
            if caller in seen:
                continue
            seen.add(caller)
            site = self.weaver.site(number)
            if site is not None:
                spans.append(site.span)
                if site.span.code == self.weaver.cell_key and site.function is None:
                    break
        return tuple(spans)


def _reads_form_only(callee: Any) -> bool:
    name = getattr(callee, "__name__", "")
    if getattr(builtins, name, None) is callee:
        return name in _FORM_ONLY
    module = getattr(callee, "__module__", "") or ""
    return module.startswith("numpy") and name in _NUMPY_FORM_ONLY

"""Follows values over the border: what left the engine for Python, and what entered it from there."""

from __future__ import annotations

import itertools
import types
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.converted import calls_written
from tapeviz.kinds import attribute, is_a, is_container, is_exactly
from tapeviz.provenance.functions import closed_over, expression_at, numbers_in
from tapeviz.provenance.ledger import CONTAINERS, LAZY, NO_DATA, StepDraft
from tapeviz.provenance.older import OlderValues
from tapeviz.provenance.sites import Site, cell_span
from tapeviz.provenance.values import Held
from tapeviz.records import CodeSpan

if TYPE_CHECKING:
    from tapeviz.engines.base import Frame

__all__ = ["Borders"]

_CODE = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, np.ufunc)
_ATOMS = (int, bool, str, bytes)


class Borders(OlderValues):
    """Where values leave the engine for Python and come back."""

    def left(self, time: int, tensor: Any, what: str, stack: tuple[CodeSpan, ...], frames: tuple[Frame, ...]) -> None:
        """A tensor gave its value to Python through one of its own methods."""
        kind = self.engine.kind(tensor)
        if kind in ("tensor", "variable") and what not in ("__bool__", "__str__", "__repr__"):
            traced = frames[0][2] if frames and self.weaver.site_at(frames[0]) is not None else 0
            number = self.values.tensor(tensor).id if kind == "tensor" else self.values.variable(tensor).state
            self._exits.append((time, number, stack, traced))

    def entered(self, time: int, tensor: Any, held: Held, frames: tuple[Frame, ...]) -> None:
        """An op's input that no op made: it comes from the Python operands of the expression that ran the op."""
        traced = next(((f, site) for f in frames if (site := self.weaver.site_at(f)) is not None), None)
        if traced is None:
            self._entered_unseen(time, tensor, held, frames)
            return
        frame, site = traced
        if site.kind in ("comprehension", "target", "element"):
            return  # the slices that iterating a tensor takes: nothing of the cell's goes into them
        sources = self._host_operands(site, frame[2])
        self._note_unexplained(site, frame[2], held)
        kept = self._kept_exactly(tensor, site, frame[2])
        if kept and not any(self.engine.same_value(tensor, s[0]) for s in sources):
            self._step(time, "enter", kept, (held.id,), site, frame[2])
            self._kept_entries[held.id] = (kept, self._open[-1][:2])
        elif sources:
            exact = [s for s in sources if self.engine.same_value(tensor, s[0])]
            chosen = exact or [s for s in sources if not self.engine.is_plain_constant(tensor, s[0])]
            ids = [s[1] for s in chosen]
            if ids:
                self._step(time, "enter", ids, (held.id,), site, frame[2])
        elif site.kind == "call":
            self._entered_inside(time, tensor, held, site, frame[2])

    def _kept_exactly(self, tensor: Any, site: Site, frame: int) -> list[int]:
        """Of the Python data that objects which take part in a running call were made with, what a constant equals."""
        opened = next((o for o in reversed(self._open) if o[:2] == (frame, site.id)), None) if self._kept else None
        kept = self._kept_by(site, opened[3], frame) if opened is not None else []
        if not kept or not self.engine.tells(tensor):
            return []
        return [n for n in kept if self._is_value_of(tensor, self.values.held[n].thing)]

    def _is_value_of(self, tensor: Any, thing: Any) -> bool:
        """Whether a constant holds the numbers of some Python data, in whatever shape."""
        shape = self.engine.numpy(tensor).shape
        if is_a(thing, np.ndarray) and thing.size == np.prod(shape, dtype=int):
            thing = thing.reshape(shape)
        return bool(self.engine.same_value(tensor, thing))

    def initialised(self, time: int, given: list[int], made: list[int]) -> None:
        """The first value of a variable: such data, where the call that took it in made the variable too."""
        origins = self._op_origins(given) if self._kept_entries and self._open else set()
        for number in origins & self._kept_entries.keys():
            kept, place = self._kept_entries[number]
            site = self.weaver.site(place[1])
            if place == self._open[-1][:2] and site is not None:  # what its making did in between is the library's
                self.steps = [s for s in self.steps if s.outputs != (number,) or s.inputs != tuple(kept)]
                self._step(time, "enter", kept, tuple(made), site, place[0])

    def _op_origins(self, numbers: list[int]) -> set[int]:
        found = set(numbers)
        for op in reversed(self.weaver.ops[-100:]):
            if not found.isdisjoint(op.outputs):
                found.update(op.inputs)
        return found

    def _kept_by(self, site: Site, callee: Any, frame: int) -> list[int]:
        """The Python data that a callee, its owner and its operands were made with."""
        operands = [part for thing, _ in self._operands_of(site, frame) for part in self._spread(thing)]
        things = [callee, attribute(callee, "__self__"), *operands]
        found = [n for thing in things for n in self._kept.get(id(thing), (None, ()))[1]]
        return list(dict.fromkeys(found))

    def _entered_unseen(self, time: int, tensor: Any, held: Held, frames: tuple[Frame, ...]) -> None:
        """A constant in code that does not report: it may be what a traced function has just returned to that code."""
        self.unseen_entries[held.id] = frames[:1]
        value, made = self._returned
        if made is None or not frames or self.values.held[made].kind != "host":
            return
        stack = self.weaver.stack(frames)
        written = numbers_in(expression_at(stack[0]))
        if self.engine.same_value(tensor, value) and not any(self.engine.same_value(tensor, n) for n in written):
            self.steps.append(StepDraft(time, "enter", (made,), (held.id,), stack[0], "call", stack))
            del self.unseen_entries[held.id]

    def _entered_inside(self, time: int, tensor: Any, held: Held, site: Site, frame: int) -> None:
        """A constant that appeared inside an untraced call, after tensors had left inside the same call.

        In code of the user's that ran unseen, a tensor also leaves through NumPy's buffer: then the results that no op
        used are what it was made from.
        """
        opened = next((o for o in reversed(self._open) if o[:2] == (frame, site.id)), None)
        if opened is None or self._is_traced(opened[3]):
            return
        # What left in traced code further in is followed there.
        since = list(itertools.takewhile(lambda left: left[0] >= opened[2], reversed(self._exits)))
        stacks = {number: stack for _, number, stack, own in reversed(since) if own in (0, frame)}
        if not self.engine.is_differentiable(tensor):
            self._put_back(time, tensor, held, (site, frame), list(stacks))
            return
        if self._handed_over(time, tensor, held, site, frame):
            return
        left = self._differentiable(stacks)
        unseen = [] if left else self._ran_unseen(site, frame)
        if unseen:
            left = self._differentiable(self._unused_results(opened[2], time))
        exact = [n for n in left if self.engine.same_value(tensor, self.engine.numpy(self.values.held[n].thing))]
        if left:
            self._step(time, "exit", exact or left, (held.id,), site, frame)
            stack = stacks.get((exact or left)[-1], ())
            if len(unseen) == 1:
                stack = (*unseen[0], *self.steps[-1].stack)
            if cell_span(stack, self.weaver.cell_key) is not None:
                self.steps[-1].stack, self.steps[-1].span = stack, stack[0]

    def _put_back(self, time: int, tensor: Any, held: Held, where: tuple[Site, int], left: list[int]) -> None:
        """Integers or strings that left in the library's code and entered again as they were: a lookup layer does that.

        A single number may be the same by chance: an axis, a size.
        """
        array = self.engine.numpy(tensor)
        if array is None or not array.ndim:
            return
        same = [n for n in left if self.engine.same_value(tensor, self.engine.numpy(self.values.held[n].thing))]
        if same:
            self._step(time, "opaque", same[-1:], (held.id,), *where)

    def _ran_unseen(self, site: Site, frame: int) -> list[tuple[CodeSpan, ...]]:
        """Where a tensor may have left unseen in a call that was given functions of the user's that did not report.

        Autograph runs a copy of such a function. In it, too, what the engine's own functions compute are ops.
        """
        given = [_function_of(f) for f, _ in self._operands_of(site, frame) if self._is_traced(f)]
        entered = {inner.name for n in self.frames_entered if (inner := self.weaver.site(n)) is not None}
        return [call for f in given if f is not None and f.__name__ not in entered for call in self._other_calls(f)]

    def _other_calls(self, function: types.FunctionType, depth: int = 4) -> list[tuple[CodeSpan, ...]]:
        """Calls of what is not the engine's in a function of the user's and those it calls; innermost span first."""
        found: list[tuple[CodeSpan, ...]] = []
        closed = closed_over(function)
        for name, last, span in calls_written(function.__code__):
            callee = closed.get(name, function.__globals__.get(name))
            inner = _function_of(callee) if self._is_traced(callee) else None
            if inner is not None:
                found += [(*call, span) for call in self._other_calls(inner, depth - 1)] if depth else [(span,)]
            elif "numpy" in last or (is_a(callee, _CODE) and not self.engine.computes_with_ops(callee)):
                found.append((span,))  # Keras has functions of its own that leave, and their names say so
        return found

    def _differentiable(self, numbers: Iterable[int]) -> list[int]:
        return [n for n in numbers if self.engine.is_differentiable(self.values.held[n].thing)]

    def _handed_over(self, time: int, tensor: Any, held: Held, site: Site, frame: int) -> bool:
        """The constant is a Python value that a traced function has returned to this untraced call."""
        returned = self._returned_to(site, frame)
        exact = [n for n in returned if self.engine.same_value(tensor, self.values.held[n].thing)]
        if exact:
            self._step(time, "enter", exact[-1:], (held.id,), site, frame)
        return bool(exact)

    def _returned_to(self, site: Site, frame: int, start: int = 0) -> list[int]:
        """Python values that traced functions have returned to an untraced call since then."""
        return [made for time, made, place in self._handed_back if place == (frame, site.id) and time >= start]

    def called_back(self, time: int, given: list[int], made: list[int]) -> None:
        """An op that runs a function of the user's has run it: what that took in by itself is in the op's outputs."""
        frame, number, start, _ = self._open[-1] if self._open else (0, 0, 0, None)
        site = self.weaver.site(number)
        if site is not None and made:
            inputs = self._called_back(site, [], start, frame, time) or self._used_from_outside(given, start, time)
            if inputs:
                self._step(time, "exit", inputs, tuple(made), site, frame)

    def _used_from_outside(self, given: list[int], start: int, end: int) -> list[int]:
        """What the ops of a stretch of time used that none of them made, beside what was given and its making."""
        ops = [op for op in self.weaver.ops[-2000:] if start <= op.time <= end]
        made = {i for op in ops for i in op.outputs}
        known = set(given)
        for op in reversed(ops):
            if not known.isdisjoint(op.outputs):
                known.update(op.inputs)
        used = dict.fromkeys(i for op in ops for i in op.inputs if i not in made and i not in known)
        return [i for i in used if self.values.held[i].kind == "state" or self.values.held[i].origin == "op"]

    def _called_back(self, site: Site, inputs: list[int], start: int, frame: int, time: int) -> list[int]:
        """What a function of the user's gave to the call that ran it: its Python value, else what left meanwhile."""
        returned = self._returned_to(site, frame, start)
        if returned:
            return returned
        came = self._origins(inputs, start)
        return [number for at, number, *_ in self._exits if start <= at <= time and number not in came]

    def _left_during(self, start: int, end: int, ran: int | None) -> list[int]:
        """What an untraced call took in while it ran.

        Values that traced generators handed it, else tensors that gave their value to Python, else the last results
        it computed since it `ran`; None where it only ran a generator that is followed.
        """
        yielded = [number for time, number in self._yielded if start <= time <= end]
        if yielded:
            return yielded
        left = [number for time, number, *_ in self._exits if start <= time <= end]
        return left if left or ran is None else self._unused_results(ran, end)

    def _origins(self, numbers: Iterable[int], start: int) -> set[int]:
        """What the operands of a call were made from since then: what left on their way has not left in the call."""
        found = set(numbers)
        for step in reversed(self.steps):
            if step.time < start:
                break
            if not found.isdisjoint(step.outputs):
                found.update(step.inputs)
        return found

    def _unused_results(self, start: int, end: int) -> list[int]:
        ops = [op for op in self.weaver.ops[-2000:] if start <= op.time <= end]
        used = {i for op in ops for i in op.inputs}
        return [i for op in ops for i in op.outputs if i not in used and self.values.held[i].kind == "tensor"]

    def _note_unexplained(self, site: Site, frame: int, held: Held) -> None:
        """A constant may come from Python data of this cell's that code made which could not be followed."""
        for number in site.children if site.receiver is None else (site.receiver, *site.children):
            operand = self._operand(number, frame)
            child = self.weaver.site(number)
            if operand is None or child is None or operand[1] is not None or not self._is_host_data(operand[0]):
                continue
            root = self._root(child)
            whole = self._operand(root.id, frame) if root is not None else None
            if root is None or whole is None or (0, root.name) in self._bound or (frame, root.name) in self._bound:
                continue  # the cell, or the function, made it itself
            if child.function is None and self.weaver.is_new_name(root.name, whole[0]):
                self.unexplained.add(held.id)

    def _is_host_data(self, value: Any) -> bool:
        if self.engine.kind(value) is not None or is_a(value, (*NO_DATA, str, bool)):
            return False
        return is_a(value, (int, float, complex, np.ndarray, np.generic, *CONTAINERS)) or hasattr(
            type(value), "__array__"
        )

    def _root(self, site: Site) -> Site | None:
        """The name that `name.attribute[0]()` begins with."""
        while site.kind in ("attribute", "subscript", "call") and site.receiver is not None:
            inner = self.weaver.site(site.receiver)
            if inner is None:
                break
            site = inner
        return site if site.kind == "name" else None

    def _host_operands(self, site: Site, frame: int) -> list[tuple[Any, int]]:
        operands = self._operands_of(site, frame)
        if site.kind == "call":
            opened = next((o for o in reversed(self._open) if o[:2] == (frame, site.id)), None)
            owner = attribute(opened[3], "__self__") if opened else None
            if owner is not None:
                operands.append((owner, None))
        if site.kind == "augmented":
            operands += [b for n in site.binds if (b := self._bound.get((frame, n)) or self._bound.get((0, n)))]
        found: list[tuple[Any, int]] = []
        for thing, number in operands:
            if is_exactly(thing, LAZY):
                continue  # no op takes such an iterator; what came out of it is looked for by what left meanwhile
            found += self._handed_on(thing, number, site)
            for part in (*self._spread(thing), *self._nests(thing)):
                number_of = number if part is thing else None
                if self.engine.kind(part) is None:
                    held = self.values.held[number_of] if number_of is not None else self.values.known_host(part)
                    if held is not None:
                        found.append((part, held.id))
            if not is_a(thing, _ATOMS) and number is not None and is_container(thing) and not self._is_of_engine(thing):
                found.append((thing, number))
        return list({f[1]: f for f in found}.values())

    def _is_of_engine(self, thing: Any) -> bool:
        """Whether a container holds tensors and variables alone: whoever takes it takes them, or they leave there."""
        contents = self._contents(thing)
        return contents is not None and all(self.values.held[i].kind != "host" for i in contents)

    def _handed_on(self, thing: Any, number: int | None, site: Site) -> list[tuple[Any, int]]:
        """The Python data that a generator or an iterator gave so far."""
        if not is_a(thing, types.GeneratorType) and id(thing) not in self._handed:
            return []
        given = (self.values.held[i] for i in (*self._carried(thing, number), *self._yields_of(thing, site)))
        return [(held.thing, held.id) for held in given if held.kind == "host"]

    def _yields_of(self, thing: Any, site: Site) -> list[int]:
        """What generator functions have yielded since a call began that was given such a generator."""
        if not is_a(thing, types.GeneratorType) or self._generators.get(id(thing)):
            return []
        since = self._given_at(site)
        return [number for _, number in itertools.takewhile(lambda y: y[0] >= since, reversed(self._yielded))]


def _function_of(value: Any) -> types.FunctionType | None:
    found = attribute(value, "__func__", value)
    return found if is_a(found, types.FunctionType) else None

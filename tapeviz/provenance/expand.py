"""Unfolds a traced function, which ran as one op, into the ops inside it, with their own lines."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tapeviz.provenance.ledger import StepDraft
from tapeviz.provenance.ops import FULL_WRITES, OpDraft
from tapeviz.provenance.values import Resource
from tapeviz.records import CodeSpan

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["Expander"]

_DEPTH = 8
_OPS = 20_000


class Expander:
    """Replaces one call by the flow of data inside it; loops are shown once, with the way back to their start."""

    def __init__(self, weaver: Weaver, call: OpDraft) -> None:
        self.weaver = weaver
        self.call = call

    def run(self) -> None:
        """Add the inner ops to the weaver; a function that cannot be read stays one op."""
        body = self.weaver.engine.function_body(self.call.function)
        if body is None or len(self.weaver.ops) > _OPS or len(body.inputs) != len(self.call.tensors_in):
            return
        values: dict[int, int] = {}
        resources: dict[int, Resource] = {}
        for symbol, tensor, number in zip(body.inputs, self.call.tensors_in, self.call.inputs, strict=True):
            values[id(symbol)] = number
            if self.weaver.engine.is_handle(tensor):
                key = self.weaver.engine.tensor_key(tensor)
                resources[id(symbol)] = self.weaver.values.resource(key, tensor, "resource")
        self.call.kind = "expanded"
        self._body(body, values, resources, 0)
        for symbol, number in zip(body.outputs, self.call.outputs, strict=False):
            self._pass(values.get(id(symbol)), number)

    def _body(self, body: Any, values: dict[int, int], resources: dict[int, Resource], depth: int) -> None:
        for inner in self.weaver.engine.inner_ops(body):
            if inner.role == "op" or depth >= _DEPTH:
                self._op(inner, values, resources)
            elif inner.role == "loop":
                self._loop(inner, values, resources, depth)
            else:
                given = inner.inputs[1:] if inner.role == "branch" else inner.inputs
                for nested in inner.nested:
                    self._nested(nested, given, inner.outputs, values, resources, depth)
                if inner.role == "branch":
                    self._steer(inner, self._value(inner.inputs[0], values), values)

    def _steer(self, inner: Any, test: int, values: dict[int, int]) -> None:
        """The test of a branch, or of a loop, decides on what comes out."""
        outputs = tuple(self._value(symbol, values) for symbol in inner.outputs)
        stack = (*self._inner_stack(inner), *self.weaver.stack(self.call.frames))
        if stack and outputs:
            step = StepDraft(self.call.time, "steer", (test,), outputs, stack[0], "test", stack)
            self.weaver.steps.decisions.append((step, None))

    def _value(self, symbol: Any, values: dict[int, int]) -> int:
        if id(symbol) not in values:
            values[id(symbol)] = self.weaver.values.symbol(symbol).id
        return values[id(symbol)]

    def _op(self, inner: Any, values: dict[int, int], resources: dict[int, Resource]) -> None:
        used = {k: resources[id(s)] for k, s in enumerate(inner.inputs) if id(s) in resources}
        inputs = [used[k].state if k in used else self._value(s, values) for k, s in enumerate(inner.inputs)]
        draft = self._draft(inner.op_type, inputs, [])
        draft.probe, draft.inner_stack = inner.probe, self._inner_stack(inner)
        if used and not inner.outputs:
            draft.writes = tuple(r.id for r in used.values())
            draft.outputs = [self.weaver.values.new_state(r).id for r in used.values()]
            if inner.op_type in FULL_WRITES:
                draft.inputs = [i for k, i in enumerate(inputs) if k not in used]
        else:
            draft.reads = tuple(r.id for r in used.values())
            draft.outputs = [self._value(s, values) for s in inner.outputs]
        self.weaver.ops.append(draft)

    def _inner_stack(self, inner: Any) -> tuple[CodeSpan, ...]:
        """Where inside the function an op was made; the calls around the function are the call's own."""
        around = {code for code, _, _ in self.call.frames}
        frames = tuple(itertools.takewhile(lambda frame: frame[0] not in around, inner.frames))
        return self.weaver.stack(frames) if frames else inner.stack

    def _draft(self, op_type: str, inputs: list[int], outputs: list[int]) -> OpDraft:
        call = self.call
        draft = OpDraft(len(self.weaver.ops), call.time, op_type, inputs, outputs, [], [], frames=call.frames)
        draft.recorded, draft.kind = call.recorded, "function"
        return draft

    def _pass(self, start: int | None, end: int) -> None:
        if start is not None and start != end:
            draft = self._draft("Identity", [start], [end])
            draft.probe = lambda output: ["passes"]
            self.weaver.ops.append(draft)

    def _nested(
        self,
        nested: Any,
        given: list[Any],
        outputs: list[Any],
        values: dict[int, int],
        resources: dict[int, Resource],
        depth: int,
    ) -> None:
        own: dict[int, int] = {}
        for symbol, outer in zip(nested.inputs, given, strict=False):
            own[id(symbol)] = self._value(outer, values) if id(outer) not in resources else resources[id(outer)].state
            if id(outer) in resources:
                resources[id(symbol)] = resources[id(outer)]
        self._body(nested, own, resources, depth + 1)
        for symbol, outer in zip(nested.outputs, outputs, strict=False):
            self._pass(own.get(id(symbol)), self._value(outer, values))

    def _loop(self, inner: Any, values: dict[int, int], resources: dict[int, Resource], depth: int) -> None:
        body = inner.nested[0]
        own: dict[int, int] = {}
        for symbol, outer in zip(body.inputs, inner.inputs, strict=False):
            if id(outer) in resources:
                resources[id(symbol)] = resources[id(outer)]
                continue
            start = own[id(symbol)] = self.weaver.values.symbol(symbol).id
            self._pass(self._value(outer, values), start)
        self._body(body, own, resources, depth + 1)
        for symbol, again, outer in zip(body.outputs, body.inputs, inner.outputs, strict=False):
            result = own.get(id(symbol))
            if id(again) in own:
                self._pass(result, own[id(again)])
            self._pass(result, self._value(outer, values))
        test = inner.nested[1]
        asked = dict(zip(map(id, test.inputs), (own.get(id(symbol)) for symbol in body.inputs), strict=False))
        known = {symbol: number for symbol, number in asked.items() if number is not None}
        handles = zip(test.inputs, body.inputs, strict=False)
        resources |= {id(mine): resources[id(other)] for mine, other in handles if id(other) in resources}
        self._body(test, known, resources, depth + 1)
        self._steer(inner, self._value(test.outputs[0], known), values)

"""Keeps what the Python side of a cell has done so far, and looks operands up in it."""

from __future__ import annotations

import array
import itertools
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.kinds import attribute, exactly, is_a, is_container
from tapeviz.provenance.sites import Site, cell_span
from tapeviz.provenance.values import Held
from tapeviz.records import CodeSpan

if TYPE_CHECKING:
    from tapeviz.engines.base import Frame
    from tapeviz.provenance.weave import Weaver

__all__ = [
    "CONTAINERS",
    "ITERATORS",
    "LAZY",
    "NO_DATA",
    "TAKES_NUMBERS",
    "UNSEEN",
    "BindingDraft",
    "Entry",
    "Ledger",
    "PlacedDraft",
    "StepDraft",
]

NO_DATA = (type(None), type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
# What is put into them becomes numbers there and then.
TAKES_NUMBERS = (np.ndarray, array.array)
CONTAINERS = (list, tuple, set, frozenset, dict)
# They hand on what they were made from, one by one, and compute nothing.
ITERATORS = exactly(
    *(type(iter([])), type(iter(())), type(iter(set())), type(iter({}.values())), type(iter({}.items()))),
    *(type({}.values()), type({}.items()), type(reversed([])), zip, enumerate, reversed, filter),
    *(itertools.chain, itertools.islice, itertools.cycle, itertools.takewhile, itertools.dropwhile),
    *(itertools.filterfalse, itertools.compress, itertools.pairwise, itertools.product, itertools.zip_longest),
    *(itertools.combinations, itertools.permutations, type(itertools.tee(())[0])),
)
# They compute each element when it is asked for: whether a tensor left in between is not known before.
UNSEEN = object()
"""In place of a value that a field or item got without being seen: it is known by the field or item alone."""
LAZY = exactly(map, itertools.starmap, itertools.accumulate)


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
class PlacedDraft:
    """An engine value that was put into an object: when, by which statement, and where, as far as the text names it."""

    time: int
    span: CodeSpan
    value: Any
    owner: Any = None
    step: str = ""


@dataclass(slots=True)
class BindingDraft:
    """A name of the cell that was bound: to which object, when, by which statement; `parts` is what it held then."""

    name: str
    time: int
    span: CodeSpan
    value: Any
    parts: tuple[Any, ...] = ()


@dataclass(slots=True)
class Entry:
    """One call of a traced function: its frame, arguments and callers, and when it began."""

    frame: int
    arguments: tuple[Any, ...]
    stack: tuple[CodeSpan, ...]
    time: int


class Ledger:
    """What was seen so far: the values of expressions, the open calls, the names, and the steps that passed data on."""

    def __init__(self, weaver: Weaver) -> None:
        self.weaver = weaver
        self.values = weaver.values
        self.engine = weaver.engine
        self.steps: list[StepDraft] = []
        self.bindings: list[BindingDraft] = []
        self.placed: list[PlacedDraft] = []
        self.executed: dict[int, list[int]] = {}
        self.begun: set[int] = set()
        self.symbolic: dict[int, int] = {}
        self.stored: dict[int, list[tuple[int, tuple[Any, ...]]]] = {}
        self.frames_entered: dict[int, list[Entry]] = {}
        self.made_at: dict[int, tuple[tuple[CodeSpan, ...], int]] = {}
        self.first_seen: dict[int, CodeSpan] = {}
        self._latest: dict[int, dict[int, tuple[Any, int | None]]] = {}
        self._latest_any: dict[int, tuple[Any, int | None]] = {}
        self._bound: dict[tuple[int, str], tuple[Any, int | None]] = {}
        self._fields: dict[tuple[int, str], tuple[Any, int | None]] = {}
        self._displays: dict[int, Any] = {}
        self._grown_items: dict[int, dict[str, int]] = {}
        self._callers: dict[int, tuple[int | None, tuple[Frame, ...]]] = {}
        self._begun_under: dict[int, tuple[CodeSpan, ...]] = {}
        self._open: list[tuple[int, int, int, Any]] = []
        self._returned: tuple[Any, int | None] = (None, None)
        self._exits: list[tuple[int, int, tuple[CodeSpan, ...], int]] = []
        self._handed_back: list[tuple[int, int, tuple[int, int]]] = []
        self._yielded: list[tuple[int, int]] = []
        self.unexplained: set[int] = set()
        self.unseen_entries: dict[int, tuple[Any, ...]] = {}
        self.failures: list[str] = []
        self.older_names: dict[int, list[tuple[str, CodeSpan]]] = {}
        self._spread_ids: dict[int, tuple[Any, Any, list[int]]] = {}
        sites = (site for unit in weaver.units for site in unit.sites.values() if site.kind == "comprehension")
        self._elements: dict[int, list[int]] = {site.receiver: [] for site in sites if site.receiver is not None}
        self._generators: dict[int, int] = {}
        self._handed: dict[int, tuple[Any, list[int]]] = {}
        self._lazy: dict[int, StepDraft] = {}
        self._kept: dict[int, tuple[Any, list[int]]] = {}
        self._kept_entries: dict[int, tuple[list[int], tuple[int, int]]] = {}
        self._after_model: dict[int, tuple[Any, set[int]]] = {}

    def _operand(self, number: int, frame: int) -> tuple[Any, int | None] | None:
        return self._latest.get(frame, {}).get(number) or self._latest_any.get(number)

    def _last_run(self, number: int) -> int:
        """When an expression had a value last."""
        return self.executed.get(number, [0])[-1]

    def _given_at(self, site: Site) -> int:
        """When the last of an expression's operands was there: what ran later, it has run itself."""
        return max((self._last_run(number) for number in site.children), default=0)

    def _operands_of(self, site: Site | None, frame: int) -> list[tuple[Any, int | None]]:
        if site is None:
            return []
        numbers = site.children if site.receiver is None else (site.receiver, *site.children)
        found = (self._operand(number, frame) for number in numbers)
        return [operand for operand in found if operand is not None]

    def _is_traced(self, callee: Any) -> bool:
        if not is_a(callee, (types.FunctionType, types.MethodType)):
            callee = vars(type(callee)).get("__call__")  # an object that the user's class makes callable
        function = attribute(callee, "__func__", callee)
        return is_a(function, types.FunctionType) and self.weaver.is_traced(function.__code__)

    def _carried(self, thing: Any, number: int | None) -> list[int]:
        kind = self.engine.kind(thing)
        if kind in ("module", "symbolic"):
            return []
        if is_a(thing, types.GeneratorType):
            return list(self._elements.get(self._generators.get(id(thing), 0), ()))
        if id(thing) in self._handed:
            return list(self._handed[id(thing)][1])
        return self.values.inside(thing, number)

    def _spread(self, thing: Any, depth: int = 3) -> list[Any]:
        if depth and is_container(thing) and len(thing) <= 4096:
            return [leaf for part in self.values.parts_of(thing) for leaf in self._spread(part, depth - 1)]
        return [thing]

    def _nests(self, thing: Any, depth: int = 3) -> list[Any]:
        """The containers within a container: one that was changed holds data that none of its parts tells."""
        if not depth or not is_container(thing) or len(thing) > 4096:
            return []
        inner = [part for part in self.values.parts_of(thing) if is_container(part)]
        return inner + [nest for part in inner for nest in self._nests(part, depth - 1)]

    def _contents(self, value: Any) -> list[int] | None:
        """The ids inside a container if it holds nothing else, so that only what it really holds flows on."""
        if not is_container(value) or not self.values.parts_of(value):
            return None
        ids = self.values.inside(value, -1)
        return None if -1 in ids else ids

    def _host(self, part: Any) -> Held | None:
        return self.values.known_host(part) if self.engine.kind(part) is None else None

    def _new_version(
        self, thing: Any, given: list[int], site: Site, frame: int, time: int, *, takes_values: bool = False
    ) -> int:
        self._displays.pop(id(thing), None)
        old = self.values.known_host(thing)
        held = self.values.host(thing)
        exits = (takes_values or is_a(thing, TAKES_NUMBERS)) and any(self.values.held[i].kind != "host" for i in given)
        if exits:
            self._step(time, "exit", given, (held.id,), site, frame)
        else:
            self._step(time, "host", given, (held.id,), site, frame)
        if old is not None:
            self._step(time, "host", [old.id], (held.id,), site, frame)
        return held.id

    def _place(self, value: Any, site: Site, frame: int, time: int, owner: Any = None, step: str = "") -> None:
        """Note where engine values were put into an object."""
        unit = self.weaver.unit_of(site)
        span = unit.statements.get(site.id, site.span) if unit is not None else site.span
        ours = [part for part in self._spread(value) if self.engine.kind(part) is not None]
        place = self._in_cell(span, site, frame) if ours else span
        self.placed += [PlacedDraft(time, place, part, owner, step if part is value else "") for part in ours]

    def _in_cell(self, span: CodeSpan, site: Site, frame: int) -> CodeSpan:
        if span.code == self.weaver.cell_key:
            return span
        return cell_span(self._stack(span, frame), self.weaver.cell_key) or span

    def _step(self, time: int, kind: str, inputs: list[int], outputs: tuple[int, ...], site: Site, frame: int) -> None:
        for made in set(inputs) & self._lazy.keys():
            self._lazy[made].kind = "exit"  # what came out of it is no tensor: so a tensor left in there
        what = site.name or site.kind
        stack = self._stack(site.span, frame)
        self.steps.append(StepDraft(time, kind, tuple(dict.fromkeys(inputs)), outputs, site.span, what, stack))

    def _stack(self, span: CodeSpan, frame: int) -> tuple[CodeSpan, ...]:
        """The span and the calls around it, innermost first, ending in the cell."""
        if span.code == self.weaver.cell_key and not span.scope:
            return (span,)
        around, outermost = self._around(frame)
        if around and around[-1].code == self.weaver.cell_key:
            return (span, *around)
        under = self._begun_under.get(outermost, ())
        return (span, *around, *under) if under else (span, *self._calls_around(frame))

    def _calls_around(self, frame: int) -> tuple[CodeSpan, ...]:
        """The calls that are open now, innermost first, up to the cell's own; other threads have open ones, too."""
        spans: list[CodeSpan] = []
        seen = {frame}
        for caller, number, _, _ in reversed(self._open):
            if caller in seen or self._begun_under.get(self._around(caller)[1]):
                continue
            seen.add(caller)
            site = self.weaver.site(number)
            if site is not None:
                spans.append(site.span)
                if site.span.code == self.weaver.cell_key and site.function is None:
                    break
        return tuple(spans)

    def asked(self, number: int, frame: int, frames: tuple[Frame, ...]) -> None:
        """A function of the user's began or went on in this frame, asked by these; Python may have asked by itself.

        An operator, an attribute, a loop, a `with` or an item run such functions without a call in the text.
        """
        site = self.weaver.site(number)
        if site is not None:
            self._callers[frame] = (site.id if site.kind == "frame" else site.function, frames)
            # Nobody called it where another thread runs it, while the cell goes on to its next statements.
            self._begun_under[frame] = () if frames else self._calls_around(frame)

    def _forget_other(self, site: Site, frame: int) -> None:
        """A frame's id may be that of an earlier one."""
        if frame in self._callers and site.function is not None and self._callers[frame][0] != site.function:
            del self._callers[frame], self._begun_under[frame]

    def _around(self, frame: int) -> tuple[tuple[CodeSpan, ...], int]:
        """Where the frames stood that led to this one, innermost first, and which was the outermost."""
        found: list[Frame] = []
        seen: set[int] = set()
        while frame in self._callers and frame not in seen:
            seen.add(frame)
            found += self._callers[frame][1]
            frame = found[-1][2] if found else frame
        return self.weaver.stack(tuple(found)), frame

    def _left_at_names(self, site: Site) -> list[int]:
        """What code that Python ran for an operand itself took out of the engine: `[*a]`, `x, y = a`, `f"{a}"`."""
        found: list[int] = []
        for number in site.children:
            child = self.weaver.site(number)
            if child is not None and child.kind == "name":
                found += self._left_at(child.span, self.executed.get(number, [0])[-1])
        return found

    def _left_at(self, span: CodeSpan, since: int) -> list[int]:
        """What left since then in code that a frame ran while it stood at a span."""
        place = (span.code, span.line, span.col)
        recent = itertools.takewhile(lambda left: left[0] > since, reversed(self._exits))
        found = [number for _, number, stack, _ in recent if place in [(s.code, s.line, s.col) for s in stack[1:]]]
        steps = itertools.takewhile(lambda step: step.time > since, reversed(self.steps))
        for step in steps:
            if step.kind == "exit" and place in [(s.code, s.line, s.col) for s in step.stack[1:]]:
                found += step.outputs
        return found

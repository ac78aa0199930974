"""Turns the log of a cell, what was asked and what the tape answers into one frozen `Recording`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from tapeviz.graph import FlowGraph
from tapeviz.provenance.codeswap import CodeSwap
from tapeviz.provenance.functions import function_node, visible_names
from tapeviz.provenance.history import History
from tapeviz.provenance.ops import OpDraft
from tapeviz.provenance.past import Past, assigned_to
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.skipped import Compiled, SkippedFinder
from tapeviz.provenance.sources import names_of_variables
from tapeviz.provenance.values import Held, Resource
from tapeviz.provenance.weave import Weaver, cell_span
from tapeviz.provenance.written import Written
from tapeviz.records import (
    Binding,
    CodeSpan,
    CodeText,
    GradientRecord,
    HostEvent,
    HostValue,
    Limit,
    OpRecord,
    Recording,
    SkippedCode,
    SourceRecord,
    TargetRecord,
    TensorRecord,
    TensorSpec,
    VariableRecord,
    VjpRecord,
)
from tapeviz.request import Request
from tapeviz.spans import text_of_file

__all__ = ["Asked", "Assembler"]

ADJOINT_BYTES = 1 << 28
SHOWN_OPS = 150
EXAMINED_OPS = 2000
PROBED_OPS = 4000


@dataclass(slots=True)
class Asked:
    """Target and sources as evaluated, the sources' former values, and how the cell ended."""

    request: Request
    before: dict[str, Any]
    failure: str = ""
    target: Any = None
    has_target: bool = False
    target_name: str = ""
    sources: list[tuple[str, str, Any]] = field(default_factory=list)
    end_key: int = 0


class Assembler:
    """Builds the recording of one cell; used once."""

    def __init__(
        self,
        engine: Any,
        unit: CodeUnit,
        swap: CodeSwap,
        namespace: Mapping[str, Any],
        first_key: int,
        history: History | None = None,
        earlier_texts: Sequence[str] = (),
    ) -> None:
        self.earlier_texts = earlier_texts
        self.past: Past | None = None
        self.history = history
        self.engine = engine
        self.unit = unit
        self.swap = swap
        self.namespace = namespace
        plain = {code for twins in swap.all_twins() for code in twins.plain_of}
        units = [unit, *swap.units.values()]
        self.limits: list[Limit] = []
        self.adjoints: dict[int, Any] = {}
        self.asked_live: set[int] = set()
        self._weaver_facts = (engine, units, first_key, plain.__contains__, unit.key)

    def recording(self, asked: Asked, log: list[Any], hook_errors: list[str]) -> Recording:
        """Read the log, ask the tape once, and state everything as records."""
        self.limits += [Limit("hook", f"TensorFlow could not be observed fully: {text}") for text in hook_errors]
        self.limits += [
            Limit("code", f"the source text of {n} could not be read") for n in sorted(self.swap.unreadable)
        ]
        self.asked_before = asked.before
        self._weave(log, expand=False)
        starts = ((t, e[1]) for t, e in enumerate(log) if type(e[0]) is int and e[0] < 0)
        self.callees = [(t, f) for t, f in starts if self.engine.python_function(f) is not None]
        self._name_variables(asked)
        targets = self._targets(asked)
        gradients = self._gradients(asked)
        if any(op.kind == "call" for op in self.weaver.ops) and any(g.status == "none" for g in gradients):
            self._weave(log, expand=True)
            self._register_variables()
        sources = [self._source(asked, *source) for source in asked.sources]
        if self.history is not None and any(g.status == "none" for g in gradients):
            past = self.past = Past(self.history, self.values, self.weaver.first_new_key, self._looks_copied)
            past.collect()
            if past.cut:
                self.limits.append(Limit("history", "the history of earlier cells is too long to follow fully"))
        draft = self._draft(asked, sources, targets, gradients)
        return self._probed(draft)

    def _weave(self, log: list[Any], expand: bool) -> None:
        """Join ops and Python steps; a second time with traced functions unfolded, when a gradient is None."""
        self.weaver = Weaver(*self._weaver_facts, expand=expand)
        self.values = self.weaver.values
        self.weaver.run(log)

    # ---- names ----

    def _name_variables(self, asked: Asked) -> None:
        self.known, self.names, self.roots = names_of_variables(self.namespace, self.engine)
        self._register_variables()
        if asked.request.sources is None:
            for variable in self.engine.watched_variables():
                key = self.engine.variable_key(variable)
                name = (self.names.get(key) or (str(variable.name).partition(":")[0],))[0]
                asked.sources.append((name, name, variable))

    def _register_variables(self) -> None:
        """Know by their objects the variables that the log knows by their handles."""
        for variable in [*self.known, *self.engine.watched_variables()]:
            if self.values.known_variable(variable) is not None:
                self.values.variable(variable)

    # ---- target and sources ----

    def _targets(self, asked: Asked) -> list[Any]:
        if not asked.has_target:
            return []
        return list(self.engine.flatten(asked.target))

    def _source(self, asked: Asked, name: str, text: str, leaf: Any) -> SourceRecord:
        kind = self.engine.kind(leaf)
        spec = self.engine.spec(leaf) if kind else None
        type_name = type(leaf).__name__
        root = text.partition(".")[0].partition("[")[0]
        if kind == "variable":
            resource = self.values.variable(self.engine.variable(leaf))
            return SourceRecord(name, "variable", spec, None, resource.id, root, type_name)
        if kind == "tensor":
            key = self.engine.tensor_key(leaf)
            origin = "earlier" if key < self.weaver.first_new_key else "constant"
            held = self.values.tensor(leaf, origin)
            made = self.weaver.steps.made_at.get(held.id)
            after = key > asked.end_key
            return SourceRecord(
                name, "tensor", spec, held.id, None, root, type_name, made[0] if made else None, made_after=after
            )
        return SourceRecord(name, "other", spec, None, None, root, type_name, detail=kind or "")

    # ---- gradients ----

    def _gradients(self, asked: Asked) -> list[GradientRecord]:
        count = len(asked.sources)
        if asked.failure or not asked.has_target:
            return [GradientRecord(k, "none") for k in range(count)] if not asked.failure else []
        leaves = [
            (k, self.engine.variable(leaf) if self.engine.kind(leaf) == "variable" else leaf)
            for k, (_, _, leaf) in enumerate(asked.sources)
        ]
        usable = [(k, leaf) for k, leaf in leaves if self.engine.kind(leaf) in ("variable", "tensor")]
        extra = self._intermediates() if asked.request.picture else []
        try:
            found, missing = self.engine.gradients(
                asked.target, [leaf for _, leaf in usable] + [h.thing for h in extra]
            )
        except Exception as problem:  # noqa: BLE001 - whatever the backward call raises is the answer
            return [self._failed(k, problem) for k in range(count)]
        self._keep_adjoints(extra, found[len(usable) :])
        by_source = {k: gradient for (k, _), gradient in zip(usable, found, strict=False)}
        records = []
        for k, (_, leaf) in enumerate(leaves):
            records.append(self._gradient(k, leaf, by_source.get(k), missing, asked))
        self._keep_sources(usable, found)
        if not extra and any(map(_is_off, records)):
            self._ask_again(asked)
        return records

    def _ask_again(self, asked: Asked) -> None:
        """Without a picture, the derivatives of intermediates are asked for only to explain a bad gradient."""
        if any(op.kind == "custom" or "PyFunc" in op.op_type for op in self.weaver.ops):
            return  # the user's code in a backward pass is not run a second time
        extra = self._intermediates()
        try:
            found, _ = self.engine.gradients(asked.target, [held.thing for held in extra])
        except Exception as problem:  # noqa: BLE001 - the answer itself is there already
            self.limits.append(Limit("health", f"the bad gradient could not be followed: {problem}"))
            return
        self._keep_adjoints(extra, found)

    def _intermediates(self) -> list[Held]:
        """Float tensors of the cell whose adjoints are asked for in the same call, within a byte budget."""
        found = [h for h in self.values.held if h.kind == "tensor" and h.origin in ("op", "variable")]
        found = [h for h in found if self.engine.is_differentiable(h.thing)]
        size = sum(self.engine.byte_size(h.thing) for h in found)
        if size > ADJOINT_BYTES:
            self.limits.append(Limit("memory", f"derivatives of intermediates were not asked for ({size >> 20} MB)"))
            return []
        return found

    def _keep_adjoints(self, extra: list[Held], found: list[Any]) -> None:
        for held, adjoint in zip(extra, found, strict=True):
            self._keep_adjoint(held.thing, adjoint)

    def _keep_adjoint(self, tensor: Any, adjoint: Any) -> None:
        key = self.engine.tensor_key(tensor)
        self.asked_live.add(key)
        if adjoint is not None:
            self.adjoints[key] = adjoint

    def _keep_sources(self, usable: list[tuple[int, Any]], found: list[Any]) -> None:
        for (_, leaf), adjoint in zip(usable, found, strict=False):
            if self.engine.kind(leaf) == "tensor":
                self._keep_adjoint(leaf, adjoint)

    def _failed(self, source: int, problem: Exception) -> GradientRecord:
        lines = str(problem).strip().splitlines() or [""]
        return GradientRecord(source, "error", error=lines[0], error_type=type(problem).__name__)

    def _gradient(self, k: int, leaf: Any, gradient: Any, missing: list[Any], asked: Asked) -> GradientRecord:
        if missing:
            text = f"gradient registry has no entry for: {missing[0][0]}"
            beside = gradient is None
            return GradientRecord(k, "error", error=text, error_type="LookupError", none_beside_error=beside)
        if self.engine.kind(leaf) not in ("variable", "tensor"):
            return GradientRecord(k, "error", error="", error_type="")
        if gradient is None:
            if not asked.request.zero:
                return GradientRecord(k, "none")
            zeros = self.engine.zeros_like(leaf)
            return GradientRecord(k, "none", self.engine.spec(zeros), self.engine.summary(zeros))
        dense, sliced = self.engine.densify(gradient)
        return GradientRecord(
            k,
            "gradient",
            self.engine.spec(dense),
            self.engine.summary(dense),
            self.engine.nested(dense),
            self.engine.device(dense),
            indexed_slices=sliced,
        )

    # ---- records ----

    def _draft(
        self, asked: Asked, sources: list[SourceRecord], targets: list[Any], gradients: list[GradientRecord]
    ) -> Recording:
        target = self._target_record(asked, targets)
        ops = (*self._past_ops(), *(self._op_record(op) for op in self.weaver.ops))
        events = self._host_events()
        sources = [self._with_first_use(s, ops, events) for s in sources]
        limit = EXAMINED_OPS if any(map(_is_off, gradients)) else SHOWN_OPS
        shown = len(ops) <= limit
        tensors = tuple(self._tensor_record(h, shown) for h in self.values.held if h.kind != "host")
        hosts = tuple(self._host_value(h) for h in self.values.held if h.kind == "host")
        variables = tuple(self._variable_record(r, shown) for r in self.values.resources)
        return Recording(
            engine=self.engine.info,
            codes=self._codes(ops, events, variables),
            ops=ops,
            tensors=tensors,
            variables=variables,
            host_values=hosts,
            host_events=events,
            bindings=self._bindings(asked),
            skipped=self._skipped(asked, gradients),
            written_from=self._written_from(sources, gradients),
            watches=tuple(self.weaver.watches),
            target=target,
            sources=tuple(sources),
            gradients=tuple(gradients),
            devices=tuple(dict.fromkeys(t.device for t in tensors if t.device)),
            limits=tuple(self.limits),
            failure=asked.failure,
            watch_accessed=asked.request.watch_accessed,
        )

    def _target_record(self, asked: Asked, targets: list[Any]) -> TargetRecord | None:
        if not asked.has_target:
            return TargetRecord(asked.target_name, (), None, "") if asked.target_name else None
        ids = []
        for leaf in targets:
            ids += self.values.inside(leaf, None)
        several = isinstance(asked.target, (list, tuple, dict))
        single = targets[0] if len(targets) == 1 and not several else None
        spec = self.engine.spec(single) if single is not None and self.engine.kind(single) else None
        summary = self.engine.summary(single) if spec is not None else None
        made = self._made_target(asked, ids)
        return TargetRecord(
            asked.target_name, tuple(ids), spec, type(asked.target).__name__, made, several=several, summary=summary
        )

    def _made_target(self, asked: Asked, ids: list[int]) -> CodeSpan | None:
        """The statement that made the target: the last one that bound its name, else the expression."""
        expression = asked.request.target
        name = asked.target_name
        bound = [b for b in self.weaver.steps.bindings if b.name == name.partition(".")[0].partition("[")[0]]
        if name.isidentifier() and bound:
            return bound[-1].span
        if expression is not None and not name.isidentifier():
            return CodeSpan(self.unit.key, 1, expression.col, 1, expression.col + len(expression.text))
        for number in ids:
            if number in self.weaver.steps.made_at:
                return self.weaver.steps.made_at[number][0]
        return bound[-1].span if bound else None

    def _op_record(self, op: OpDraft) -> OpRecord:
        return OpRecord(
            id=op.id,
            time=op.time,
            op_type=op.op_type,
            inputs=tuple(op.inputs),
            outputs=tuple(op.outputs),
            reads=op.reads,
            writes=op.writes,
            attrs=self.engine.shown_attributes(op.attrs),
            stack=(*op.inner_stack, *self.weaver.stack(op.frames)),
            recorded=op.recorded,
            backward=op.backward,
            kind=op.kind,  # type: ignore[arg-type]
            failed=op.failed,
        )

    def _past_ops(self) -> list[OpRecord]:
        steps = self.past.steps if self.past is not None else []
        return [
            OpRecord(
                id=len(self.weaver.ops) + k,
                time=k - len(steps),
                op_type=step.op.op_type,
                inputs=tuple(step.inputs),
                outputs=tuple(step.outputs),
                writes=step.writes,
                stack=tuple(self.engine.span((code, last, 0)) for code, last in step.op.place),
                earlier=True,
            )
            for k, step in enumerate(steps)
        ]

    def _looks_copied(self, copy_key: int, original_key: int) -> bool:
        """Whether two variables hold the same value now, and one that does not come about by itself."""
        keys = self.values.resource_keys()
        one, other = (self.values.resources[keys[key]] for key in (copy_key, original_key))
        if one.kind != "variable" or other.kind != "variable":
            return False
        if self.engine.spec(one.thing) != self.engine.spec(other.thing):
            return False
        return bool(self.engine.same_telling_value(one.thing, other.thing))

    def _is_accounted(self, held: Held) -> bool:
        if held.origin != "earlier":
            return True
        if self.past is None:
            return False
        key = self.keys.get(held.id)
        return key is not None and self.past.accounted(key)

    @cached_property
    def keys(self) -> dict[int, int]:
        """The engine's key of each tensor, by id."""
        return {number: key for key, number in self.values.tensor_keys().items()}

    def _tensor_record(self, held: Held, shown: bool) -> TensorRecord:
        if held.kind == "state":
            resource = self.values.resources[held.variable or 0]
            spec = self._resource_spec(resource)
            return TensorRecord(held.id, spec, "variable", resource.id)
        if held.thing is None:
            return TensorRecord(held.id, TensorSpec("unknown", None), "earlier", accounted=self._is_accounted(held))
        spec = self.engine.spec(held.thing) or TensorSpec("unknown", None)
        if self.engine.kind(held.thing) != "tensor":
            return TensorRecord(held.id, spec, "op")
        key = self.engine.tensor_key(held.thing)
        adjoint = self.adjoints.get(key)
        return TensorRecord(
            held.id,
            spec,
            held.origin or "unknown",  # type: ignore[arg-type]
            held.variable,
            names=tuple(self.tensor_names.get(held.id, ())),
            device=self.engine.device(held.thing),
            live=key in self.adjoints if key in self.asked_live else None,
            summary=self.engine.summary(held.thing) if shown else None,
            adjoint=self.engine.summary(self.engine.densify(adjoint)[0]) if shown and adjoint is not None else None,
            first_seen=self.weaver.steps.first_seen.get(held.id),
            older_names=tuple(dict.fromkeys(self.weaver.steps.older_names.get(held.id, ()))),
            accounted=self._is_accounted(held),
        )

    def _resource_spec(self, resource: Resource) -> TensorSpec:
        if resource.kind == "variable":
            return self.engine.spec(resource.thing) or TensorSpec("unknown", None)
        return TensorSpec("resource", None)

    def _variable_record(self, resource: Resource, shown: bool) -> VariableRecord:
        thing = resource.thing
        if resource.kind == "resource":
            return VariableRecord(resource.id, TensorSpec("resource", None), False, False, kind="resource")
        created = resource.created or self._created_earlier(thing)
        key = self.engine.variable_key(thing)
        return VariableRecord(
            resource.id,
            self._resource_spec(resource),
            self.engine.is_trainable(thing),
            key in self.watched,
            self.names.get(key) or self.former_names.get(key, ()),
            own_name=str(getattr(thing, "name", "")),
            device=self.engine.device(thing),
            created=created,
            in_cell=resource.created_time is not None,
            made_as=assigned_to(created[0]) if created else "",
            roots=self.roots.get(key, ()),
            summary=self.engine.summary(thing) if shown else None,
        )

    @cached_property
    def former_names(self) -> dict[int, tuple[str, ...]]:
        """The names that variables had before the cell, or in it, for those that no name stands for any more."""
        found: dict[int, tuple[str, ...]] = {}
        bound = [(b.name, b.value) for b in reversed(self.weaver.steps.bindings)]
        for name, value in [*bound, *self.asked_before.items()]:
            if self.engine.kind(value) == "variable":
                found[self.engine.variable_key(self.engine.variable(value))] = (name,)
        return found

    def _created_earlier(self, variable: Any) -> tuple[CodeSpan, ...]:
        found = self.creations.get(self.engine.variable_key(variable))
        return tuple(self.engine.span((code, last, 0)) for code, last in found[1]) if found else ()

    @cached_property
    def creations(self) -> dict[int, Any]:
        """Where the variables of earlier cells were made."""
        return self.history.creations() if self.history is not None else {}

    def _host_value(self, held: Held) -> HostValue:
        names = tuple(n for n, v in self.namespace.items() if v is held.thing and not n.startswith("_"))[:3]
        return HostValue(held.id, type(held.thing).__name__, names=names)

    def _host_events(self) -> tuple[HostEvent, ...]:
        drafts = sorted(self.weaver.steps.steps, key=lambda s: s.time)
        return tuple(
            HostEvent(k, d.time, d.kind, d.inputs, d.outputs, d.span, d.what, d.stack)  # type: ignore[arg-type]
            for k, d in enumerate(drafts)
        )

    def _bindings(self, asked: Asked) -> tuple[Binding, ...]:
        """Every binding of a name of the cell, with what the name stood for before and after."""
        self.former: dict[str, Any] = {}
        self.former.update(asked.before)
        records = []
        for draft in self.weaver.steps.bindings:
            old = self._identity(self.former.get(draft.name))
            new = self._identity(draft.value)
            self.former[draft.name] = draft.value
            records.append(Binding(draft.name, draft.time, draft.span, *old, *new, new_type=type(draft.value).__name__))
        return tuple(records)

    def _written_from(
        self, sources: list[SourceRecord], gradients: list[GradientRecord]
    ) -> tuple[tuple[str, int], ...]:
        """Names of older values that, by the text of earlier cells, were computed from a source without gradient."""
        missing = [g.source for g in gradients if g.status == "none"]
        older = {name for names in self.weaver.steps.older_names.values() for name, _ in names}
        older |= {n for number, names in self.tensor_names.items() if self._is_rootless(number) for n in names}
        if not missing or not older:
            return ()
        written = Written(self.earlier_texts)
        found = []
        for k in missing:
            origins = self._all_names(sources[k])
            found += [(name, k) for name in sorted(older - origins) if written.comes_from(name, origins)]
        return tuple(found)

    def _is_rootless(self, number: int) -> bool:
        return self.values.held[number].origin == "earlier"

    def _all_names(self, source: SourceRecord) -> set[str]:
        if source.variable is None:
            return {source.root}
        resource = self.values.resources[source.variable]
        key = self.engine.variable_key(resource.thing)
        plain = {name for name in self.names.get(key, ()) if name.isidentifier()}
        return plain | set(self.roots.get(key, ())) | {source.root}

    def _skipped(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[SkippedCode, ...]:
        if not any(g.status == "none" for g in gradients):
            return ()
        finder = SkippedFinder(self.engine, self.weaver.steps, self.namespace)
        sources = [leaf for _, _, leaf in asked.sources]
        return finder.find(self.unit, list(self.swap.units.values()), sources, self._compiled())

    def _compiled(self) -> list[Compiled]:
        """The `tf.function`s that the cell called, as program text, with what their graphs use."""
        found = []
        for time, callee in self.callees:
            function = self.engine.python_function(callee)
            op = next((o for o in self.weaver.ops if o.time > time and o.kind in ("call", "expanded")), None)
            if function is None or op is None:
                continue
            code = function.__code__
            node = function_node(code.co_filename, code.co_firstlineno, code.co_name)
            if node is not None:
                used = [self.values.held[i].thing for i in op.inputs]
                stack = self.weaver.stack(op.frames)
                text = text_of_file(code.co_filename)
                found.append(Compiled(code.co_filename, text, node, visible_names(function), used, stack))
        return found

    def _identity(self, value: Any) -> tuple[int | None, int | None]:
        """(value id, variable id) of what a name stands for, as far as the recording knows it."""
        kind = self.engine.kind(value)
        if kind == "variable":
            return None, self.values.variable(self.engine.variable(value)).id
        known = self.values.known(value) if value is not None else None
        return (known.id if known else None), None

    def _with_first_use(
        self, source: SourceRecord, ops: tuple[OpRecord, ...], events: tuple[HostEvent, ...]
    ) -> SourceRecord:
        starts = {source.value}
        if source.variable is not None:
            starts = set(self.values.resources[source.variable].states or ())
        uses = [(op.time, op.stack) for op in ops if starts & set(op.inputs)]
        uses += [(e.time, e.stack) for e in events if starts & set(e.inputs)]
        first = min(uses, key=lambda use: use[0], default=None)
        return replace(source, first_use=cell_span(first[1], self.unit.key)) if first else source

    def _codes(
        self, ops: tuple[OpRecord, ...], events: tuple[HostEvent, ...], variables: tuple[VariableRecord, ...]
    ) -> tuple[CodeText, ...]:
        keys = dict.fromkeys([self.unit.key])
        for op in ops:
            keys.update(dict.fromkeys(span.code for span in op.stack))
        for event in events:
            keys.update(dict.fromkeys(span.code for span in event.stack))
        for variable in variables:
            keys.update(dict.fromkeys(span.code for span in variable.created))
        return tuple(self._code(key) for key in keys)

    def _code(self, key: str) -> CodeText:
        if key == self.unit.key:
            return CodeText(key, "cell", "this cell", self.unit.text)
        title = key.replace("\\", "/").rpartition("/")[2]
        is_cell = "ipykernel" in key or "ipython-input" in key
        return CodeText(
            key, "earlier" if is_cell else "file", "an earlier cell" if is_cell else title, text_of_file(key)
        )

    # ---- probing ----

    @cached_property
    def tensor_names(self) -> dict[int, list[str]]:
        """Names of the namespace that stand for recorded tensors."""
        found: dict[int, list[str]] = {}
        for name, value in list(self.namespace.items()):
            if self.engine.kind(value) == "tensor" and not name.startswith("_"):
                known = self.values.known_tensor(value)
                if known is not None:
                    found.setdefault(known.id, []).append(name)
        return found

    @cached_property
    def watched(self) -> set[int]:
        """Keys of the watched variables."""
        return {self.engine.variable_key(v) for v in self.engine.watched_variables()}

    def _probed(self, draft: Recording) -> Recording:
        """Ask the gradient functions of the ops that lie between a source without gradient and the target."""
        graph = FlowGraph(draft)
        starts: set[int] = set()
        for source, gradient in zip(draft.sources, draft.gradients, strict=False):
            if gradient.status in {"none", "error"}:
                starts |= (
                    {source.value} if source.value is not None else set(graph.states.get(source.variable or -1, ()))
                )
                if source.variable is not None:
                    starts |= set(graph.states.get(source.variable, ()))
        if not starts or draft.target is None:
            return draft
        between = graph.reached_from(starts) & graph.reaching(draft.target.values)
        records: list[VjpRecord] = []
        count = 0
        records_of = [record for record in draft.ops if not record.earlier]
        for op, record in zip(self.weaver.ops, records_of, strict=True):
            if not _crosses(record, between) or record.writes or op.implicit or op.kind not in ("op", "function"):
                continue
            count += 1
            if count > PROBED_OPS:
                self.limits.append(Limit("probe", f"only {PROBED_OPS} ops between source and target were examined"))
                break
            records += self._vjps(op, between)
        return replace(draft, vjps=tuple(records), limits=tuple(self.limits))

    def _vjps(self, op: OpDraft, between: set[int]) -> list[VjpRecord]:
        found = []
        for output, number in enumerate(op.outputs):
            if number not in between and len(op.outputs) > 8:
                continue
            verdicts = (
                op.probe(output)
                if op.probe
                else self.engine.probe(op.op_type, op.attrs, op.tensors_in, op.tensors_out, output)
            )
            for position, verdict in enumerate(verdicts):
                found.append(VjpRecord(op.id, output, position, verdict))
        return found


def _is_off(gradient: GradientRecord) -> bool:
    """Whether a gradient is there and yet of no use: all zero, or not finite."""
    summary = gradient.summary
    if gradient.status != "gradient" or summary is None or not summary.size:
        return False
    return summary.n_nonfinite > 0 or summary.n_zero == summary.size


def _crosses(op: OpRecord, between: set[int]) -> bool:
    return not between.isdisjoint(op.inputs) and not between.isdisjoint(op.outputs)

"""States tensors, variables and Python values of a cell as records."""

from __future__ import annotations

from functools import cached_property

from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.gradients import TapeAnswers
from tapeviz.assemble.names import Names
from tapeviz.assemble.untraced import is_written_out
from tapeviz.provenance.past import assigned_to, statement_around
from tapeviz.provenance.values import Held, Resource
from tapeviz.records import HostValue, TensorRecord, TensorSpec, ValueSummary, VariableRecord

__all__ = ["Facts"]

SMALL_BYTES = 64


class Facts:
    """Records of what the cell read and made; forward values are summarized only where `shown` asks for it."""

    def __init__(self, evidence: Evidence, names: Names, answers: TapeAnswers) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.names = names
        self.answers = answers

    def tensor(self, held: Held, shown: bool) -> TensorRecord:
        """One tensor, or one state of a variable."""
        if held.kind == "state":
            resource = self.evidence.values.resources[held.variable or 0]
            spec = self._resource_spec(resource)
            return TensorRecord(held.id, spec, "variable", resource.id)
        if held.thing is None:
            return TensorRecord(held.id, TensorSpec("unknown", None), "earlier", accounted=self._is_accounted(held))
        spec = self.engine.spec(held.thing) or TensorSpec("unknown", None)
        if self.engine.kind(held.thing) != "tensor":
            return TensorRecord(held.id, spec, "op")
        key = self.engine.tensor_key(held.thing)
        adjoint = self.answers.adjoints.get(key)
        # Of a large cell too: a folded picture says how large the derivative is behind each fold.
        in_brief = self.engine.summary if shown else self.engine.quick_summary
        return TensorRecord(
            held.id,
            spec,
            held.origin or "unknown",  # type: ignore[arg-type]
            held.variable,
            names=tuple(self.names.tensor_names.get(held.id, ())),
            device=self.engine.device(held.thing),
            live=key in self.answers.adjoints if key in self.answers.asked_live else None,
            summary=self._value(held, shown),
            adjoint=in_brief(self.engine.densify(adjoint)[0]) if adjoint is not None else None,
            first_seen=self.evidence.weaver.steps.first_seen.get(held.id),
            older_names=tuple(dict.fromkeys(self.evidence.weaver.steps.older_names.get(held.id, ()))),
            accounted=self._is_accounted(held),
        )

    def _value(self, held: Held, shown: bool) -> ValueSummary | None:
        """The values in brief; of a large cell those of small constants, which are most of what its code says."""
        is_small = held.origin == "constant" and self.engine.byte_size(held.thing) <= SMALL_BYTES
        in_brief = self.engine.summary if shown else self.engine.quick_summary
        found: ValueSummary | None = in_brief(held.thing) if shown or is_small else None
        return found

    def variable(self, resource: Resource, shown: bool) -> VariableRecord:
        """One variable, or another kind of state."""
        thing = resource.thing
        if resource.kind == "resource":
            return VariableRecord(resource.id, TensorSpec("resource", None), False, False, kind="resource")
        created = resource.created or self.names.created_earlier(thing)
        key = self.engine.variable_key(thing)
        return VariableRecord(
            resource.id,
            self._resource_spec(resource),
            self.engine.is_trainable(thing),
            key in self.names.watched,
            self.names.of_variable.get(key) or self.names.former_names.get(key, ()),
            own_name=str(getattr(thing, "name", "")),
            device=self.engine.device(thing),
            created=created,
            in_cell=resource.created_time is not None,
            made_as=assigned_to(created[0]) if created else "",
            made_for=assigned_to(created[-1]) if created else "",
            made_in=statement_around(created[-1]) if created else None,
            roots=self.names.roots.get(key, ()),
            modelled_on=tuple(sorted(resource.modelled_on)),
            copied=resource.copied,
            summary=self.engine.summary(thing) if shown else None,
        )

    def host_value(self, held: Held) -> HostValue:
        """One Python value that data flowed through."""
        names = tuple(n for n, v in self.evidence.namespace.items() if v is held.thing and not n.startswith("_"))[:3]
        older = tuple(dict.fromkeys(self.evidence.weaver.steps.older_names.get(held.id, ())))
        return HostValue(held.id, type(held.thing).__name__, names=names, older_names=older)

    def _resource_spec(self, resource: Resource) -> TensorSpec:
        if resource.kind == "variable":
            return self.engine.spec(resource.thing) or TensorSpec("unknown", None)
        return TensorSpec("resource", None)

    def _is_accounted(self, held: Held) -> bool:
        if held.origin != "earlier":
            steps = self.evidence.weaver.steps
            if self.evidence.is_partly_traced and held.id in steps.unseen_entries:
                return is_written_out(held.thing, steps.unseen_entries[held.id], self.evidence)
            return held.id not in steps.unexplained
        if self.evidence.past is None:
            return False
        key = self.keys.get(held.id)
        return key is not None and self.evidence.past.accounted(key)

    @cached_property
    def keys(self) -> dict[int, int]:
        """The engine's key of each tensor, by id."""
        return {number: key for key, number in self.evidence.values.tensor_keys().items()}

"""Turns the log of a cell, what was asked and what the tape answers into one frozen `Recording`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.ends import Ends
from tapeviz.assemble.events import Events
from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.facts import Facts
from tapeviz.assemble.gradients import TapeAnswers, is_off
from tapeviz.assemble.handles import outdated_handles
from tapeviz.assemble.names import Names
from tapeviz.assemble.older import OlderData
from tapeviz.assemble.probing import probed
from tapeviz.assemble.program import ProgramText
from tapeviz.assemble.rebinding import rebound_parts
from tapeviz.assemble.slopes import with_slopes
from tapeviz.assemble.untraced import doubtful
from tapeviz.provenance.paths import Path
from tapeviz.records import (
    LOST,
    CodeSpan,
    GradientRecord,
    HostEvent,
    Limit,
    OpRecord,
    PassedOver,
    Recording,
    SkippedCode,
    SourceRecord,
    VariableRecord,
)

__all__ = ["Assembler"]

SHOWN_OPS = 150
EXAMINED_OPS = 2000


class Assembler:
    """Builds the recording of one cell; used once. `answer` makes what knows the gradients: it asks the tape."""

    def __init__(self, evidence: Evidence, answer: Callable[[Evidence], TapeAnswers] = TapeAnswers) -> None:
        self.answer = answer
        self.engine = evidence.engine
        self.evidence = evidence
        self.limits = evidence.limits

    def recording(self, asked: Asked, log: list[Any], hook_errors: list[str]) -> Recording:
        """Read the log, ask the tape once, and state everything as records."""
        self.limits += [Limit("hook", f"the cell could not be observed fully: {text}") for text in hook_errors]
        self.limits += [
            Limit(LOST, f"a step of the cell could not be observed: {what}: {problem!r}")
            for what, problem in asked.lost
        ]
        unreadable = sorted(self.evidence.swap.unreadable)
        self.limits += [Limit("code", f"the source text of {name} could not be read") for name in unreadable]
        evidence = self.evidence
        evidence.names_before = asked.names_before
        paths: dict[Path, None] = {}
        evidence.weave(log, expand=False, may_hold=lambda path: bool(paths.setdefault(path)))
        failures = dict.fromkeys(evidence.weaver.steps.failures)
        self.limits += [Limit("value", f"a value could not be followed: {text}") for text in failures]
        names = Names(evidence, asked.before)
        evidence.register_variables(names.known)
        if asked.request.sources is None:
            names.add_watched(asked)
        answers = self.answer(evidence)
        gradients = answers.ask(asked)
        missing = [g.source for g in gradients if g.status == "none"]
        if missing:
            expand = any(op.kind == "call" for op in evidence.weaver.ops)
            may_hold = OlderData(evidence, asked).may_hold(missing)
            if expand or any(map(may_hold, paths)):
                evidence.weave(log, expand=expand, may_hold=may_hold)
                evidence.register_variables(names.known)
        ends = Ends(evidence)
        sources = [ends.source(asked, *source) for source in asked.sources]
        if missing:
            evidence.collect_past()
        program = ProgramText(evidence, names, log)
        draft = self._draft(asked, sources, gradients, Facts(evidence, names, answers), program)
        found = probed(draft, evidence)
        return with_slopes(found, evidence) if asked.request.picture else found

    def _draft(
        self,
        asked: Asked,
        sources: list[SourceRecord],
        gradients: list[GradientRecord],
        facts: Facts,
        program: ProgramText,
    ) -> Recording:
        """Everything but the verdicts of the gradient functions."""
        evidence, values, ends, events = self.evidence, self.evidence.values, Ends(self.evidence), Events(self.evidence)
        target = ends.target(asked, list(self.engine.flatten(asked.target)) if asked.has_target else [])
        ops = (*events.past_ops(), *(events.op(op) for op in evidence.weaver.ops))
        steps = events.host_events()
        sources = [ends.with_first_use(s, ops, steps) for s in sources]
        shown = len(ops) <= (EXAMINED_OPS if any(map(is_off, gradients)) else SHOWN_OPS)
        tensors = tuple(facts.tensor(h, shown) for h in values.held if h.kind != "host")
        written_from, untold = program.older_data(asked, gradients)
        hosts = tuple(facts.host_value(h) for h in values.held if h.kind == "host")
        variables = tuple(facts.variable(r, shown) for r in values.resources)
        skipped, passed_over = program.skipped(asked, gradients), program.passed_over(asked, gradients)
        return Recording(
            engine=self.engine.info,
            codes=events.codes(_spans(ops, steps, variables, skipped, passed_over)),
            ops=ops,
            tensors=tensors,
            variables=variables,
            host_values=hosts,
            host_events=steps,
            decisions=events.decisions(ops, steps) if any(g.status == "none" for g in gradients) else (),
            bindings=(*events.bindings(asked.before), *rebound_parts(evidence, asked)),
            skipped=skipped,
            passed_over=passed_over,
            written_from=written_from,
            untold=untold,
            outdated=outdated_handles(evidence, asked) if any(g.status == "none" for g in gradients) else (),
            stale=program.stale(asked, gradients),
            watches=tuple(evidence.weaver.watches),
            other_watches=tuple(evidence.weaver.other_watches),
            target=target,
            sources=tuple(sources),
            gradients=tuple(gradients),
            devices=tuple(dict.fromkeys(t.device for t in tensors if t.device)),
            limits=tuple(self.limits),
            failure=asked.failure,
            doubtful=doubtful(asked, sources, evidence, ops),
            watch_accessed=asked.request.watch_accessed,
        )


def _spans(
    ops: tuple[OpRecord, ...],
    steps: tuple[HostEvent, ...],
    variables: tuple[VariableRecord, ...],
    skipped: tuple[SkippedCode, ...],
    passed_over: tuple[PassedOver, ...],
) -> Iterator[CodeSpan]:
    """Every place in the program text that the records point to."""
    for stack in (*(op.stack for op in ops), *(step.stack for step in steps)):
        yield from stack
    for variable in variables:
        yield from variable.created
    for code in skipped:
        yield from (code.condition, code.mention)
    yield from (passed.span for passed in passed_over)

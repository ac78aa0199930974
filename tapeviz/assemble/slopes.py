"""Local derivatives of the scalar steps of a cell: what the chain rule multiplies."""

from __future__ import annotations

from dataclasses import replace

from tapeviz.assemble.evidence import Evidence
from tapeviz.provenance.ops import OpDraft
from tapeviz.records import LocalDerivative, Recording, TensorRecord

__all__ = ["MOST_STEPS", "with_slopes"]

MOST_STEPS = 400


def with_slopes(recording: Recording, evidence: Evidence) -> Recording:
    """The recording with the derivative of each scalar step by each of its scalar inputs, if there are few enough.

    Asked of the op's own gradient function with a cotangent of one, after the tape is closed: nothing is recorded.
    """
    tensors = {tensor.id: tensor for tensor in recording.tensors}
    kept = {record.id for record in recording.ops if not record.earlier}
    steps = [op for op in evidence.weaver.ops if op.id in kept and _is_scalar_step(op, tensors)]
    if not steps or len(steps) > MOST_STEPS:
        return recording
    return replace(recording, slopes=tuple(slope for op in steps for slope in _slopes(op, evidence)))


def _is_scalar_step(op: OpDraft, tensors: dict[int, TensorRecord]) -> bool:
    """One live scalar made of scalars, by an op whose gradient function is TensorFlow's own."""
    if op.kind != "op" or op.implicit or op.writes or op.reads or op.backward or not op.recorded:
        return False
    if len(op.outputs) != 1 or "PyFunc" in op.op_type or not op.tensors_in:
        return False
    made = tensors.get(op.outputs[0])
    return made is not None and bool(made.live) and made.spec.shape == () and made.spec.is_differentiable


def _slopes(op: OpDraft, evidence: Evidence) -> list[LocalDerivative]:
    values = evidence.engine.local_derivatives(op.op_type, op.attrs, op.tensors_in, op.tensors_out)
    return [LocalDerivative(op.id, k, value) for k, value in enumerate(values) if value is not None]

"""Recordings of cells that nobody wrote: lines, loops, layers and functions in any nesting, breaks anywhere."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tapeviz.report import Break, Cause, Report
from tests.factories import Builder, Value

__all__ = ["reports"]

KINDS = ("Mul", "AddV2", "Sin")
LINES = 9

Op = tuple[str, int, tuple[str, ...], bool]

names = st.sampled_from(("dense", "dense_1", "block_1_conv", "block_1_norm", "block_2_conv", "net"))
ops: st.SearchStrategy[list[Op]] = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(2, LINES), st.lists(names, max_size=3).map(tuple), st.booleans()),
    min_size=1,
    max_size=6,
)


@st.composite
def programs(draw: Any) -> list[Op]:
    """A sequence of ops in which stretches are repeated."""
    program: list[Op] = []
    for _ in range(draw(st.integers(1, 5))):
        program += draw(ops) * draw(st.sampled_from((1, 1, 2, 3, 8, 30)))
    return program


@st.composite
def reports(draw: Any) -> Report:
    """A report of such a program: each op takes one earlier value or two, steps leave TensorFlow, sources break."""
    b = Builder().cell("\n".join(f"h = step{line}(h)" for line in range(LINES)))
    variables = [b.variable(f"w{k}", value=1.0, live=True) for k in range(draw(st.integers(1, 12)))]
    values: list[Value] = list(variables)
    program = draw(programs())
    far = draw(st.integers(1, 40))
    for at, (kind, line, scopes, leaves) in enumerate(program):
        first, second = values[-1], values[(at * far) % len(values)]
        if leaves and at % 7 == 3:
            values.append(b.host("np.mean", first, line=line))
        elif kind == "Sin":
            values.append(b.op(kind, first, line=line, scopes=scopes, value=1.0, live=True))
        else:
            values.append(b.op(kind, first, second, line=line, scopes=scopes, value=1.0, adjoint=0.5))
    b.target(values[-1], name="y")
    made = [value for value in values if value.op is not None]
    for variable in variables:
        if not made or draw(st.booleans()):
            b.source(variable, gradient=1.0)
            continue
        cut = draw(st.sampled_from(made))
        b.source(variable).diagnose(
            "stop-gradient",
            line=2,
            way=[variable, cut],
            breaks=[Break(Cause.STOP_GRADIENT, None, end=cut.id, op=cut.op)],
        )
    return b.report()

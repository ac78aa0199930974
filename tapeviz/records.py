"""The frozen records of one recorded cell: what an engine saw, and nothing that judges it.

Every value that flows (a tensor, a NumPy array, a Python float, a list) has one small integer id, given in order
of appearance, so the same cell always gives the same recording. Everything is tuples, strings and numbers: a test
can write a recording as a literal and JSON can store it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "LOST",
    "Binding",
    "CodeSpan",
    "CodeText",
    "EngineInfo",
    "GradientRecord",
    "HostEvent",
    "HostValue",
    "Limit",
    "LocalDerivative",
    "OpRecord",
    "PassedOver",
    "Recording",
    "SkippedCode",
    "SourceRecord",
    "TargetRecord",
    "TensorRecord",
    "TensorSpec",
    "ValueSummary",
    "VariableRecord",
    "VjpRecord",
    "WatchEvent",
]

Scalar = float | int | bool | complex | str


@dataclass(frozen=True, slots=True)
class CodeText:
    """One piece of program text that spans point into.

    `key` is the file name that frames carry; `kind` is `cell` for the taped cell (its line 1 is the `%%tape` line),
    `earlier` for another notebook cell, `file` for a module of the user.
    """

    key: str
    kind: Literal["cell", "earlier", "file"]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A stretch of program text: lines are 1-based, columns 0-based characters, `end_col` exclusive.

    Columns are None when only the line is known. `scope` is the qualified name of the function the code is in, or ''.
    """

    code: str
    line: int
    col: int | None = None
    end_line: int | None = None
    end_col: int | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """Data type name (`float32`) and static shape; an unknown extent, or an unknown rank, is None."""

    dtype: str
    shape: tuple[int | None, ...] | None

    @property
    def is_differentiable(self) -> bool:
        """Whether TensorFlow can carry a gradient through this dtype at all (floating or complex)."""
        return self.dtype.startswith(("float", "bfloat", "complex", "half"))


@dataclass(frozen=True, slots=True)
class ValueSummary:
    """What is shown of an array: all values, row by row, when there are few of them, else its statistics.

    Statistics are taken over the finite entries and are None when there are none.
    """

    size: int
    values: tuple[Scalar, ...] | None = None
    min: float | None = None
    max: float | None = None
    mean: float | None = None
    std: float | None = None
    n_zero: int = 0
    n_nonfinite: int = 0
    n_nan: int = 0


@dataclass(frozen=True, slots=True)
class TensorRecord:
    """One tensor that the cell read or made.

    `origin` says where it came from: an op of the cell, a variable's value, a constant that entered from Python, a
    value older than the cell, or unknown. `first_seen` is the first expression of the cell that had it as its value;
    `accounted` is False for an older value whose making was not seen; `older_names` are the names, with the place in
    this cell, through which a constant entered from Python values older than the cell. `live` is the tape's own word:
    True when the target has an adjoint with respect to this tensor, False when it has none, None when the tape was not
    asked. `variable` is the id of the variable whose value this is.
    """

    id: int
    spec: TensorSpec
    origin: Literal["op", "variable", "constant", "earlier", "unknown"]
    variable: int | None = None
    names: tuple[str, ...] = ()
    device: str = ""
    live: bool | None = None
    summary: ValueSummary | None = None
    adjoint: ValueSummary | None = None
    first_seen: CodeSpan | None = None
    accounted: bool = True
    older_names: tuple[tuple[str, CodeSpan], ...] = ()


@dataclass(frozen=True, slots=True)
class HostValue:
    """A value outside the engine (array, float, list, string): its type, a short text, and the user's names for it.

    `older_names` are the names that it has had since before the cell, with the place in the cell that uses each.
    """

    id: int
    type_name: str
    text: str = ""
    names: tuple[str, ...] = ()
    older_names: tuple[tuple[str, CodeSpan], ...] = ()


@dataclass(frozen=True, slots=True)
class OpRecord:
    """One operation of the engine, with its inputs and outputs by value id, in the order of the op's signature.

    `reads` and `writes` are the ids of the variables (or other resources: iterators, queues, tables) whose state the
    op reads or writes. `stack` holds the user's frames, innermost first. `recorded` is False when the tape was not
    recording. `earlier` marks an op that ran before the taped cell. `kind` is `call` for a traced function that
    appears as one op, `expanded` for one whose inside is told by ops of kind `function`, `custom` for a
    custom-gradient call, `inner` for the op behind it that the tape replaced by it. `backward` marks an op of a
    gradient that the cell itself took, `outside` one that ran after a tape of the user's own had been left.
    """

    id: int
    time: int
    op_type: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()
    attrs: tuple[tuple[str, str], ...] = ()
    stack: tuple[CodeSpan, ...] = ()
    scopes: tuple[str, ...] = ()
    recorded: bool = True
    earlier: bool = False
    kind: Literal["op", "call", "custom", "inner", "function", "expanded"] = "op"
    name: str = ""
    failed: bool = False
    backward: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class VjpRecord:
    """What an op's own gradient function says: does a cotangent of output number `output` reach input number `input`.

    `passes` and `blocked` (it gave None) are its word; `undifferentiable` is the registry's (registered as not
    differentiable); `unregistered` means the registry has no entry; `unknown` means it could not be asked.
    """

    op: int
    output: int
    input: int
    verdict: Literal["passes", "blocked", "undifferentiable", "unregistered", "unknown"]


@dataclass(frozen=True, slots=True)
class LocalDerivative:
    """The derivative of a scalar op's output by its scalar input number `input`, at the recorded values."""

    op: int
    input: int
    value: float


@dataclass(frozen=True, slots=True)
class VariableRecord:
    """A variable (or another resource) by its identity, with every name the user has for it.

    `kind` is `variable` or `resource` (an iterator, queue, table). `created` is the frame stack that made it, when it
    was seen; `in_cell` says that this happened in the taped cell. `made_as` is what the statement that made it was
    assigned to (`w`, `self.kernel`), `made_for` what the statement of the cell around it was (`model`), `made_in` where
    that statement stands; `roots` are the names of the namespace that hold it now, directly or inside; `modelled_on`
    are the variables of the modules that the call which made it was given, or that was made by a call which was given
    them (a clone, a layer from a config); `copied` says that it was made in the cell by `copy.deepcopy` of another.
    """

    id: int
    spec: TensorSpec
    trainable: bool
    watched: bool
    names: tuple[str, ...] = ()
    kind: Literal["variable", "resource"] = "variable"
    own_name: str = ""
    device: str = ""
    created: tuple[CodeSpan, ...] = ()
    in_cell: bool = False
    summary: ValueSummary | None = None
    made_as: str = ""
    made_for: str = ""
    made_in: CodeSpan | None = None
    roots: tuple[str, ...] = ()
    modelled_on: tuple[int, ...] = ()
    copied: bool = False


@dataclass(frozen=True, slots=True)
class HostEvent:
    """One Python step that passed data on: `inputs` flowed into `outputs` (value ids) at `span`.

    `kind`: `exit` (engine values became Python or NumPy ones), `host` (Python to Python), `enter` (a Python value
    became a tensor without an op), `opaque` (tensors to a tensor, with no op that the engine could see), `away`
    (another thread made a tensor, of what it read), `select` (`outputs[0]` was chosen, `inputs` were offered and not
    taken), `possible` (an object that was given `inputs` took part in making `outputs`), `metadata` (only shape, dtype
    or length was read), `steer` (`inputs` decided whether, or how often, `outputs` were computed, or picked
    them), `reset` (the tape forgot what it had recorded).
    `what` names the step as the user would (`np.mean`, `float`, `.numpy()`).
    """

    id: int
    time: int
    kind: Literal["exit", "host", "enter", "opaque", "away", "select", "possible", "metadata", "steer", "reset"]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    span: CodeSpan | None
    what: str = ""
    stack: tuple[CodeSpan, ...] = ()
    variables: tuple[int, ...] = ()
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """A name of the cell's namespace that was bound anew: what it named before and after (value or variable ids)."""

    name: str
    time: int
    span: CodeSpan | None
    old_value: int | None = None
    old_variable: int | None = None
    new_value: int | None = None
    new_variable: int | None = None
    new_type: str = ""


@dataclass(frozen=True, slots=True)
class SkippedCode:
    """Code of an executed function or cell that did not run this time and mentions a source.

    `condition` is the test that kept it from running, `mention` the expression naming the source (an index into
    `Recording.sources`).
    """

    source: int
    condition: CodeSpan
    mention: CodeSpan
    kind: str
    stack: tuple[CodeSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that holds a source (an index into `Recording.sources`) was asked, and gave something else.

    `kind`: `hidden` where another value stands before it under the same `key`, `missing` where the key that was `asked`
    for is not there (the source is under `key`), `late` where a function read the name `key` when it stood for another
    value already, `given` where a call was given it. `values` are the ids of what came out.
    """

    source: int
    kind: Literal["hidden", "missing", "late", "given"]
    time: int
    span: CodeSpan
    values: tuple[int, ...]
    key: str = ""
    asked: str = ""
    stack: tuple[CodeSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """A `tape.watch` call: what was watched (value or variable id) and when."""

    time: int
    span: CodeSpan | None
    value: int | None = None
    variable: int | None = None


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """What is differentiated: the flattened targets by value id; `made` is the statement that made it.

    With an `order` it is a derivative of that order of what the statement made. `made_after` where all of it was made
    when the tape had been left. `foreign` is the type of the first part of it that is neither tensor nor variable.
    """

    name: str
    values: tuple[int, ...]
    spec: TensorSpec | None
    type_name: str
    made: CodeSpan | None = None
    several: bool = False
    summary: ValueSummary | None = None
    order: int = 0
    made_after: bool = False
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One flattened source, as asked for.

    `kind` is `variable`, `tensor` or `other` (nothing the tape could ever know, e.g. a symbolic Keras input).
    `made` is the expression of the cell that made a tensor source, `first_use` the first expression that used it.
    `path` is the attribute path it was found by (`model.layers[0].kernel`).
    """

    name: str
    kind: Literal["variable", "tensor", "other"]
    spec: TensorSpec | None
    value: int | None = None
    variable: int | None = None
    root: str = ""
    type_name: str = ""
    made: CodeSpan | None = None
    made_after: bool = False
    first_use: CodeSpan | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GradientRecord:
    """What the tape answered for source number `source`.

    `error` is the text of the exception that the call for this source raises, `error_type` its class name.
    """

    source: int
    status: Literal["gradient", "none", "error"]
    spec: TensorSpec | None = None
    summary: ValueSummary | None = None
    nested: object | None = None
    device: str = ""
    error: str = ""
    error_type: str = ""
    none_beside_error: bool = False
    indexed_slices: bool = False
    health: tuple[tuple[str, str, CodeSpan | None], ...] = ()


LOST = "lost"
"""The kind of a `Limit` that says that a part of what the cell did was not seen: no cause is sure then."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Something the engine could not see. `kind` is a short word, `detail` a sentence."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which engine ran the cell, and its version."""

    name: Literal["tensorflow", "numpy"]
    version: str


@dataclass(frozen=True, slots=True)
class Recording:
    """All facts about one taped cell. `other_watches` are those of tapes that the cell opened itself.

    `written_from` holds (name, source number): by the text of the earlier cells, the value that the name stands for was
    computed from the source; `untold` holds those of which no text that was seen says anything. `outdated` holds
    (source number, variable, path): an earlier cell took the source from the path, where that variable is now; `stale`
    holds them where it is the other way round: the code of a compiled function leads to the source by the path now,
    and its graph reads that variable, as it was traced when the path led there.
    `own_tape` is True where the user opened the tape himself; `doubtful` are the sources that code which could not be
    followed made, or bound to their names.
    """

    engine: EngineInfo
    codes: tuple[CodeText, ...] = ()
    ops: tuple[OpRecord, ...] = ()
    tensors: tuple[TensorRecord, ...] = ()
    variables: tuple[VariableRecord, ...] = ()
    host_values: tuple[HostValue, ...] = ()
    host_events: tuple[HostEvent, ...] = ()
    decisions: tuple[HostEvent, ...] = ()
    bindings: tuple[Binding, ...] = ()
    skipped: tuple[SkippedCode, ...] = ()
    written_from: tuple[tuple[str, int], ...] = ()
    untold: tuple[tuple[str, int], ...] = ()
    outdated: tuple[tuple[int, int, str], ...] = ()
    stale: tuple[tuple[int, int, str], ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    watches: tuple[WatchEvent, ...] = ()
    other_watches: tuple[WatchEvent, ...] = ()
    vjps: tuple[VjpRecord, ...] = ()
    slopes: tuple[LocalDerivative, ...] = ()
    target: TargetRecord | None = None
    sources: tuple[SourceRecord, ...] = ()
    gradients: tuple[GradientRecord, ...] = ()
    devices: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    failure: str = ""
    watch_accessed: bool = True
    own_tape: bool = False
    doubtful: tuple[int, ...] = ()

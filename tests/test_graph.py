"""The flow of data: who reaches whom, and which way costs the fewest repairs, on graphs drawn by hand."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapeviz.graph import Edge, FlowGraph, Way
from tapeviz.records import EngineInfo, HostEvent, OpRecord, Recording, TargetRecord
from tests.factories import Builder

ENGINE = EngineInfo("tensorflow", "2.21.0")


@dataclass
class Drawn:
    """A graph drawn as text: `x>h! h>y` is an edge that breaks and one that does not; edges run in that order."""

    graph: FlowGraph
    ids: dict[str, int]
    broken: frozenset[int]

    def breaks(self, edge: Edge) -> bool:
        return edge.op is not None and edge.op.id in self.broken

    def cheapest(self, start: str, target: str) -> Way | None:
        return self.graph.cheapest([self.ids[start]], [self.ids[target]], self.breaks)

    def tell(self, edges: Iterable[Edge]) -> str:
        names = {number: name for name, number in self.ids.items()}
        return " ".join(f"{names[e.start]}>{names[e.end]}" for e in edges)

    def way(self, start: str, target: str) -> str:
        way = self.cheapest(start, target)
        assert way is not None
        return self.tell(way.edges)

    def breaks_on_way(self, start: str, target: str) -> str:
        way = self.cheapest(start, target)
        assert way is not None
        return self.tell(way.breaks)


def draw(text: str) -> Drawn:
    """`!` breaks, `~` ran while the tape was paused, `^` ran in an earlier cell, `=` writes a variable's state."""
    ids: dict[str, int] = {}
    ops, broken = [], set()
    for time, part in enumerate(text.split()):
        start, end = part.rstrip("!~^=").split(">")
        for name in (start, end):
            ids.setdefault(name, len(ids))
        if "!" in part:
            broken.add(time)
        writes = (0,) if "=" in part else ()
        recorded, earlier = "~" not in part, "^" in part
        ops.append(
            OpRecord(time, time, "Op", (ids[start],), (ids[end],), writes=writes, recorded=recorded, earlier=earlier)
        )
    everything = TargetRecord("all", tuple(ids.values()), None, "list")  # what nobody uses is left out of a graph
    recording = Recording(ENGINE, ops=tuple(ops), target=everything)
    return Drawn(FlowGraph(recording, with_earlier=True), ids, frozenset(broken))


# ---- several suspects ----


def test_an_open_way_beats_every_broken_one() -> None:
    assert draw("x>a! a>y x>b b>y").way("x", "y") == "x>b b>y"


def test_one_break_beats_two_however_long_the_way_is() -> None:
    assert draw("x>a! a>y! x>b b>c! c>d d>e e>y").breaks_on_way("x", "y") == "b>c"


@pytest.mark.parametrize(
    ("graph", "first"),
    [
        ("x>a! a>y x>b! b>y", "x>a"),
        ("x>b! x>a! a>y b>y", "x>b"),
        ("x>b b>y! x>a! a>y", "b>y"),
    ],
)
def test_among_equals_the_break_that_runs_first_decides(graph: str, first: str) -> None:
    assert draw(graph).breaks_on_way("x", "y") == first


def test_among_equal_pairs_of_breaks_the_one_nearest_the_target_decides() -> None:
    drawn = draw("x>b! x>a! a>y! b>y!")

    assert drawn.breaks_on_way("x", "y") == "x>a a>y"


def test_among_ways_with_the_same_breaks_the_shortest_is_told() -> None:
    assert draw("x>a! a>b b>c c>y a>y").way("x", "y") == "x>a a>y"


def test_the_breaks_of_a_way_run_from_the_source_to_the_target_and_the_last_is_the_cause() -> None:
    way = draw("x>a! a>b b>c! c>y!").cheapest("x", "y")

    assert way is not None
    assert [edge.time for edge in way.breaks] == [0, 2, 3]
    assert [edge.time for edge in way.edges] == [0, 1, 2, 3]


def test_no_way_is_none() -> None:
    assert draw("x>a b>y").cheapest("x", "y") is None


def test_a_source_that_is_the_target_needs_no_edge() -> None:
    assert draw("x>y").cheapest("x", "x") == Way((), ())


def test_any_of_several_starts_and_targets_will_do() -> None:
    drawn = draw("x0>a! a>y0 x1>b b>y1")
    starts, targets = [drawn.ids["x0"], drawn.ids["x1"]], [drawn.ids["y0"], drawn.ids["y1"]]

    way = drawn.graph.cheapest(starts, targets, drawn.breaks)

    assert way is not None
    assert drawn.tell(way.edges) == "x1>b b>y1"


# ---- neighbours that one repair mends ----


def test_ops_paused_one_after_the_other_are_one_break() -> None:
    drawn = draw("x>a!~ a>b!~ b>y x>c! c>d! d>y")

    assert drawn.way("x", "y") == "x>a a>b b>y"
    assert drawn.breaks_on_way("x", "y") == "a>b"


def test_a_write_in_a_pause_is_a_break_of_its_own() -> None:
    assert draw("x>a!~ a>b!~= b>y").breaks_on_way("x", "y") == "x>a a>b"


def test_two_pauses_with_something_recorded_between_them_are_two_breaks() -> None:
    assert draw("x>a!~ a>b b>y!~").breaks_on_way("x", "y") == "x>a b>y"


def test_a_pause_and_an_earlier_cell_are_two_breaks() -> None:
    assert draw("x>a!^ a>y!~").breaks_on_way("x", "y") == "x>a a>y"


def test_earlier_steps_in_a_row_are_one_break() -> None:
    assert draw("x>a!^ a>b!^ b>c!^ c>y").breaks_on_way("x", "y") == "b>c"


def test_a_value_reached_inside_and_outside_a_pause_keeps_the_cheaper_way_of_each() -> None:
    # From h on, the paused op costs nothing more for whoever comes through the paused g>y, one more for h>y.
    drawn = draw("x>h!~ h>y! h>g!~ g>y")

    assert drawn.breaks_on_way("x", "y") == "h>g"


def test_a_paused_step_that_is_no_break_does_not_hide_a_break_before_it() -> None:
    # x>i casts to an integer in the pause, i>y reads an index there: only the first loses the gradient.
    drawn = draw("x>i!~ i>a~ a>y")

    assert drawn.breaks_on_way("x", "y") == "x>i"


# ---- loops ----


def test_a_loop_is_walked_once() -> None:
    drawn = draw("x>a a>b! b>a b>y")

    assert drawn.way("x", "y") == "x>a a>b b>y"


def test_a_loop_without_a_way_out_ends() -> None:
    drawn = draw("x>a a>b b>a c>y")

    assert drawn.cheapest("x", "y") is None
    assert drawn.graph.reached_from([drawn.ids["x"]]) == {drawn.ids[name] for name in "xab"}


def test_reach_in_both_directions() -> None:
    drawn = draw("x>a a>y b>y x>c")

    assert drawn.graph.reached_from([drawn.ids["x"]]) == {drawn.ids[name] for name in "xayc"}
    assert drawn.graph.reaching([drawn.ids["y"]]) == {drawn.ids[name] for name in "yabx"}


# ---- what is an edge ----


def test_an_op_joins_each_input_to_each_output_by_position() -> None:
    b = Builder().cell("pair = f(a, c)")
    first, second = b.variable("a", value=1.0), b.variable("c", value=2.0)
    pair = b.op("Split", first, second, outputs=2, value=0.0)
    b.op("AddN", pair, b.tensor(value=0.0))
    b.target(pair)

    into = FlowGraph(b.build()).into[pair.id]

    assert [(edge.start, edge.input, edge.output) for edge in into] == [(first.id, 0, 0), (second.id, 1, 0)]


def test_an_output_that_nobody_uses_is_no_edge() -> None:
    b = Builder().cell("pair = f(a)")
    start = b.variable("a", value=1.0)
    pair = b.op("Split", start, outputs=2, value=0.0)
    b.target(pair)

    graph = FlowGraph(b.build())

    assert [edge.end for edge in graph.out_of[start.id]] == [pair.id]


def test_a_write_leads_from_the_written_value_to_the_new_state() -> None:
    b = Builder().cell("v.assign(x)")
    start, state = b.variable("x", value=1.0), b.tensor(value=0.0, origin="variable", variable=1)
    b._add("ops", OpRecord(0, 1, "AssignVariableOp", (start.id,), (state.id,), writes=(1,)))
    graph = FlowGraph(b.build())

    assert graph.reached_from([start.id]) == {start.id, state.id}
    assert graph.states == {0: [start.id], 1: [state.id]}


@pytest.mark.parametrize("kind", ["exit", "host", "enter", "opaque", "away"])
def test_a_python_step_passes_data_on(kind: str) -> None:
    b = Builder().cell("y = np.mean(x)")
    start = b.variable("x", value=1.0)
    left = b.host("np.mean", start, kind=kind)  # type: ignore[arg-type]

    assert FlowGraph(b.build()).reached_from([start.id]) == {start.id, left.id}


@pytest.mark.parametrize("kind", ["select", "metadata"])
def test_a_choice_or_a_look_at_the_shape_passes_nothing_on(kind: str) -> None:
    b = Builder().cell("y = max(x, 0)")
    start = b.variable("x", value=1.0)
    b.host("max", start, kind=kind)  # type: ignore[arg-type]

    assert FlowGraph(b.build()).reached_from([start.id]) == {start.id}


def test_an_op_whose_inside_is_told_is_not_an_edge_itself() -> None:
    b = Builder().cell("y = f(x)")
    start = b.variable("x", value=1.0)
    end = b.op("__inference_f_1", start, kind="expanded", value=0.0)
    b.target(end)

    assert FlowGraph(b.build()).out_of == {}


@pytest.mark.parametrize("op_type", ["Shape", "Size", "Rank", "ZerosLike", "OnesLike"])
def test_an_op_that_reads_only_the_form_is_an_edge_on_request(op_type: str) -> None:
    b = Builder().cell("y = tf.zeros_like(x)")
    start = b.variable("x", value=1.0)
    end = b.op(op_type, start, value=0.0)
    b.target(end)

    assert FlowGraph(b.build()).out_of == {}
    assert FlowGraph(b.build(), with_form=True).reached_from([start.id]) == {start.id, end.id}


def test_the_form_read_by_a_backward_pass_is_never_an_edge() -> None:
    b = Builder().cell("g = tape.gradient(y, x)")
    start = b.variable("x", value=1.0)
    b.target(b.op("Shape", start, value=0.0, backward=True))

    assert FlowGraph(b.build(), with_form=True).out_of == {}


def test_what_ran_before_the_cell_is_shown_on_request() -> None:
    b = Builder().cell("y = h + 1.0")
    start, older = b.variable("x", value=1.0), b.tensor("h", value=1.0)
    b._add("ops", OpRecord(0, -1, "Mul", (start.id,), (older.id,), earlier=True))
    b._add("host_events", HostEvent(0, -1, "exit", (start.id,), (older.id,), None, earlier=True))
    b.target(older)

    assert FlowGraph(b.build()).out_of == {}
    edges = FlowGraph(b.build(), with_earlier=True).out_of[start.id]
    assert [edge.region for edge in edges] == ["earlier", "earlier"]


# ---- size ----


def chain(length: int) -> FlowGraph:
    ops = tuple(OpRecord(k, k, "Op", (k,), (k + 1,)) for k in range(length))
    return FlowGraph(Recording(ENGINE, ops=ops, target=TargetRecord("y", (length,), None, "EagerTensor")))


def test_a_chain_of_100_000_ops_is_walked_without_recursion() -> None:
    graph = chain(100_000)

    way = graph.cheapest([0], [100_000], lambda edge: edge.start == 70_000)

    assert way is not None
    assert len(way.edges) == 100_000
    assert [edge.start for edge in way.breaks] == [70_000]
    assert len(graph.reached_from([0])) == len(graph.reaching([100_000])) == 100_001


def test_many_breaks_in_a_row_cost_no_square() -> None:
    graph = chain(10_000)
    tracemalloc.start()

    way = graph.cheapest([0], [10_000], lambda _: True)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert way is not None
    assert len(way.breaks) == 10_000
    assert peak < 50_000_000


# ---- against a search that tries every way ----

Arrow = tuple[int, int, bool, str]
SIZE = 6


def arrows(forward: bool) -> st.SearchStrategy[list[Arrow]]:
    nodes = st.integers(0, SIZE - 1)
    arrow = st.tuples(nodes, nodes, st.booleans(), st.sampled_from(["", "", "stopped", "earlier"]))
    kept = arrow.filter(lambda a: a[0] < a[1] if forward else a[0] != a[1])
    return st.lists(kept, min_size=1, max_size=11)


def graph_of(found: list[Arrow]) -> FlowGraph:
    ops = [
        OpRecord(k, k, "Op", (a,), (b,), recorded=region != "stopped", earlier=region == "earlier")
        for k, (a, b, _, region) in enumerate(found)
    ]
    everything = TargetRecord("all", tuple(range(SIZE)), None, "list")
    return FlowGraph(Recording(ENGINE, ops=tuple(ops), target=everything), with_earlier=True)


def every_way(found: list[Arrow], start: int, target: int) -> list[tuple[int, ...]]:
    """All ways that meet no value twice, as tuples of arrow numbers."""
    complete: list[tuple[int, ...]] = []
    waiting: list[tuple[tuple[int, ...], int, set[int]]] = [((), start, {start})]
    while waiting:
        taken, value, met = waiting.pop()
        if value == target:
            complete.append(taken)
            continue
        for k, (a, b, _, _) in enumerate(found):
            if a == value and b not in met:
                waiting.append(((*taken, k), b, met | {b}))
    return complete


def repairs(found: list[Arrow], way: tuple[int, ...]) -> list[int]:
    """The breaks of a way, the nearest to the target first; a stretch of one region counts once."""
    result: list[int] = []
    runs = itertools.groupby(reversed(way), key=lambda k: found[k][3] or f"arrow {k}")
    for _, run in runs:
        result += [k for k in run if found[k][2]][:1]
    return result


def label(found: list[Arrow]) -> Callable[[tuple[int, ...]], tuple[int, list[int], int]]:
    return lambda way: (len(repairs(found, way)), repairs(found, way), len(way))


@settings(max_examples=400)
@given(arrows(forward=True))
def test_the_way_found_is_the_best_of_all_ways(found: list[Arrow]) -> None:
    best = min(map(label(found), every_way(found, 0, SIZE - 1)), default=None)

    way = graph_of(found).cheapest([0], [SIZE - 1], lambda edge: found[edge.time][2])

    if best is None or way is None:
        assert way is None
        assert best is None
    else:
        assert (len(way.breaks), [e.time for e in reversed(way.breaks)], len(way.edges)) == best


@given(arrows(forward=False))
def test_loops_do_not_change_the_number_of_repairs(found: list[Arrow]) -> None:
    best = min(map(label(found), every_way(found, 0, SIZE - 1)), default=None)

    way = graph_of(found).cheapest([0], [SIZE - 1], lambda edge: found[edge.time][2])

    assert (way is None) == (best is None)
    assert way is None or best is None or len(way.breaks) == best[0]


@given(arrows(forward=False), st.sets(st.integers(0, SIZE - 1), max_size=3))
def test_who_reaches_whom_is_the_same_from_both_ends(found: list[Arrow], starts: set[int]) -> None:
    graph = graph_of(found)

    reached = graph.reached_from(starts)

    assert reached == {v for v in set(range(SIZE)) | starts if starts & graph.reaching([v])}

"""A fold that is opened in a page shows what it holds: every op once, every link, also to what is around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from tapeviz.render.insides import MOST_DRAWN, Insides, draw_insides, insides_of
from tapeviz.render.look import Look
from tapeviz.render.parts import Edge, Node, Picture
from tapeviz.render.picture import Sketch, sketch
from tapeviz.report import Report
from tests.benchmarks.drawing import chain, loop, network
from tests.factories import Builder
from tests.render.folding.generated import reports

Values = Mapping[tuple[str, str], list[int]]
limits = st.sampled_from((3, 10, 25))


class Opened:
    """A picture, or the inside of a fold, with a way down into the folds that open."""

    def __init__(self, insides: Insides, picture: Picture, values: Values) -> None:
        self.insides = insides
        self.picture = picture
        self.values = values
        self.edges = picture.edges
        self.holder = {
            thing: node.key for node in picture.nodes if node.kind != "use" for thing in (node.key, *node.members)
        }
        self.original = {node.key: node.members[0] for node in picture.nodes if node.kind == "use"}

    def inside(self, key: str) -> Opened | None:
        number = self.insides.number.get(key)
        if number is None:
            return None
        found = self.insides.drawn[number - 1]
        return Opened(self.insides, found.picture, found.values)

    def between(self, tail: str, head: str) -> Iterator[Edge]:
        return (edge for edge in self.edges if (self.original.get(edge.tail, edge.tail), edge.head) == (tail, head))

    def leads_on(self, edge: Edge, tail: str, head: str) -> bool:
        """Whether an edge goes on inside both of its ends to these things, as one and the same value."""
        start, end = self.inside(edge.tail), self.inside(edge.head)
        if start is None and end is None:
            return True
        numbers = self.values[edge.tail, edge.head]
        return any(self.goes_down(start, "o", tail, n) and self.goes_down(end, "i", head, n) for n in numbers)

    def goes_down(self, view: Opened | None, side: str, thing: str, number: int) -> bool:
        if view is None:
            return True
        held, port = view.holder[thing], f"{side}{number}"
        pair = (held, port) if side == "o" else (port, held)
        if not list(view.between(*pair)):
            return False
        deeper = view.inside(held)
        if deeper is not None and number not in view.values[pair]:
            return False
        return self.goes_down(deeper, side, thing, number)


def opened(report: Report, limit: int) -> tuple[Sketch, Opened]:
    made = sketch(report, limit)
    insides = insides_of(made, Look())
    return made, Opened(insides, made.picture, insides.values)


def is_shown(view: Opened, tail: str, head: str) -> bool:
    """Whether a link is drawn, however many of the folds around it are open."""
    while True:
        start, end = view.holder[tail], view.holder[head]
        if start != end:
            return any(view.leads_on(edge, tail, head) for edge in view.between(start, end))
        deeper = view.inside(start)
        if deeper is None:
            return True
        view = deeper


@settings(max_examples=60, deadline=None)
@given(reports(), limits)
def test_every_link_is_drawn_whatever_is_open(report: Report, limit: int) -> None:
    made, view = opened(report, limit)

    missing = [pair for pair in made.wiring.links if not is_shown(view, *pair[:2])]

    assert missing == []


@settings(max_examples=60, deadline=None)
@given(reports(), limits)
def test_every_line_that_crosses_a_frame_is_a_link(report: Report, limit: int) -> None:
    made, view = opened(report, limit)
    links = {pair[:2] for pair in made.wiring.links}

    for inside in view.insides.drawn:
        within = Opened(view.insides, inside.picture, inside.values)
        held = within.holder
        into = {held[head] for tail, head in links if head in held and tail not in held}
        out_of = {held[tail] for tail, head in links if tail in held and head not in held}
        ports = {node.key for node in inside.picture.nodes if node.kind == "port"}
        assert {edge.head for edge in inside.picture.edges if edge.tail in ports} == into
        assert {edge.tail for edge in inside.picture.edges if edge.head in ports} == out_of


@settings(max_examples=60, deadline=None)
@given(reports(), limits)
def test_a_fold_opens_to_all_that_it_holds(report: Report, limit: int) -> None:
    _, view = opened(report, limit)
    folds = [node for one in pictures(view) for node in one.nodes if node.kind == "fold"]

    for fold in folds:
        inside = view.inside(fold.key)
        if inside is not None:
            shown = [thing for node in real(inside.picture) for thing in node.members or (node.key,)]
            assert Counter(shown) == Counter(fold.members)


def pictures(view: Opened) -> Iterator[Picture]:
    yield view.picture
    yield from (inside.picture for inside in view.insides.drawn)


def real(picture: Picture) -> Iterable[Node]:
    return (node for node in picture.nodes if node.kind not in {"use", "port"})


def test_a_loop_of_a_thousand_rounds_opens_to_its_ends_and_a_round_to_its_ops() -> None:
    _, view = opened(loop(1_000), 60)
    (rest,) = (node for node in view.picture.nodes if node.title == "line 3, x998")

    rounds = view.inside(rest.key)

    assert rounds is not None
    assert [node.title for node in real(rounds.picture)] == [
        "line 3, 2 of 1,000",
        "line 3, x996",
        "line 3, 999 of 1,000",
    ]
    ops = rounds.inside(next(real(rounds.picture)).key)  # type: ignore[call-overload]
    assert ops is not None
    assert [node.title for node in real(ops.picture)] == ["Mul", "AddV2", "Sin"]


def test_rounds_open_within_rounds_ten_deep() -> None:
    _, view = opened(loop(1_000), 60)

    for rounds in range(998, 978, -2):
        (rest,) = (node for node in real(view.picture) if node.title == f"line 3, x{rounds}")
        view = view.inside(rest.key)  # type: ignore[assignment]
        assert view is not None


def side_by_side(values: int) -> Report:
    """Two lines that each do the same to every one of many values."""
    b = Builder().cell("a = first(xs)\nb = second(a)")
    made = [b.variable(f"x{number}", value=1.0, live=True) for number in range(values)]
    for line, kind in ((2, "Sin"), (3, "Exp")):
        made = [b.op(kind, value, line=line, value=1.0, adjoint=1.0) for value in made]
    return b.target(b.op("AddN", *made, name="y", line=4, value=1.0, adjoint=1.0)).report()


def test_a_fold_opens_though_many_values_cross_its_frame() -> None:
    _, view = opened(side_by_side(45), 60)

    for line in (2, 3):
        (fold,) = (node for node in real(view.picture) if node.title == f"line {line}, x43")
        assert view.inside(fold.key) is not None


def test_what_is_carried_is_bounded() -> None:
    for report in (chain(2_000), network(500)):
        _, view = opened(report, 60)

        amount = sum(len(list(real(inside.picture))) for inside in view.insides.drawn)

        assert 100 < amount <= MOST_DRAWN


def test_insides_are_laid_out_in_one_go() -> None:
    made = sketch(network(200))
    insides = draw_insides(insides_of(made, Look()), Look(), "tv0-")

    first = insides.drawn[0]
    assert len(insides.drawn) > 10
    assert first.width > 50
    assert first.height > 50
    assert first.svg.startswith("<g transform=")
    assert first.svg.count('class="tv-node"') == len([n for n in first.picture.nodes if n.kind != "port"])
    assert 'id="tv0-1n0"' in first.svg


def test_where_the_layout_fails_the_picture_stands_without_them() -> None:
    made = sketch(network(200))

    insides = draw_insides(insides_of(made, Look()), Look(dot="no-such-program"), "tv0-")

    assert (insides.drawn, insides.number, insides.values) == ((), {}, {})

"""Whatever a cell does: nothing is lost in folding, no way is cut by it, and the picture stays small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tapeviz.records import OpRecord
from tapeviz.render.folding import fold
from tapeviz.render.picture import NODE_LIMIT, draw, names_to_open, unknown_names
from tapeviz.render.view import View, ViewKind
from tapeviz.render.wiring import Wiring, wire
from tapeviz.report import Report
from tests.render.folding.generated import reports

views = st.builds(
    View,
    kind=st.sampled_from(("auto", "full", "line", "layer", "path")),
    depth=st.none() | st.integers(1, 4),
    opened=st.lists(st.sampled_from(("line:3", "dense", "net", "block_1", "line:2..4")), max_size=2).map(tuple),
    closed=st.lists(st.sampled_from(("line:4", "dense_1", "block_2")), max_size=1).map(tuple),
)
limits = st.sampled_from((3, 10, 25, NODE_LIMIT))


def asked(report: Report, kind: ViewKind = "auto", **view: object) -> Report:
    return replace(report, options=View(kind=kind, **view).options())  # type: ignore[arg-type]


def reached(starts: Iterable[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    heads: dict[str, list[str]] = {}
    for tail, head in pairs:
        heads.setdefault(tail, []).append(head)
    found, waiting = set(starts), list(starts)
    while waiting:
        for key in heads.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def links_of(wiring: Wiring) -> list[tuple[str, str]]:
    return [(link.tail, link.head) for link in wiring.links.values()]


@settings(max_examples=60)
@given(reports(), views, limits)
def test_every_op_is_in_exactly_one_node(report: Report, view: View, limit: int) -> None:
    picture = draw(asked(report, view.kind if view.kind != "path" else "auto", depth=view.depth), limit)
    wiring = wire(report)
    shown = [key for node in picture.nodes if node.kind == "fold" for key in node.members]
    shown += [node.key for node in picture.nodes if node.kind not in {"fold", "use"}]

    counted = Counter(shown)

    assert max(counted.values()) == 1
    if all(diagnosis.status == "gradient" for diagnosis in report.diagnoses):
        assert {key for key, one in wiring.subjects.items() if isinstance(one, OpRecord)} <= set(counted)


@settings(max_examples=60)
@given(reports(), views, limits)
def test_every_way_from_a_source_to_the_target_survives(report: Report, view: View, limit: int) -> None:
    wiring = wire(report)
    folds = fold(wiring, report.recording, limit, view).folds
    shown_as = {key: folds[key].key if key in folds else key for key in wiring.subjects}
    folded = [(shown_as[tail], shown_as[head]) for tail, head in links_of(wiring)]

    for source in wiring.sources:
        before = reached([source], links_of(wiring)) & wiring.targets
        assert {shown_as[key] for key in before} <= reached([shown_as[source]], folded)


@settings(max_examples=150)
@given(reports(), st.sampled_from(("auto", "path")))
def test_auto_is_never_more_than_about_sixty_nodes(report: Report, kind: ViewKind) -> None:
    assert len(draw(asked(report, kind)).nodes) <= NODE_LIMIT


@settings(max_examples=40)
@given(reports(), views, limits)
def test_a_fold_of_ops_and_steps_is_a_stretch_of_time(report: Report, view: View, limit: int) -> None:
    """What is between two of its ops in time is in it too, so that folding makes no cycle."""
    wiring = wire(report)
    folds = fold(wiring, report.recording, limit, view).folds
    ran = [key for key, one in wiring.subjects.items() if hasattr(one, "time")]
    ran.sort(key=lambda key: wiring.subjects[key].time)  # type: ignore[union-attr]
    shown = [folds[key].key if key in folds else key for key in ran]
    changes = [key for at, key in enumerate(shown) if at == 0 or shown[at - 1] != key]

    assert len(changes) == len(set(changes))


@settings(max_examples=60)
@given(reports(), st.data())
def test_every_offered_name_can_be_opened_and_closed(report: Report, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names_to_open(report)))

    for view in (View(opened=(name,)), View(closed=(name,))):
        assert unknown_names(replace(report, options=view.options())) == ()
        draw(replace(report, options=view.options()), 10)


@settings(max_examples=60)
@given(reports())
def test_path_keeps_what_is_on_a_way_and_nothing_else(report: Report) -> None:
    whole = wire(report)
    links = links_of(whole)
    back = [(head, tail) for tail, head in links]
    between = reached(whole.sources, links) & reached(whole.targets, back)

    drawn = draw(asked(report, "path"), 10_000)
    kept = {node.key for node in drawn.nodes if node.kind != "use"}

    assert between <= kept
    assert kept <= between | set(whole.sources) | whole.targets | set(whole.cuts) | {
        key for link in whole.links.values() if link.cut for key in (link.tail, link.head)
    }

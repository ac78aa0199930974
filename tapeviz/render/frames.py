"""The steps as numbered pictures: one drawing, and in each frame the values and derivatives that are known by then."""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from tapeviz.errors import BadInput
from tapeviz.render.drawing import Drawing, drawing
from tapeviz.render.html import render_page
from tapeviz.render.palette import LIGHT
from tapeviz.render.shown import check_path, written
from tapeviz.render.steps import Step, steps_of
from tapeviz.render.svg import LayoutError
from tapeviz.report import Report

__all__ = ["frames", "save_steps"]

SUFFIXES = (".svg", ".html")

NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}"
RATE = re.compile("\\|?[d\u2202]\\S*/[d\u2202]")
PREFIX = "tv-"
LETTER, LINE, NARROWEST = 6.4, 17.0, 300.0


def save_steps(report: Report, path: str | Path) -> list[Path]:
    """The steps of a report in files: `.svg` writes a numbered picture for each, `.html` a page to go through them.

    Returns the paths in order. Raises `BadInput` with one line on what is wrong.
    """
    target = Path(path).expanduser()
    check_path(target, SUFFIXES)
    if target.suffix.lower() == ".html":
        options = tuple(pair for pair in report.options if pair[0] != "graph")
        page = render_page([("", "", replace(report, options=(*options, ("graph", "steps"))))])
        return [written(target, page.encode("utf-8", "replace"))]
    try:
        pictures = list(frames(report))
    except LayoutError as error:
        raise BadInput(f"cannot save the steps: {error}") from error
    if not pictures:
        raise BadInput("cannot save the steps: nothing that the tape recorded leads to the target")
    digits = len(str(len(pictures)))
    numbered = ((f"{target.stem}-{number:0{digits}}", picture) for number, picture in enumerate(pictures, 1))
    return [written(target.with_stem(stem), picture.encode("utf-8", "replace")) for stem, picture in numbered]


def frames(report: Report) -> Iterator[str]:
    """An SVG for each step, in order. Raises `LayoutError` when nothing can be laid out."""
    drawn = drawing(report, PREFIX)
    if drawn.svg is None:
        raise LayoutError(drawn.remark)
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314 - our own drawing
    steps = steps_of(report)
    times = _times(drawn, steps)
    for at, step in enumerate(steps):
        frame = _Frame(copy.deepcopy(root), times, at, is_back=step.phase == "backward")
        frame.draw()
        frame.caption(f"{at + 1} of {len(steps)}, {step.phase}", step.text)
        yield ElementTree.tostring(frame.root, "unicode")


@dataclass(slots=True)
class _Times:
    """When a node's ops run, when they hand derivatives back, and when the node is given its own."""

    runs: list[int] = field(default_factory=list)
    pulls: list[int] = field(default_factory=list)
    gets: list[int] = field(default_factory=list)


def _times(drawn: Drawing, steps: tuple[Step, ...]) -> list[_Times]:
    """For each node of the drawing, the steps that it takes part in."""
    nodes = drawn.picture.nodes
    node_of = {key: at for at, node in enumerate(nodes) if node.kind != "use" for key in (node.key, *node.members)}
    found = [_Times() for _ in nodes]
    for number, step in enumerate(steps):
        does = node_of.get(f"op{step.op}")
        if does is not None:
            (found[does].pulls if step.phase == "backward" else found[does].runs).append(number)
        key = drawn.sketch.wiring.producers.get(step.gives, f"value{step.gives}") if step.gives is not None else ""
        if key in node_of:
            found[node_of[key]].gets.append(number)
    return found


class _Frame:
    """One frame: what is still to come is faint, a derivative that is not known yet is not written."""

    def __init__(self, root: ElementTree.Element, times: list[_Times], at: int, *, is_back: bool) -> None:
        self.root = root
        self.times = times
        self.at = at
        self.is_back = is_back

    def draw(self) -> None:
        """Mark every node and edge as it stands at this step."""
        for group in self.root.iter(f"{SVG}g"):
            name, ends = group.get("id", ""), group.get("data-e", "")
            if name.startswith(f"{PREFIX}n"):
                self.node(group, self.times[int(name.removeprefix(f"{PREFIX}n"))])
            elif ends:
                tail, head = (self.times[int(end)] for end in ends.split())
                self.edge(group, tail, head)

    def node(self, group: ElementTree.Element, times: _Times) -> None:
        """An op before it runs is faint; the op of this step and what it gives to are marked."""
        self.fade(group, times)
        if times.gets[-1] > self.at if times.gets else not self.is_back:
            _without_rates(group)
        if self.at in times.runs or self.at in times.pulls:
            _outline(group, LIGHT["variable-line"])
        elif self.at in times.gets:
            _outline(group, LIGHT["good"])

    def edge(self, group: ElementTree.Element, tail: _Times, head: _Times) -> None:
        """The local derivative stands at an edge from the step on that multiplies by it."""
        self.fade(group, head)
        if not head.pulls or head.pulls[0] > self.at:
            _without_rates(group)
        if self.at in head.runs or (self.at in head.pulls and self.at in tail.gets):
            for path in group.findall(f"{SVG}path"):
                path.attrib.update({"stroke": LIGHT["variable-line"], "stroke-width": "3"})

    def fade(self, group: ElementTree.Element, times: _Times) -> None:
        """What has not run yet."""
        if times.runs and times.runs[0] > self.at:
            group.set("opacity", ".25")

    def caption(self, head: str, text: str) -> None:
        """The number of the step and its words, under the drawing."""
        left, top, width, height = map(float, self.root.get("viewBox", "0 0 1 1").split())
        scale = float(self.root.get("width", "1")) / width
        width = max(width, NARROWEST)
        lines = [head, *textwrap.wrap(text, int(width / LETTER))]
        taller = height + LINE * len(lines) + 8
        paper = {"x": str(left), "y": str(top + height), "width": str(width), "height": str(taller - height)}
        ElementTree.SubElement(self.root, f"{SVG}rect", {**paper, "fill": LIGHT["paper"]})
        for number, line in enumerate(lines, 1):
            weight = {"font-weight": "bold"} if number == 1 else {}
            place = {"x": str(left + 6), "y": f"{top + height + LINE * number:.1f}", "font-size": "12"}
            ElementTree.SubElement(self.root, f"{SVG}text", {**place, **weight}).text = line
        self.root.set("viewBox", f"{left:g} {top:g} {width:g} {taller:g}")
        self.root.set("width", f"{width * scale:.0f}")
        self.root.set("height", f"{taller * scale:.0f}")


def _without_rates(group: ElementTree.Element) -> None:
    for parent in list(group.iter()):
        for text in parent.findall(f"{SVG}text"):
            if RATE.match("".join(text.itertext())):
                parent.remove(text)


def _outline(group: ElementTree.Element, color: str) -> None:
    for shape in group:
        if shape.get("stroke") not in (None, "none"):
            shape.attrib.update({"stroke": color, "stroke-width": "3"})

"""What makes a picture live in a page: script, colours, words and the insides of folds, packed into an attribute."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from tapeviz.render.details import Details
from tapeviz.render.drawing import Drawing
from tapeviz.render.insides import Inside
from tapeviz.render.parts import Node, Picture
from tapeviz.render.shorter import shortened
from tapeviz.render.steps import steps_of
from tapeviz.render.style import live_sheet
from tapeviz.report import Report

__all__ = ["living", "loader", "packed", "script", "unpacked"]

MOST_STEPS = 400


def living(reports: Sequence[tuple[Report, Drawing]]) -> list[str]:
    """All of it as one text for each report of a page, to stand in an attribute; the first brings the script for all.

    An output is whole by itself, as any other of a notebook may be cleared.
    """
    found = [_Data(report, drawn) for report, drawn in reports]
    steps, folds = (any(have) for have in zip(*((one.steps, one.drawn.insides.drawn) for one in found), strict=True))
    return [packed(["" if at else script(steps=steps, folds=folds), *one.all()]) for at, one in enumerate(found)]


def loader(prefixes: Iterable[str]) -> str:
    """The script that unpacks the outputs of these ids and starts them."""
    return _loader().replace("IDS", json.dumps(list(prefixes)))


@cache
def script(*, steps: bool = True, folds: bool = True) -> str:
    """The program that makes a picture live, without what only a person reading it needs.

    What goes through steps and what opens folds is there where there are any.
    """
    files = (*(["folds.js"] if folds else ()), *(["steps.js"] if steps else ()), "live.js")
    text = shortened("".join(map(_read, files))).replace("LIVE_SHEET", json.dumps(live_sheet(steps=steps, folds=folds)))
    return f"(function(){{{text}}})()"


def packed(data: object) -> str:
    """JSON, deflated as in RFC 1950, in base64."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")


def unpacked(text: str) -> object:
    """What was packed."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


@cache
def _loader() -> str:
    return shortened(_read("loader.js"))


def _read(name: str) -> str:
    return resources.files("tapeviz.render").joinpath("page", name).read_text("utf-8")


class _Data:
    """What the script is told of one drawing."""

    def __init__(self, report: Report, drawn: Drawing) -> None:
        self.drawn = drawn
        self.details = Details(report)
        steps = steps_of(report)
        self.steps = steps if len(steps) <= MOST_STEPS else ()
        self.parts = self.taken()

    def all(self) -> tuple[object, ...]:
        """The picture and the insides of its folds, the steps, and whether the picture runs across."""
        insides = self.drawn.insides
        pictures = [self.view(self.drawn.picture, insides.values), *map(self.inside, insides.drawn)]
        steps = [[int(step.phase == "backward"), step.text, step.rule, step.line] for step in self.steps]
        return pictures, steps, int(insides.across)

    def inside(self, inside: Inside) -> dict[str, object]:
        found = self.view(inside.picture, inside.values)
        return {**found, "s": inside.svg, "w": inside.width, "h": inside.height}

    def view(self, picture: Picture, values: Mapping[tuple[str, str], Sequence[int]]) -> dict[str, object]:
        """The words of the nodes with the steps that they take part in, and the values along the edges."""
        number = {node.key: node.key if node.kind == "port" else str(at) for at, node in enumerate(picture.nodes)}
        nodes = [node for node in picture.nodes if node.kind != "port"]
        facts = []
        for node, (lines, rows) in zip(nodes, self.details.entries(picture), strict=True):
            inside = self.drawn.insides.number.get(node.key, 0)
            command = ["to open", f"%tape graph --open {node.opens}"] if node.opens and not inside else []
            facts.append(_without_end([lines, [*rows, *command], inside, *self.times(node)]))
        return {
            "f": facts,
            "k": {f"{number[tail]} {number[head]}": found for (tail, head), found in values.items()},
        }

    def times(self, node: Node) -> Iterator[list[int]]:
        """The numbers of the steps that its ops do forward, and backward, and of those that give it a derivative."""
        keys = (node.key, *node.members) if node.kind != "use" else ()
        for part in self.parts:
            yield sorted(step for key in keys for step in part.get(key, ()))

    def taken(self) -> tuple[dict[str, list[int]], ...]:
        """The same for each thing, by its key."""
        runs, pulls, gets = found = tuple(defaultdict[str, list[int]](list) for _ in range(3))
        producers = self.drawn.sketch.wiring.producers
        for number, step in enumerate(self.steps):
            back = step.phase == "backward"
            if step.op is not None:
                (pulls if back else runs)[f"op{step.op}"].append(number)
            if back and step.gives is not None:
                gets[producers.get(step.gives, f"value{step.gives}")].append(number)
        return found


def _without_end(fact: list[object]) -> list[object]:
    """Without what is nothing at its end, which the script knows."""
    while len(fact) > 1 and not fact[-1]:
        fact.pop()
    return fact

"""What makes a picture live in a page: script, colours, words and the insides of folds, packed into an attribute."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from tapeviz.render.details import Details
from tapeviz.render.drawing import Drawing
from tapeviz.render.insides import Inside
from tapeviz.render.parts import Picture
from tapeviz.render.steps import Step, steps_of
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
    return [packed(["" if at else script(steps=steps, folds=folds), one.all()]) for at, one in enumerate(found)]


def loader(prefixes: Iterable[str]) -> str:
    """The script that unpacks the outputs of these ids and starts them."""
    return _read("loader.js").replace("IDS", json.dumps(list(prefixes)))


@cache
def script(*, steps: bool = True, folds: bool = True) -> str:
    """The program that makes a picture live, without what only a person reading it needs.

    What goes through steps and what opens folds is there where there are any.
    """
    files = (*(["folds.js"] if folds else ()), *(["steps.js"] if steps else ()), "live.js")
    text = "".join(map(_read, files)).replace("LIVE_SHEET", json.dumps(live_sheet()))
    return f"(function(){{{text}}})()"


def packed(data: object) -> str:
    """JSON, deflated as in RFC 1950, in base64."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")


def unpacked(text: str) -> object:
    """What was packed."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


def _read(name: str) -> str:
    text = resources.files("tapeviz.render").joinpath("page", name).read_text("utf-8")
    lines = (line.strip() for line in text.split("\n"))
    return "".join(_without_spaces(line) for line in lines if not line.startswith("//"))


def _without_spaces(line: str) -> str:
    """A line of a script without the spaces that no language needs; strings stay as they are."""
    pieces = re.split(r"('[^']*')", line)
    return "".join(p if p.startswith("'") else re.sub(r" ?([=+*/<>?:;,{}()&|!-]) ?", r"\1", p) for p in pieces)


class _Data:
    """What the script is told of one drawing."""

    def __init__(self, report: Report, drawn: Drawing) -> None:
        self.drawn = drawn
        self.details = Details(report.recording)
        steps = steps_of(report)
        self.steps = steps if len(steps) <= MOST_STEPS else ()
        self.keys = [self.key(step) for step in self.steps]
        self.named = {key for pair in self.keys for key in pair} - {""}

    def all(self) -> dict[str, object]:
        """The picture and the insides of its folds, the steps, and which way the picture runs."""
        insides = self.drawn.insides
        pictures = [self.view(self.drawn.picture, insides.values), *map(self.inside, insides.drawn)]
        return {"drawn": pictures, "steps": self.stepping(), "across": insides.across}

    def inside(self, inside: Inside) -> dict[str, object]:
        found = self.view(inside.picture, inside.values)
        return {**found, "s": inside.svg, "w": inside.width, "h": inside.height}

    def view(self, picture: Picture, values: Mapping[tuple[str, str], Sequence[int]]) -> dict[str, object]:
        """The words of the nodes, the values along the edges, and which nodes take part in steps."""
        number = {node.key: node.key if node.kind == "port" else str(at) for at, node in enumerate(picture.nodes)}
        nodes = [node for node in picture.nodes if node.kind != "port"]
        things = {key: at for at, node in enumerate(nodes) if node.kind != "use" for key in (node.key, *node.members)}
        facts = []
        for node, (lines, rows) in zip(nodes, self.details.entries(picture), strict=True):
            inside = self.drawn.insides.number.get(node.key)
            command = ["to open", f"%tape graph --open {node.opens}"] if node.opens and not inside else []
            facts.append([lines, [*rows, *command], *([inside] if inside else [])])
        return {
            "f": facts,
            "k": {f"{number[tail]} {number[head]}": found for (tail, head), found in values.items()},
            "t": {key: at for key, at in things.items() if key in self.named},
        }

    def stepping(self) -> list[list[object]]:
        """For each step: 1 if it is a backward one, its words, its line, the op that does it and what it gives to."""
        return [
            [int(step.phase == "backward"), step.text, step.rule, step.line, *keys]
            for step, keys in zip(self.steps, self.keys, strict=True)
        ]

    def key(self, step: Step) -> tuple[str, str]:
        """The keys of the things that a step's op and its value are drawn as."""
        producers = self.drawn.sketch.wiring.producers
        value = "" if step.gives is None else producers.get(step.gives, f"value{step.gives}")
        return ("" if step.op is None else f"op{step.op}"), value

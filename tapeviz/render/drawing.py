"""From a report to a finished SVG: the finest view that can be laid out in time, and a word on what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapeviz.render.dot import dot_source
from tapeviz.render.insides import Insides, draw_insides, insides_of
from tapeviz.render.look import EMBEDDED, Look
from tapeviz.render.picture import Picture, Sketch, draw, sketch
from tapeviz.render.svg import LayoutError, layout, themed_svg
from tapeviz.render.view import View
from tapeviz.report import Report

__all__ = ["Drawing", "drawing", "laid_out", "picture_file", "picture_of"]

COARSE_LIMIT = 20
MOST_UNFOLDED = 3000


@dataclass(frozen=True, slots=True)
class Drawing:
    """`svg` is None where nothing could be laid out; `remark` says calmly what is folded or missing.

    `insides` are those of the folds that a page can open.
    """

    picture: Picture
    svg: str | None
    remark: str
    sketch: Sketch
    insides: Insides = field(default_factory=Insides)


def picture_of(report: Report) -> Picture:
    """The picture at the fineness that the report's options ask for."""
    return draw(report, _limits(report)[0])


def drawing(report: Report, prefix: str, *, standalone: bool = True, opens: bool = False) -> Drawing:
    """The report drawn; a layout that takes too long gives way to a coarser one, and that to none.

    `opens` asks for the insides of folds too.
    """
    said: list[str] = []
    look = Look.of(report)
    for limit in _limits(report):
        made = sketch(report, limit)
        picture = made.picture
        try:
            drawn = laid_out(picture, look)
            svg = themed_svg(drawn, picture, prefix, look, standalone=standalone)
        except LayoutError as error:
            said.append(str(error))
            if not error.may_be_simpler:
                break
            continue
        insides = draw_insides(insides_of(made, look), look, prefix) if opens else Insides()
        return Drawing(picture, svg, _remark(said, picture), made, insides)
    return Drawing(picture, None, f"{said[-1]}; the list of ops stands in for it", made)


def picture_file(report: Report, kind: str) -> bytes:
    """The report drawn in one of `FORMATS`, as fine as can be laid out in time. Raises `LayoutError`."""
    look = Look.of(report)
    *finer, coarsest = _limits(report)
    for limit in finer:
        try:
            return laid_out(draw(report, limit), look, kind)
        except LayoutError as error:
            if not error.may_be_simpler:
                raise
    return laid_out(draw(report, coarsest), look, kind)


def laid_out(picture: Picture, look: Look, kind: str = "svg") -> bytes:
    """The picture drawn in one of `FORMATS` by the program that the look names. Raises `LayoutError`."""
    source = dot_source(picture, look)
    return layout(source, kind) if look.dot == EMBEDDED else layout(source, kind, command=look.dot)


def _limits(report: Report) -> tuple[int, ...]:
    view, most = View.of(report), Look.of(report).nodes
    if view.kind == "full" or view.depth is not None:
        return (MOST_UNFOLDED, most, min(most, COARSE_LIMIT))
    return (most, min(most, COARSE_LIMIT))


def _remark(said: list[str], picture: Picture) -> str:
    return "; ".join([*said[:1], *([picture.folded] if picture.folded else [])])

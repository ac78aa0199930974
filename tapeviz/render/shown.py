"""The report that a user holds: it prints, displays, draws and saves itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapeviz.errors import BadInput
from tapeviz.render.dot import dot_source
from tapeviz.render.drawing import drawing, picture_file, picture_of
from tapeviz.render.html import new_prefix, render_html, render_page
from tapeviz.render.look import Look
from tapeviz.render.svg import LayoutError
from tapeviz.render.text import render_text
from tapeviz.report import Report

if TYPE_CHECKING:  # graphviz takes 50 ms to import, which a report without `.graph` need not pay
    from tapeviz.render.tape_graph import TapeGraph

__all__ = ["SUFFIXES", "ShownReport", "as_shown", "check_path", "written"]

SUFFIXES = (".svg", ".png", ".dot", ".html", ".json")


@dataclass(frozen=True)
class ShownReport(Report):
    """A `Report` with its views: `print(report)`, its display in a notebook, `.graph`, `.save("tape.svg")`."""

    @cached_property
    def graph(self) -> TapeGraph:
        """The picture as a `graphviz.Digraph` that needs no Graphviz on the machine."""
        from tapeviz.render.tape_graph import tape_graph

        return tape_graph(picture_of(self), Look.of(self))

    def order(self, number: int, source: str = "") -> Report:
        """The report on the derivative of that order, which prints and draws itself like this one."""
        found = super().order(number, source)
        if found is self:
            return self
        parts = {part.name: getattr(found, part.name) for part in fields(found)}
        return ShownReport(**parts | {"options": self.options, "number": self.number})

    def save(self, path: str | Path) -> Path:
        """Write the report to a file whose suffix says how: .svg .png .dot .html .json. Returns the path."""
        target = Path(path)
        check_path(target)
        return written(target, self._content(target.suffix.lower()))

    def _content(self, suffix: str) -> bytes:
        if suffix == ".json":
            return json.dumps(self.to_dict(), indent=1, allow_nan=False).encode()
        if suffix == ".html":
            return render_page([("", "", self)]).encode("utf-8", "replace")
        if suffix == ".dot":
            return dot_source(picture_of(self), Look.of(self)).encode("utf-8", "replace")
        try:
            if suffix == ".png":
                return picture_file(self, "png")
            drawn = drawing(self, new_prefix())
        except LayoutError as error:
            raise BadInput(f"cannot save the picture: {error}") from error
        if drawn.svg is None:
            raise BadInput(f"cannot save the picture: {drawn.remark}")
        return drawn.svg.encode("utf-8", "replace")

    def __str__(self) -> str:
        """The whole verdict as text."""
        return render_text(self)

    def __repr__(self) -> str:
        """One short line, for logs and lists of reports."""
        nones = sum(diagnosis.status != "gradient" for diagnosis in self.diagnoses)
        target = self.recording.target.name if self.recording.target else "?"
        return f"<tapeviz report {self.number}: {target}, {nones} of {len(self.diagnoses)} gradients missing>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython prints in a terminal."""
        del cycle
        printer.text(str(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, str]:
        """One bundle: the whole verdict as text, and the same with one copy of the picture as HTML."""
        views: dict[str, Callable[[Report], str]] = {"text/plain": render_text, "text/html": render_html}
        wanted = set(include or views) - set(exclude or ())
        return {kind: view(self) for kind, view in views.items() if kind in wanted}


def check_path(path: Path, suffixes: Sequence[str] = SUFFIXES) -> None:
    """Refuse, in one line, a path that could not be saved to; it may be asked before anything has run."""
    if path.suffix.lower() not in suffixes:
        raise BadInput(f"cannot save to {str(path)!r}: its suffix must be one of {' '.join(suffixes)}")
    if path.is_dir():
        raise BadInput(f"cannot write {str(path)!r}: it is a folder")
    if not path.parent.is_dir():
        raise BadInput(f"cannot write {str(path)!r}: there is no folder {str(path.parent)!r}")


def written(path: Path, content: bytes) -> Path:
    """The path, with the content in it. Raises `BadInput` with one line where it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"cannot write {str(path)!r}: {error.strerror or error}") from error
    return path


def as_shown(report: Report) -> Report:
    """The report that a user holds; one of another class, as tests have them, stays what it is."""
    if type(report) is not Report:
        return report
    return ShownReport(**{part.name: getattr(report, part.name) for part in fields(report)})

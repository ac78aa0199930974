"""The picture as a `graphviz` object that draws itself with the embedded `dot`, for whoever wants to go on with it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import graphviz

from tapeviz.errors import BadInput
from tapeviz.render.dot import dot_attributes, dot_body
from tapeviz.render.look import Look
from tapeviz.render.picture import Picture
from tapeviz.render.svg import FORMATS, LayoutError, layout, themed_svg

__all__ = ["TapeGraph", "tape_graph"]


class TapeGraph(graphviz.Digraph):  # type: ignore[misc]  # graphviz has no types
    """A `graphviz.Digraph` that needs no Graphviz on the machine: `pipe`, `render` and display use our own `dot`."""

    def __init__(self, *args: Any, picture: Picture | None = None, **options: Any) -> None:
        """As `graphviz.Digraph`; `picture` gives the words for titles and text alternative."""
        super().__init__(*args, **options)
        self._picture = picture

    def _copy_kwargs(self, **kwargs: Any) -> Any:
        return super()._copy_kwargs(picture=self._picture, **kwargs)

    def pipe(
        self,
        format: str | None = None,  # noqa: A002 - graphviz's own name
        *_unused: Any,
        engine: str | None = None,
        encoding: str | None = None,
        **_options: Any,
    ) -> bytes | str:
        """The drawing as bytes, or as text in an `encoding`; `format` is svg (as made), png and what `dot` writes."""
        drawn = layout(self.source, _known(format or self.format), engine or self.engine)
        return drawn if encoding is None else drawn.decode(encoding)

    def render(
        self,
        filename: Any = None,
        directory: Any = None,
        view: bool = False,
        cleanup: bool = False,
        format: str | None = None,  # noqa: A002 - graphviz's own name
        *_unused: Any,
        outfile: Any = None,
        engine: str | None = None,
        **_options: Any,
    ) -> str:
        """Write the DOT text and the drawing beside it, or the drawing to `outfile`; returns the drawing's path."""
        suffix = Path(outfile).suffix[1:] if outfile is not None else ""
        kind = _known(format or suffix or self.format)
        drawn = layout(self.source, kind, engine or self.engine)
        if outfile is not None and filename is None:
            filename = Path(outfile).with_suffix(".gv")
        saved = Path(self.save(filename, directory=directory))
        path = Path(outfile) if outfile is not None else saved.with_name(f"{saved.name}.{kind}")
        path.write_bytes(drawn)
        if cleanup:
            saved.unlink()
        if view:
            self._view(str(path), format=kind, quiet=False)
        return str(path)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, Any]:
        """What a notebook shows: the themed SVG, or one line that says why there is none."""
        try:
            if include is not None:
                return dict(super()._repr_mimebundle_(include=include, exclude=exclude))
            return {"image/svg+xml": self._repr_image_svg_xml(), "text/plain": self.source}
        except LayoutError as error:
            return {"text/plain": f"{error}\n{self.source}"}

    def _repr_image_svg_xml(self) -> str:
        picture = self._picture or Picture((), (), "Graph", "Graph")
        return themed_svg(layout(self.source, "svg", self.engine), picture, f"tv{secrets.token_hex(4)}-")


def tape_graph(picture: Picture, look: Look | None = None) -> TapeGraph:
    """The picture as a graph object whose source is what is drawn in the report."""
    attributes = dot_attributes(picture, look)
    return TapeGraph(
        name="tape",
        picture=picture,
        format="svg",
        graph_attr=attributes["graph"],
        node_attr=attributes["node"],
        edge_attr=attributes["edge"],
        body=list(dot_body(picture)),
    )


def _known(kind: str) -> str:
    if kind not in FORMATS:
        raise BadInput(f"the embedded dot cannot write {kind!r}; it writes {', '.join(FORMATS)}")
    return kind

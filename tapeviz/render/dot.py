"""A picture in the DOT language, and the same as a `graphviz.Digraph` that draws itself with the embedded `dot`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from tapeviz.render.look import Look
from tapeviz.render.palette import LIGHT
from tapeviz.render.picture import Edge, Kind, Node, Picture
from tapeviz.render.visible import cell_width, escape

__all__ = ["FONT", "direction", "dot_attributes", "dot_body", "dot_source", "inside_source"]

FONT = "Helvetica"
WIDEST, LETTER, GAP, STAMP_WIDTH = 900, 6.2, 45, 18
WIDE_LETTER = 0.1
SHAPES: dict[Kind, dict[str, str]] = {
    "variable": {"shape": "cylinder", "fillcolor": LIGHT["variable"], "color": LIGHT["variable-line"]},
    "constant": {"shape": "ellipse", "fillcolor": LIGHT["paper"], "margin": "0.02,0"},
    "earlier": {"shape": "box", "fillcolor": LIGHT["paper"]},
    "op": {"shape": "box", "style": "rounded,filled"},
    "write": {
        "shape": "box",
        "style": "rounded,filled",
        "fillcolor": LIGHT["variable"],
        "color": LIGHT["variable-line"],
    },
    "host": {"shape": "note", "fillcolor": LIGHT["host"], "color": LIGHT["host-line"]},
    "rebound": {"shape": "tab", "fillcolor": LIGHT["host"], "color": LIGHT["host-line"]},
    "skipped": {"shape": "octagon", "style": "filled,dashed", "fillcolor": LIGHT["paper"], "color": LIGHT["host-line"]},
    "fold": {"shape": "box3d", "fillcolor": LIGHT["fold"]},
    "use": {"shape": "ellipse", "style": "filled,dotted", "fillcolor": LIGHT["paper"], "margin": "0.02,0"},
    "other": {"shape": "box", "fillcolor": LIGHT["paper"]},
    "port": {"shape": "point", "style": "invis", "width": "0.01", "height": "0.01"},
}
LEGEND: dict[str, str] = {
    "variable": "cylinder: variable",
    "constant": "ellipse: constant",
    "earlier": "square: tensor from outside the cell",
    "op": "rounded: op",
    "host": "folded corner: outside TensorFlow",
    "rebound": "tab: a name bound anew",
    "skipped": "octagon: code that did not run",
    "fold": "block: many ops in one",
    "use": "dotted: another use of a value",
}
ROW_COLORS = {"value": "ink", "gradient": "good", "none": "faint", "cut": "bad", "faint": "faint", "warn": "warn"}


def dot_source(picture: Picture, look: Look | None = None) -> str:
    """The whole graph as DOT text."""
    lines = ["digraph tape {\n"]
    for kind, attributes in dot_attributes(picture, look).items():
        lines.append(f"\t{kind} {_list(attributes)}\n")
    return "".join([*lines, *dot_body(picture), "}\n"])


def inside_source(picture: Picture, look: Look) -> str:
    """What is inside an opened fold as DOT text, without legend and paper; its ports stand at both ends."""
    attributes = dot_attributes(picture, look)
    attributes["graph"] |= {"label": "", "bgcolor": "transparent", "pad": "0.02"}
    lines = ["digraph inside {\n", *(f"\t{kind} {_list(found)}\n" for kind, found in attributes.items())]
    for rank, letter in (("source", "i"), ("sink", "o")):
        ports = [node.key for node in picture.nodes if node.kind == "port" and node.key.startswith(letter)]
        lines += [f"\t{{rank={rank}; {'; '.join(ports)}}}\n"] if ports else []
    return "".join([*lines, *dot_body(picture), "}\n"])


def dot_attributes(picture: Picture, look: Look | None = None) -> dict[str, dict[str, str]]:
    """The attributes of the graph, of its nodes and of its edges."""
    look = look or Look()
    font = look.metrics or FONT
    graph = {
        "rankdir": direction(picture, look),
        "bgcolor": LIGHT["paper"],
        "fontname": font,
        "label": _legend(picture),
        "labelloc": "b",
        "nodesep": "0.22",
        "ranksep": "0.32",
        "pad": "0.12",
    }
    node = {
        "fontname": font,
        "fontsize": "11",
        "fontcolor": LIGHT["ink"],
        "shape": "box",
        "style": "filled",
        "fillcolor": LIGHT["op"],
        "color": LIGHT["line"],
        "margin": "0.1,0.05",
        "height": "0.2",
        "width": "0.3",
    }
    edge = {"fontname": font, "fontsize": "10", "color": LIGHT["line"], "arrowsize": "0.7"}
    return {"graph": graph, "node": node, "edge": edge}


def dot_body(picture: Picture) -> Iterator[str]:
    """The statements of the nodes and edges, one a line."""
    for node in picture.nodes:
        yield f"\t{node.key} {_list(SHAPES['port'] if node.kind == 'port' else _node(node))}\n"
    leaving = {node.key for node in picture.nodes if node.kind == "port"}
    computed = {node.key for node in picture.nodes if node.kind in {"op", "host", "fold", "write"}}
    for edge in picture.edges:
        # What is computed stays in a straight line; variables and constants find their place beside it.
        attributes = {"weight": "8", **_edge(edge)} if edge.tail in computed else _edge(edge)
        if edge.head in leaving:
            attributes["arrowhead"] = "none"
        yield f"\t{edge.tail} -> {edge.head}{' ' + _list(attributes) if attributes else ''}\n"


# ---- nodes ----------------------------------------------------------------------------------------------------------


def _node(node: Node) -> dict[str, str]:
    attributes = {"label": _label(node), **SHAPES[node.kind]}
    styles = [style for style in attributes.get("style", "filled").split(",") if style]
    if node.reach is False:
        styles.append("dashed")
        attributes["color"] = LIGHT["dead"]
        if node.kind in {"op", "fold", "earlier"}:
            attributes["fillcolor"] = LIGHT["paper"]
    if node.target:
        attributes |= {"peripheries": "2", "color": LIGHT["ink"]}
    if node.cut or node.failed:
        attributes |= {"color": LIGHT["bad"], "fillcolor": LIGHT["bad-paper"], "penwidth": "1.6"}
    texts = (node.name, f"{node.title}{node.place}", *(row.text for row in node.rows))
    if not all(text.isascii() for text in texts):
        attributes["width"] = f"{max(map(cell_width, texts)) * WIDE_LETTER:.2f}"
    if styles != ["filled"]:
        attributes["style"] = ",".join(styles)
    return attributes


def _label(node: Node) -> str:
    """The name, what it is and where, then a line for each row."""
    dim = node.reach is False
    rows = _title(node)
    rows += [_font(row.text, "faint" if dim and row.style == "value" else ROW_COLORS[row.style]) for row in node.rows]
    lid = '<TR><TD HEIGHT="5"></TD></TR>' if node.kind in {"variable", "fold"} else ""
    cells = lid + "".join(f"<TR><TD>{row}</TD></TR>" for row in rows)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">{cells}</TABLE>>'


def _title(node: Node) -> list[str]:
    """Name and kind; spaces end a piece rather than begin one, since SVG drops them at a beginning.

    `dot` knows the widths of ASCII only: another name has a line of its own, where nothing can run into it.
    """
    is_plain = node.kind in {"constant", "use"}
    equals = "= " if node.name and node.kind in {"op", "write", "host", "constant", "use"} else ""
    kind = f"{equals}{_text(node.title)}" if node.name or is_plain else f"<B>{_text(node.title)}</B>"
    small = "   ".join(part for part in (node.place, "target" if node.target else "") if part)
    dim = node.reach is False
    rest = f'<FONT POINT-SIZE="9" COLOR="{LIGHT["faint"]}">{_text(small)}</FONT>' if small else ""
    kind = f"{kind}   " if small else kind
    if not node.name.isascii():
        name = f"<B>{_text(node.name)}</B>"
        return [_colored(name, "faint") if dim else name, (_colored(kind, "faint") if dim else kind) + rest]
    title = f"<B>{_text(node.name)}{' ' if equals else '  '}</B>{kind}" if node.name else kind
    return [(_colored(title, "faint") if dim else title) + rest]


def _font(text: str, color: str) -> str:
    return _text(text) if color == "ink" else _colored(_text(text), color)


def _colored(markup: str, color: str) -> str:
    return f'<FONT COLOR="{LIGHT[color]}">{markup}</FONT>'


def _text(text: str) -> str:
    """Text for an HTML-like label, where a single backslash would start an escape of DOT."""
    return escape(text).replace("\\", "\\\\")


# ---- edges ----------------------------------------------------------------------------------------------------------


def _edge(edge: Edge) -> dict[str, str]:
    attributes: dict[str, str] = {}
    if edge.dead:
        attributes |= {"style": "dashed", "color": LIGHT["dead"]}
    if edge.way:
        attributes |= {"penwidth": "2.2", "color": LIGHT["faint"] if edge.dead else LIGHT["ink"]}
    if edge.write:
        attributes |= {"arrowhead": "odot", "label": f"<{_font('writes', 'faint')}>"}
    if edge.slope and not edge.cut and not edge.write:
        attributes |= {"label": f"<{_font(edge.slope, 'good')}>"}
    if edge.cut:
        attributes |= {"color": LIGHT["bad"], "penwidth": "2.2", "label": _stamp(edge.cut)}
    return attributes


def _stamp(text: str) -> str:
    """The words of a cut in a frame of their own, so that they are seen without colour too."""
    bad = LIGHT["bad"]
    lines = "<BR/>".join(_text(line) for line in textwrap.wrap(text, STAMP_WIDTH))
    return (
        f'<<TABLE BORDER="1" COLOR="{bad}" BGCOLOR="{LIGHT["bad-paper"]}" CELLBORDER="0" CELLSPACING="0" '
        f'CELLPADDING="3"><TR><TD><FONT COLOR="{bad}"><B>{lines}</B></FONT></TD></TR></TABLE>>'
    )


# ---- the whole ------------------------------------------------------------------------------------------------------


def _legend(picture: Picture) -> str:
    """What the shapes and lines of this picture mean, and only of this one."""
    kinds = {node.kind for node in picture.nodes}
    words = [text for kind, text in LEGEND.items() if kind in kinds]
    if any(node.target for node in picture.nodes):
        words.append("double border: target")
    if any(node.reach is False for node in picture.nodes) or any(edge.dead for edge in picture.edges):
        words.append("dashed: no gradient gets here")
    if any(edge.way for edge in picture.edges):
        words.append("thick: the way from source to target")
    if any("/d." in row.text for node in picture.nodes for row in node.rows):
        words.append("d.: by the node itself")
    lines = ["   ".join(words[start : start + 4]) for start in range(0, len(words), 4)]
    faint = LIGHT["faint"]
    text = '<BR ALIGN="LEFT"/>'.join(map(_text, lines))
    return f'<<FONT POINT-SIZE="9" COLOR="{faint}">{text}<BR ALIGN="LEFT"/></FONT>>' if words else ""


def direction(picture: Picture, look: Look) -> str:
    """`LR`, from left to right, as one reads, where that fits a notebook's width; else `TB`, from top to bottom."""
    if look.direction != "auto":
        return look.direction
    widths = {node.key: _width(node) for node in picture.nodes}
    stamps = {edge.head: STAMP_WIDTH for edge in picture.edges if edge.cut}
    across = sum(
        max(widths[key] for key in layer) + GAP + LETTER * max(stamps.get(key, 0) for key in layer)
        for layer in _layers(picture)
    )
    return "LR" if across <= WIDEST else "TB"


def _width(node: Node) -> float:
    title = len(node.name) + len(node.title) + len(node.place)
    return LETTER * max(title, *(len(row.text) for row in node.rows), 0)


def _layers(picture: Picture) -> Iterator[list[str]]:
    """The nodes by the longest chain of data flow that leads to them; a cycle is entered where it comes first."""
    heads: dict[str, list[str]] = {}
    waiting = {node.key: 0 for node in picture.nodes}
    for edge in picture.edges:
        heads.setdefault(edge.tail, []).append(edge.head)
        waiting[edge.head] += 1
    order = iter(list(waiting))
    layer = [key for key, count in waiting.items() if not count]
    while waiting:
        layer = layer or [next(key for key in order if key in waiting)]
        yield layer
        for key in layer:
            waiting.pop(key, None)
        following = []
        for head in (head for key in layer for head in heads.get(key, ()) if head in waiting):
            waiting[head] -= 1
            if not waiting[head]:
                following.append(head)
        layer = following


def _list(attributes: dict[str, Any]) -> str:
    return "[" + " ".join(f"{name}={_value(value)}" for name, value in attributes.items()) + "]"


def _value(text: str) -> str:
    if text.startswith("<") and text.endswith(">"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

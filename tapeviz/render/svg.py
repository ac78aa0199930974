"""Layout by the embedded `dot` under a hard time limit, and its SVG made small, themed and safe to stand in a page."""

from __future__ import annotations

import html
import importlib.metadata
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tapeviz.errors import TapevizError
from tapeviz.render.dot import FONT
from tapeviz.render.look import Look
from tapeviz.render.palette import CONTRAST_LIGHT, DARK, LIGHT, VARIABLES
from tapeviz.render.picture import Picture
from tapeviz.render.visible import escape, visible

__all__ = ["FORMATS", "SECONDS", "LayoutError", "find_dot", "inside_svgs", "layout", "themed_svg"]

COMMAND = "graphviz-pure"
SECONDS = 5.0
SCALE = 1.2
ROUNDED_BOX_POINTS = 25
FORMATS = ("svg", "png", "jpeg", "jpg", "dot", "gv", "xdot", "canon", "json", "json0", "plain", "plain-ext")
FAMILY = "Helvetica,Arial,'DejaVu Sans Condensed',sans-serif"


class LayoutError(TapevizError):
    """No picture could be laid out; the message is one calm line. A simpler picture may still be."""

    def __init__(self, message: str, *, may_be_simpler: bool = False) -> None:
        """`may_be_simpler` says that a picture of fewer nodes has a chance."""
        super().__init__(message)
        self.may_be_simpler = may_be_simpler


@cache
def find_dot() -> str:
    """The full path of the embedded `dot`; a kernel's PATH may not know the environment's scripts."""
    names = (COMMAND, f"{COMMAND}.exe")
    folders = [Path(sysconfig.get_path("scripts")), Path(sys.executable).parent]
    paths = [folder / name for folder in folders for name in names] + _installed(names)
    found = next((str(path) for path in paths if path.is_file() and os.access(path, os.X_OK)), None)
    found = found or shutil.which(COMMAND)
    if not found:
        raise LayoutError("there is no picture: graphviz-pure is not installed (pip install graphviz-pure)")
    return found


def _command(name: str) -> str:
    """The full path of a `dot` that the user named, such as the system's."""
    found = shutil.which(Path(name).expanduser())
    if not found:
        raise LayoutError(f"there is no picture: %config TapeMagics.dot names {visible(name)!r}, which is not there")
    return found


def _installed(names: tuple[str, ...]) -> list[Path]:
    try:
        files = importlib.metadata.files("graphviz-pure") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [Path(str(file.locate())).resolve() for file in files if file.name in names]


def layout(source: str, kind: str = "svg", engine: str = "dot", seconds: float = SECONDS, command: str = "") -> bytes:
    """DOT text drawn in one of `FORMATS`, by the embedded `dot` or by another command.

    Raises `LayoutError` when it fails or takes too long.
    """
    try:
        import subprocess  # late: a kernel in a browser has none
    except ImportError as error:
        raise LayoutError("there is no picture: no other program can be run here") from error
    try:
        done = subprocess.run(  # noqa: S603 - the command is our own dependency, its input goes through stdin
            [_command(command) if command else find_dot(), f"-T{kind}", f"-K{engine}"],
            input=source.encode("utf-8", "replace"),
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        message = f"the layout of the picture was stopped after {seconds:g} s"
        raise LayoutError(message, may_be_simpler=True) from error
    except OSError as error:
        raise LayoutError(f"there is no picture: the layout program could not be run ({error})") from error
    if done.returncode or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        message = f"there is no picture: the layout program failed ({said or done.returncode})"
        raise LayoutError(message, may_be_simpler=True)
    return done.stdout


# ---- the SVG itself -------------------------------------------------------------------------------------------------


def themed_svg(raw: bytes, picture: Picture, prefix: str, look: Look | None = None, *, standalone: bool = True) -> str:
    """The drawing without its repetitions, with unique ids, a text alternative and colours that follow the theme."""
    look = look or Look()
    family = escape(f"{look.family},{FAMILY}" if look.family else FAMILY)
    head, body = _body(raw.decode("utf-8", "replace"), picture, prefix)
    style = f"<style>{_own_colors(look)}</style><style>{rules()}</style>" if standalone else ""
    size = f'width="{float(head[1]) * SCALE:.0f}" height="{float(head[2]) * SCALE:.0f}" viewBox="{head[3]}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} class="tv-picture" role="img" '
        f'aria-labelledby="{prefix}t {prefix}d" font-family="{family}" font-size="11" fill="{LIGHT["ink"]}">'
        f'<title id="{prefix}t">{escape(picture.title)}</title>'
        f'<desc id="{prefix}d">{escape(picture.description)}</desc>{style}{body}</svg>'
    )


def inside_svgs(raw: bytes, pictures: Sequence[Picture], prefix: str) -> list[tuple[str, float, float]]:
    """For several pictures laid out in one go: what is inside the SVG of each, its width and its height.

    The ids in the first begin with `prefix` and 1.
    """
    texts = raw.decode("utf-8", "replace").split("<?xml")[1:]
    found = []
    for number, (text, picture) in enumerate(zip(texts, pictures, strict=True), 1):
        head, body = _body(text, picture, f"{prefix}{number}")
        width, height = (float(side) for side in head[3].split()[2:])
        found.append((body, width, height))
    return found


def _body(text: str, picture: Picture, prefix: str) -> tuple[re.Match[str], str]:
    """The head of an SVG that `dot` wrote (its groups: width, height, view box), and the rest, made small."""
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>|<!--.*?-->", "", text, flags=re.DOTALL)
    head = re.search(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="([^"]*)"[^>]*>', text)
    if head is None or "</svg>" not in text:
        raise LayoutError("there is no picture: the layout program gave no SVG")
    body = text[head.end() : text.rindex("</svg>")]
    body = _with_titles(body, picture, prefix)
    body = re.sub(r'<path (fill="[^"]*" stroke="[^"]*"[^>]*?) d="(M[^"]*)"/>', _as_rectangle, body)
    return head, _smaller(body)


def _own_colors(look: Look) -> str:
    """The variables of a picture that stands alone: it follows the reader's system, as no page sets them for it."""
    palettes = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST_LIGHT}
    light, dark = (
        ";".join(f"--tv-{name}:{color}" for name, color in colors.items())
        for colors in (palettes.get(look.palette, LIGHT), DARK)
    )
    own = f":root{{{light}}}"
    return own if look.palette in palettes else f"{own}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"


def rules() -> str:
    """Each literal colour of the drawing, as fill and as stroke, becomes its variable."""
    return (
        "".join(
            f'.tv-picture [{part}="{color}"]{{{part}:var({variable})}}'
            for color, variable in VARIABLES.items()
            for part in ("fill", "stroke")
        )
        + f".tv-picture{{fill:var({VARIABLES[LIGHT['ink']]})}}"
    )


def _with_titles(body: str, picture: Picture, prefix: str) -> str:
    """Ids are unique to the output; what shows when the pointer rests on a node are words, not keys.

    A node's id ends in its place among the picture's nodes, and an edge says which two it joins, for whoever
    wants to make the drawing live; a port is called by its key there.
    """
    numbers = {node.key: number for number, node in enumerate(picture.nodes)}
    ends = {node.key: node.key if node.kind == "port" else str(number) for number, node in enumerate(picture.nodes)}

    def group(match: re.Match[str]) -> str:
        key = html.unescape(match[2])
        if match[1] == "node":
            words = picture.nodes[numbers[key]].tooltip if key in numbers else ""
            name = f' id="{prefix}n{numbers[key]}"' if key in numbers else ""
        else:
            joined = [ends.get(end.partition(":")[0]) for end in key.split("->")]
            words = ""
            name = f' data-e="{joined[0]} {joined[-1]}"' if None not in joined else ""
        title = f"<title>{escape(words)}</title>" if words else ""
        return f'<g class="tv-{match[1]}"{name}>{title}'

    body = re.sub(r'<g id="[a-z]+\d+" class="(node|edge)">\s*<title>([^<]*)</title>', group, body)
    return re.sub(r'<g id="graph0" class="graph" ([^>]*)>\s*<title>[^<]*</title>', r"<g \1>", body)


def _as_rectangle(match: re.Match[str]) -> str:
    """A rounded box comes as a long path of curves; a rectangle says the same in a quarter of the bytes."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", match[2])]
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(points) != ROUNDED_BOX_POINTS or match[2].count("C") != 1:
        return match[0]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(xs), min(ys)
    return (
        f'<rect {match[1]} x="{left:.1f}" y="{top:.1f}" width="{max(xs) - left:.1f}" '
        f'height="{max(ys) - top:.1f}" rx="6"/>'
    )


def _smaller(body: str) -> str:
    """What every element repeats stands once at the top; in coordinates a tenth of a point is fine enough."""
    body = re.sub(f' font-family="(?:{FONT}|Courier)[^"]*"', "", body)
    repeated = (' xml:space="preserve"', ' font-size="11.00"', f' fill="{LIGHT["ink"]}"')
    for part in (*repeated, ' text-anchor="start"'):
        body = body.replace(part, "")
    body = re.sub(r' (?:points|d|x|y|transform)="[^"]*"', _rounded, body)
    return re.sub(r">\s*\n\s*<", "><", body).strip()


def _rounded(attribute: re.Match[str]) -> str:
    tenths = re.sub(r"(\.\d)\d+", r"\1", attribute[0])
    return re.sub(r"\.0(?!\d)", "", tenths)

"""The one place where foreign text is made safe to show: nothing invisible, no markup, a known width."""

from __future__ import annotations

import html
import unicodedata

__all__ = ["TAB", "cell_width", "crop", "cut_to", "escape", "expand", "one_line", "shorten", "visible"]

TAB = 4
DOTS = "..."
WIDE = ("W", "F")
# Control, format (bidirectional overrides, zero-width joiners), surrogate, private use, unassigned, line separators.
LAST_SHORT = 0xFF
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def visible(text: str) -> str:
    """The text with every character that could act rather than show (escapes, text direction) written out."""
    return text if text.isascii() and text.isprintable() else "".join(_shown(char) for char in text)


def expand(text: str) -> tuple[str, tuple[int, ...]]:
    """One line of program text as it is shown, and where each of its characters (and its end) begins there."""
    shown: list[str] = []
    starts: list[int] = []
    length = column = 0
    for char in text:
        piece = " " * (TAB - column % TAB) if char == "\t" else _shown(char)
        starts.append(length)
        shown.append(piece)
        length += len(piece)
        column += cell_width(piece)
    return "".join(shown), (*starts, length)


def cell_width(text: str) -> int:
    """How many terminal cells the text takes: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def cut_to(text: str, width: int) -> str:
    """The text, visible and on one line, at most `width` cells wide; what is cut shows as three dots."""
    return crop(one_line(text), width)


def shorten(name: str, width: int) -> str:
    """A name on one line, cut in its middle when it is wider than `width`: both ends of a path tell it apart."""
    name = one_line(name)
    if cell_width(name) <= width:
        return name
    head, tail = name[: width // 3], name[len(name) // 2 :]
    while cell_width(head) > width // 3:
        head = head[:-1]
    while tail and cell_width(head + DOTS + tail) > width:
        tail = tail[1:]
    return head + DOTS + tail


def one_line(text: str) -> str:
    """A name or an expression on one line, visible."""
    return visible(" ".join(text.split()))


def crop(line: str, width: int) -> str:
    """A visible line at most `width` cells wide."""
    if cell_width(line) <= width:
        return line
    line = line[: max(width, 0)]
    while line and cell_width(line) > width - len(DOTS):
        line = line[:-1]
    return line + DOTS


def escape(text: str) -> str:
    """The text, visible and free of markup, for HTML, SVG and DOT labels."""
    return html.escape(visible(text), quote=True)


def _shown(char: str) -> str:
    if unicodedata.category(char) not in HIDDEN:
        return char
    return f"\\x{ord(char):02x}" if ord(char) <= LAST_SHORT else f"\\u{ord(char):04x}"

"""The colours of text, HTML and picture, light and dark; each meaning also has a word, a shape or a line style."""

from __future__ import annotations

__all__ = ["DARK", "LIGHT", "VARIABLES"]

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "faint": "#59636e",
    "line": "#818b98",
    "op": "#f6f8fa",
    "variable": "#ddf4ff",
    "variable-line": "#0969da",
    "host": "#fff8c5",
    "host-line": "#9a6700",
    "fold": "#eaeef2",
    "good": "#116329",
    "bad": "#b3141f",
    "bad-paper": "#ffebe9",
    "warn": "#7d4e00",
    "dead": "#99a2ad",
}
DARK = {
    "paper": "#16191d",
    "ink": "#e6edf3",
    "faint": "#a3adb8",
    "line": "#848d97",
    "op": "#22272e",
    "variable": "#0c2d4a",
    "variable-line": "#58a6ff",
    "host": "#3a2f0b",
    "host-line": "#d4a72c",
    "fold": "#2d333b",
    "good": "#56d364",
    "bad": "#ff8a80",
    "bad-paper": "#45151a",
    "warn": "#e3b341",
    "dead": "#768390",
}
# A colour stands in the SVG as itself, for viewers without CSS; style sheets turn it into its variable.
VARIABLES = {color: f"--tv-{name}" for name, color in LIGHT.items()}

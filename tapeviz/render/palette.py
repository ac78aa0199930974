"""The colours of text, HTML and picture, light and dark; each meaning also has a word, a shape or a line style."""

from __future__ import annotations

__all__ = ["CONTRAST_DARK", "CONTRAST_LIGHT", "DARK", "LIGHT", "VARIABLES"]

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
# For readers who ask their system or their editor for more contrast.
CONTRAST_LIGHT = LIGHT | {
    "ink": "#000000",
    "faint": "#24292f",
    "line": "#000000",
    "op": "#ffffff",
    "variable-line": "#003d99",
    "host-line": "#5c3d00",
    "good": "#0a4a18",
    "bad": "#8f0010",
    "warn": "#573600",
    "dead": "#424a53",
}
CONTRAST_DARK = DARK | {
    "paper": "#000000",
    "ink": "#ffffff",
    "faint": "#dde3e9",
    "line": "#ffffff",
    "op": "#0a0c0e",
    "variable-line": "#9ecbff",
    "host-line": "#ffd866",
    "good": "#7ee787",
    "bad": "#ffb3ad",
    "warn": "#ffd866",
    "dead": "#c0c8d0",
}
# A colour stands in the SVG as itself, for viewers without CSS; style sheets turn it into its variable.
VARIABLES = {color: f"--tv-{name}" for name, color in LIGHT.items()}

"""How Sphinx builds the site; what it does with cells and help texts is in `_ext/tapeviz_docs`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import tapeviz

project = "tapeviz"
author = "the tapeviz contributors"
release = tapeviz.__version__
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "tapeviz_docs"]
root_doc = "index"
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
# Types in signatures that have no entry of their own, and those of other projects, whose pages are not fetched.
nitpick_ignore_regex = [("py:class", r"tapeviz\..*|pathlib\.Path|\w+|collections\.abc\..*|numpy\..*")]
# Docstrings say `name` for code, as Markdown does.
default_role = "code"
# Two dashes are an option, not a dash; and only what says that it is Python is coloured as Python.
smartquotes = False
highlight_language = "text"
# `!command` in a cell is IPython's, which is coloured as far as it is Python.
suppress_warnings = ["misc.highlighting_failure"]

myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"

html_theme = "furo"
html_title = "tapeviz"
html_static_path: list[str] = []
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "default"

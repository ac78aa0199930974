"""The chain rule written out: each path from a source to the target, its product, and the sum; long graphs by folds."""

from __future__ import annotations

from tapeviz.render.chain.mathml import chain_html
from tapeviz.render.chain.paths import chain_of
from tapeviz.render.chain.records import MOST_PATHS, Chain, Link, Path
from tapeviz.render.chain.text import render_chain
from tapeviz.render.chain.typeset import chain_markdown

__all__ = ["MOST_PATHS", "Chain", "Link", "Path", "chain_html", "chain_markdown", "chain_of", "render_chain"]

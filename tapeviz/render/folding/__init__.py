"""Folding a picture that would be too big to read: what one layer, function, line or repetition made is one node.

Ops and Python steps are folded only with their neighbours in time. Data flows forward in time, so a folded picture of
a cell has no cycle that the cell did not have, and every way from a source to the target is still there.
"""

from __future__ import annotations

from tapeviz.render.folding.fold import Fold, Folding, fold, openable

__all__ = ["Fold", "Folding", "fold", "openable"]

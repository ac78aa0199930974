"""Which rows of a long overview are shown; a reader of text and of HTML sees the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from tapeviz.render.document import Row

__all__ = ["fold_rows"]

MOST_GRADIENTS, FEW_GRADIENTS, MOST_ROWS = 16, 6, 24


def fold_rows(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows to show and the rows to fold away; what is wrong goes before what is well."""
    calm = [number for number, row in enumerate(rows) if row.status == "gradient" and not row.trouble]
    loud = sorted(set(range(len(rows))) - set(calm))
    some = calm if len(calm) <= MOST_GRADIENTS else calm[:FEW_GRADIENTS]
    kept = {*some, *loud[:MOST_ROWS]}
    shown = [row for number, row in enumerate(rows) if number in kept]
    return shown, [row for number, row in enumerate(rows) if number not in kept]

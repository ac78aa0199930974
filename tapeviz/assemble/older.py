"""Which Python values from before the cell hold data of a source, by what the text of earlier cells says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.provenance.written import Path

__all__ = ["OlderData"]


class OlderData:
    """Answers for one cell. A source is meant by the plain names that lead to it, its origins."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.written = evidence.written

    def by_text(self, path: Path, origins: set[str]) -> Literal["from", "untold", ""]:
        """Whether what a path leads to was computed from a source, or no text that was seen says so or otherwise.

        What holds the source itself, such as a list with a variable in it, is no evidence that the rest came from it.
        """
        root = path[0]
        if root in origins and not (len(path) > 1 and self.written.is_told(path)):
            return ""
        if self.written.comes_from(root, origins, *path[1:]):
            return "from"
        is_known = root not in self.evidence.namespace or self.written.tells_of(root, origins)
        return "" if is_known or not self.evidence.earlier_texts else "untold"

    def may_hold(self, asked: Asked, missing: Iterable[int]) -> Callable[[Path], bool]:
        """What tells whether anything of a source without gradient can be in what a path leads to."""
        origins = [self._origins(*asked.sources[k][1:]) for k in missing]
        return lambda path: any(self.by_text(path, names) for names in origins)

    def _origins(self, root: str, leaf: object) -> set[str]:
        engine = self.evidence.engine
        if engine.kind(leaf) != "variable":
            return {root}
        return self.evidence.plain_names(engine.variable_key(engine.variable(leaf))) | {root}

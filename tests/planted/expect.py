"""What must be said of each source of a planted program, and how the magic line asks for them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from tests.planted.ending import ON_MAGIC_LINE, End
from tests.planted.flow import Cut, Flow
from tests.planted.heads import Head
from tests.planted.program import HERRING, Answer, Expectation, places, strip_marks
from tests.planted.writer import SettledSource

__all__ = ["Expecter"]

_TREE = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass
class Expecter:
    """Turns marks into lines, and ways and properties into answers."""

    flow: Flow
    heads: list[Head]
    settled: list[SettledSource]
    surroundings: dict[str, str]
    end: End
    lines: list[str]
    unregistered: Cut | None = None
    unwatched: frozenset[str] = frozenset()

    def count_lines(self) -> None:
        """Fix the text of the cell, once every line is there."""
        text = "\n".join([*self.lines, *self.end.lines]) + "\n"
        self.cell = strip_marks(text)
        self._places = places(text, first_line=2)
        self._tree = compile("# %%tape\n" + self.cell, "<cell>", "exec", _TREE)
        self._by_source = {head.source: head for head in self.heads if head.source}

    # ---- sources ----

    def expect(self, source: str) -> Expectation:
        """The expectation for one source that stands in the program."""
        if self.end.not_tensor:
            answer = Answer("target-not-tensor", self._lines("spoiled"))
            return Expectation((answer,), "any", "target not a tensor", self.end.not_tensor)
        if self.unregistered is not None:
            return self._of_cut(self.unregistered, "error")
        if source in self.end.rebound:
            return self._rebound(source)
        for settled in self.settled:
            if settled.name == source:
                return self._settled(settled)
        return self._by_ways(source)

    @property
    def herrings(self) -> frozenset[int]:
        """The lines on which nothing stands but a red herring."""
        return frozenset(line for line, _ in self._places.get(HERRING, ()))

    def is_followed(self, value: str) -> bool:
        """Whether the tape follows a value that the cell made."""
        heads = [head.source for head in self.heads if head.source and not head.answers]
        return self.flow.is_followed([name for name in heads if name not in self.unwatched], value)

    def _rebound(self, source: str) -> Expectation:
        kind, made = self.end.rebound[source]
        answers = [Answer("replaced-by-tensor", self._lines(made))]
        if kind == "new variable under the name":
            # It is a variable again, only another one.
            answers.append(Answer("wrong-object", self._lines(f"use:{source}")))
            answers.append(Answer("wrong-object", self._lines(made)))
        return Expectation(tuple(answers), "none", kind, self.surroundings.get(source, "-"))

    def _settled(self, settled: SettledSource) -> Expectation:
        rule = settled.rule
        ways = self.flow.ways(settled.value)
        if not ways:
            return self._dead_end(settled)
        is_use = rule.cause in ("before-tape", "wrong-object")
        lines = self._lines_around(settled.mark) if is_use else self._lines(settled.mark)
        answers = [Answer(cause, lines) for cause in (rule.cause, *rule.or_causes)]
        answers += [Answer(cause, self._target_lines()) for cause in rule.target_causes]
        if rule.or_later:
            answers += [a for way in self.flow.best(ways) if way for a in self._answers(way[-1].answers)]
        return Expectation(tuple(answers), "none", settled.kind, settled.surrounding)

    def _dead_end(self, settled: SettledSource) -> Expectation:
        found = self._unconnected(settled.name, "dead computation")
        if settled.rule.cause != "branch-not-taken":
            return found
        # It is used only in code that did not run, and that code does not lead to the target: both are true.
        own = Answer("branch-not-taken", self._lines(settled.mark))
        return Expectation((*found.answers, own), "none", found.kind, settled.surrounding)

    def _by_ways(self, source: str) -> Expectation:
        ways = self.flow.ways(source)
        if not ways:
            return self._unconnected(source, "unused")
        own = self._property(source)
        best = self.flow.best(ways)
        if own is not None and not best[0]:
            return own
        if not best[0]:
            return Expectation((), "gradient", "healthy", self.surroundings.get(source, "-"))
        found = self._of_cut(best[0][-1], "none")
        # Two ways with as many repairs, and more than one: which of them comes first is not told by a single break.
        others = tuple(a for way in best[1:] for a in self._answers(way[-1].answers) if a not in found.answers)
        if found.cause == "custom-gradient":
            # Past another break the tape does not see the call, and nobody else can say that it gives None.
            others += self._answers(best[0][-2].answers) if best[0][1:] else own.answers if own else ()
        also = tuple(self._answers(cut.answers)[0] for cut in best[0][:-1] if cut.cause != "custom-gradient")
        alone = own is None and len(best) == len(best[0]) == 1 and best[0][0].repairable
        step = f"{best[0][0].piece}.{best[0][0].step}" if alone else ""
        return Expectation(found.answers + others, "none", found.kind, found.surrounding, also, step)

    def _of_cut(self, cut: Cut, status: str) -> Expectation:
        return Expectation(self._answers(cut.answers), status, cut.kind, cut.surrounding)

    def _unconnected(self, source: str, kind: str) -> Expectation:
        return Expectation(
            (Answer("not-connected", self._target_lines()),), "none", kind, self.surroundings.get(source, "-")
        )

    def _property(self, source: str) -> Expectation | None:
        """Why the tape does not follow this source at all, if it does not."""
        head = self._by_source.get(source)
        surrounding = self.surroundings.get(source, "-")
        unwatched = (("not-watched", "use"),) if source in self.unwatched else ()
        if head is not None and head.answers:
            return Expectation(self._answers((*head.answers, *unwatched), source), "none", head.kind, surrounding)
        if unwatched:
            return Expectation(self._answers(unwatched, source), "none", "no automatic watching", surrounding)
        return None

    # ---- lines ----

    def _answers(self, pairs: Iterable[tuple[str, str]], source: str = "") -> tuple[Answer, ...]:
        found = []
        for cause, name in pairs:
            if name == "any":
                found.append(Answer(cause))
            elif name == "use":
                found.append(Answer(cause, self.use_lines(source)))
            else:
                found.append(Answer(cause, self._lines(name), frozenset(self._places.get(name, ()))))
        return tuple(found)

    def _lines(self, name: str) -> frozenset[int]:
        found = frozenset(line for line, _ in self._places.get(name, ()))
        if not found:
            raise ValueError(f"the mark {name!r} is not in the cell")
        return found

    def _target_lines(self) -> frozenset[int]:
        lines: set[int] = set()
        for name in self.end.made:
            lines |= {1} if name == ON_MAGIC_LINE else self._lines(name)
        return frozenset(lines)

    def use_lines(self, source: str) -> frozenset[int]:
        """Where a source is first used: the line that names it, or that of the operation on it, in the first statement.

        In a function of the cell both the line that passes it and the line that computes with it are fair.
        """
        return self._lines_around(f"use:{source}")

    def _lines_around(self, name: str) -> frozenset[int]:
        """The lines of the marked names, and of the operations on them."""
        lines: set[int] = set()
        for line, column in self._places[name]:
            lines |= {line, *_operation_lines(self._tree, line, column)}
        return frozenset(lines)


def _operation_lines(tree: ast.AST, line: int, column: int) -> set[int]:
    """The first line of the innermost operation around the name at a place."""
    inner: ast.expr | None = None
    for node in ast.walk(tree):
        if isinstance(node, (ast.Call, ast.BinOp, ast.Subscript, ast.Compare)) and _covers(node, line, column):
            starts = (node.lineno, node.col_offset) != (line, column) or isinstance(node, (ast.BinOp, ast.Compare))
            if starts and (inner is None or _covers(inner, node.lineno, node.col_offset)):
                inner = node
    return {inner.lineno} if inner is not None else set()


def _covers(node: ast.expr, line: int, column: int) -> bool:
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= (line, column) < end

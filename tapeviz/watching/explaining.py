"""From one question to a tape of the user's, and what the tape answered, to the report."""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tapeviz import background
from tapeviz.assemble import Asked, Assembler, Evidence
from tapeviz.assemble.given import Given, GivenAnswers
from tapeviz.diagnose import diagnose
from tapeviz.engines.choose import engine_named
from tapeviz.provenance.codeswap import CodeSwap
from tapeviz.provenance.functions import parsed
from tapeviz.provenance.lookup import look_up
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.sources import flatten, names_of_variables
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.surroundings import Surroundings
from tapeviz.records import Limit
from tapeviz.report import Report
from tapeviz.request import Expression, Request
from tapeviz.spans import is_module_level, text_of_file
from tapeviz.watching.extent import Extent, extent_of
from tapeviz.watching.observation import Observation, Opening, View
from tapeviz.watching.question import Arguments, Question, arguments_at, leaves_of

__all__ = ["explain_question", "names_at"]

NOT_FOLLOWED = (
    "the code around the tape was compiled before tapeviz could follow its values: `python -m tapeviz script.py`, "
    "`%autotape on` before the cell, or `@tapeviz.record()` on a function follows them"
)
NOT_BOUNDED = "which statements ran while the tape was open"
_COLLECTIONS = (".trainable_variables", ".trainable_weights", ".variables", ".weights")


def explain_question(
    question: Question, asked_as: Arguments | None = None, names_of_sources: Sequence[str] = ()
) -> Report:
    """The report on what a tape answered.

    `asked_as` is the text of target and sources, and `names_of_sources` the names of the leaves, where they are known.
    """
    view = question.view
    if view is None:
        raise ValueError("nothing was recorded of this tape")
    engine = engine_named(view.observation.engine)
    engine.adopt_tape(question.tape)
    names = names_at(question.caller) or view.names
    extent = extent_of(view, partial(_tree_around, view.observation))
    before = view.names if extent.opening is view.opening or view.outer_names is None else view.outer_names
    texts = asked_as or (arguments_at(question.caller) if question.is_direct else Arguments())
    evidence = _evidence(engine, view, names, extent)
    given = Given(list(leaves_of(question.result)), question.extra, question.adjoints, question.error)
    asked = _asked(question, texts, names, engine, view, before)
    if names_of_sources:
        leaves = [leaf for _, _, leaf in asked.sources]
        asked.sources = [(name, name, leaf) for name, leaf in zip(names_of_sources, leaves, strict=True)]
    recording = Assembler(evidence, lambda facts: GivenAnswers(facts, given)).recording(
        asked, view.events(question.tape, question.upto), view.observation.errors
    )
    return diagnose(replace(recording, own_tape=True))


def names_at(frame: Any) -> dict[str, Any]:
    """What the names in a frame, or a module, stand for now."""
    if isinstance(frame, types.ModuleType):
        return dict(vars(frame))
    return {} if frame is None else {**frame.f_globals, **frame.f_locals}


# ---- what was asked ----


def _asked(
    question: Question, texts: Arguments, names: dict[str, Any], engine: Any, view: View, before: dict[str, Any]
) -> Asked:
    target = texts.target or _name_of(question.target, names) or "the target"
    asked = Asked(
        Request(Expression(target), (), watch_accessed=engine.watches_accessed),
        before=before,
        target=question.target,
        has_target=True,
        target_name=target,
        lost=view.observation.lost,
        end_key=view.end_key if view.end_key is not None else engine.fresh_key(),
        names_before={name: id(value) for name, value in before.items()},
    )
    asked.sources = _named_sources(texts.sources, question.sources, names, engine)
    return asked


def _name_of(value: Any, names: Mapping[str, Any]) -> str:
    return next((n for n, v in names.items() if v is value and not n.startswith("_")), "")


def _named_sources(text: str, sources: Any, names: Mapping[str, Any], engine: Any) -> list[tuple[str, str, Any]]:
    """(name, text of its expression, source), in the order of the leaves of `sources`."""
    leaves = list(leaves_of(sources))
    written = flatten(text, sources, engine) if text else []
    if len(written) != len(leaves):
        written = [("", leaf) for leaf in leaves]
    by_variable = _names_by_variable(text, names, engine) if not all(n.isidentifier() for n, _ in written) else {}
    named = []
    for position, (name, leaf) in enumerate(written):
        kind = engine.kind(leaf)
        own = by_variable.get(engine.variable_key(engine.variable(leaf))) if kind == "variable" else None
        is_plain = bool(name) and not name.endswith("]")
        chosen = name if is_plain else own or name or _name_of(leaf, names) or _own_name(leaf, position)
        named.append((chosen, chosen if not text else text if not is_plain and not own else chosen, leaf))
    return named


def _own_name(leaf: Any, position: int) -> str:
    return str(getattr(leaf, "path", "") or getattr(leaf, "name", "") or f"source {position}").partition(":")[0]


def _names_by_variable(text: str, names: Mapping[str, Any], engine: Any) -> dict[int, str]:
    """For `model.trainable_variables` each variable's path in the model; for what a library asked, the user's names."""
    if not text:
        _, shown, _ = names_of_variables(names, engine)
        return {key: found[0] for key, found in shown.items() if found}
    suffix = next((s for s in _COLLECTIONS if text.endswith(s)), None)
    owner = look_up(text[: -len(suffix)], dict(names)) if suffix else None
    if owner is None or suffix is None or engine.kind(owner[0]) != "module":
        return {}
    found = flatten(text[: -len(suffix)], owner[0], engine)
    return {engine.variable_key(engine.variable(leaf)): name for name, leaf in found}


# ---- what is known ----


def _evidence(engine: Any, view: View, names: dict[str, Any], extent: Extent) -> Evidence:
    observation, opening = view.observation, extent.opening
    swap = observation.code.swap if observation.code is not None else CodeSwap(is_user_code)
    traced = _traced_unit(observation, opening) if opening is not None else None
    unit = _unit_around(traced, extent)
    programs = observation.code.swap.programs if observation.code is not None else []
    others = tuple(program for program in programs if program.tree is not None and program is not traced)
    past = background.history(engine.name)
    texts = [*background.earlier_texts(unit.key), _text_before(unit, opening)]
    home = opening.frame if opening is not None and opening.in_function else 0
    block = ast.Module(extent.block, []) if extent.block is not None and unit.tree is None else None
    around = Surroundings(home, block, _silence(observation, swap), others)
    evidence = Evidence(engine, unit, swap, names, view.first_key, past, texts, around)
    if unit.tree is None:
        what = NOT_FOLLOWED if traced is None else NOT_BOUNDED
        evidence.limits.append(Limit("code", what))
    return evidence


def _silence(observation: Observation, swap: CodeSwap) -> Callable[[types.CodeType], bool]:
    """What tells of code whose text is known that it ran without reporting."""
    programs = observation.code.swap.programs if observation.code is not None else []
    keys = {program.key for program in programs if program.tree is not None}

    def is_silent(code: types.CodeType) -> bool:
        if is_module_level(code.co_name):
            return code.co_filename not in keys
        # A comprehension of the program's own level is code of its own, and no function that could be swapped.
        is_part = code.co_filename in keys and code.co_name.startswith("<") and not swap.is_plain(code)
        return not (is_part or swap.is_twin(code))

    return is_silent


def _unit_around(traced: CodeUnit | None, extent: Extent) -> CodeUnit:
    """The program text that the tape was opened in; its tree is what ran while it was open, if its code is traced."""
    opening = extent.opening
    if opening is None:
        return CodeUnit("", "")
    if traced is None:
        return CodeUnit(opening.key, text_of_file(opening.key))
    if opening.is_whole:
        return replace(traced, tree=ast.Module([], []))
    return replace(traced, tree=ast.Module(extent.block, []) if extent.block is not None else None)


def _traced_unit(observation: Observation, opening: Opening) -> CodeUnit | None:
    if observation.code is None:
        return None
    if not opening.in_function:
        programs = reversed(observation.code.swap.programs)
        return next((unit for unit in programs if unit.key == opening.key and unit.tree is not None), None)
    units = observation.code.swap.units
    unit_of_functions = units.get(f"{opening.key}\0functions") or units.get(opening.key)
    traced = unit_of_functions is not None and observation.code.swap.is_twin(opening.code)
    return unit_of_functions if traced else None


def _tree_around(observation: Observation, opening: Opening) -> ast.AST | None:
    """The text of a frame's program, read; where its code is traced, the tree whose places the reports are of."""
    traced = _traced_unit(observation, opening)
    return parsed(text_of_file(opening.key)) if traced is None else traced.tree


def _text_before(unit: CodeUnit, opening: Opening | None) -> str:
    """The statements of a cell or script that ran before the tape was opened."""
    if opening is None or opening.in_function:
        return ""
    tree = parsed(unit.text)
    line = opening.position[0]
    ran = [s for s in tree.body if (s.end_lineno or 0) < line] if tree is not None else []
    lines = unit.text.splitlines()
    return "\n".join("\n".join(lines[s.lineno - 1 : s.end_lineno]) for s in ran)

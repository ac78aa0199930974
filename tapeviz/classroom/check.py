"""What finite differences say about a cell's gradients, in words: a row for each source, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator

from tapeviz.errors import BadInput
from tapeviz.fixing.differences import Check, Measured, SourceCheck
from tapeviz.render.visible import escape, one_line
from tapeviz.render.words import count, number

__all__ = ["CheckLine", "check_html", "parse_check", "render_check"]

FORM = "%tape check [SOURCE] [--step H]"
CheckLine = tuple[str, float | None]


def parse_check(text: str) -> CheckLine:
    """SOURCE, or '', and the step. Raises `BadInput` for a step that is no positive number."""
    before, option, after = text.partition("--step")
    unknown = next((word for word in f"{before} {after}".split() if word.startswith("--")), None)
    if unknown is not None:
        raise BadInput(f"unknown option {unknown!r}; the form is {FORM}")
    source = before.strip()
    if not option:
        return source, None
    word, _, rest = after.removeprefix("=").strip().partition(" ")
    try:
        step = float(word)
    except ValueError:
        said = f"--step {word}" if word else "--step"
        raise BadInput(f"{said} is not a number; the form is {FORM}, as in --step 0.001") from None
    if not 0 < step < float("inf"):
        raise BadInput(f"--step {word}: a step is a number above 0, as in --step 0.001")
    return source or rest.strip(), step


# ---- the table ------------------------------------------------------------------------------------------------------

_HEAD = ("source", "tape", "differences", "relative error", "")


def render_check(check: Check) -> str:
    """The comparison as a table in plain text, with a sentence for each thing that is not as it should be."""
    if check.refusal:
        return f"The derivatives of {check.target} were not checked: {check.refusal}."
    rows = [_HEAD, *(_row(source) for source in check.sources)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(_HEAD))]
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    parts = [_title(check), "", *(line.rstrip() for line in lines)]
    remarks = list(_remarks(check))
    return "\n".join([*parts, *([""] if remarks else []), *remarks])


def check_html(check: Check) -> str:
    """The same as an output in the colours of the reports."""
    from tapeviz.render.style import sheet

    if check.refusal:
        body = f"<p>{escape(render_check(check))}</p>"
    else:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEAD)
        rows = "".join(_html_row(source) for source in check.sources)
        notes = "".join(f"<p>{escape(remark)}</p>" for remark in _remarks(check))
        title = f'<p class="tv-head">{escape(_title(check))}</p>'
        body = f"{title}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{notes}"
    return f'<div class="tapeviz"><style>{sheet()}</style>{body}</div>'


def _html_row(source: SourceCheck) -> str:
    worst = source.worst
    tone = "warn" if worst is None else _TONES.get(worst.verdict, "warn")
    *cells, verdict = _row(source)
    inside = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr>{inside}<td class="tv-{tone}">{escape(verdict)}</td></tr>'


_TONES = {"agrees": "gradient", "None, and 0": "gradient", "differs": "error", "None, not 0": "none"}


def _title(check: Check) -> str:
    step = f", step {check.step:g}" if check.step is not None else ""
    return f"{check.target} = {_precise(check.value)}: central differences beside the tape{step}"


def _row(source: SourceCheck) -> tuple[str, str, str, str, str]:
    worst = source.worst
    name = one_line(source.name)
    if worst is None:
        return name, "", "", "", "not checked"
    place = f"[{', '.join(map(str, worst.index))}]" if worst.index else ""
    tape = "None" if worst.tape is None else _precise(worst.tape)
    if worst.verdict == "not finite":
        return name + place, tape, "", "", "not finite"
    error = _relative(source.relative) if worst.verdict in ("agrees", "differs", "too noisy") else ""
    found = "" if worst.verdict == "jump" else _precise(worst.central)
    return name + place, tape, found, error, worst.verdict


def _relative(error: float) -> str:
    return f"{error:.1e}" if error else "0"


def _precise(value: float) -> str:
    """Six digits: enough to see where a float32 difference stops to agree."""
    return number(value, 6)


# ---- remarks --------------------------------------------------------------------------------------------------------


def _remarks(check: Check) -> Iterator[str]:
    if check.draws:
        yield (
            f"stochastic: two runs of the unchanged cell differ by {number(check.spread)}; every run here draws the "
            "same random numbers, so these are derivatives for one draw."
        )
    if check.moved:
        yield (
            "The cell changed what it started from (a variable, a list, a seed): this is checked at the values it "
            "left behind."
        )
    for source in check.sources:
        yield from (f"{one_line(source.name)}: {remark}" for remark in _remarks_on(source, check.target))
    if check.left_out:
        yield f"{count(check.left_out, 'more source')} not checked, for time; name one: %tape check SOURCE"


def _remarks_on(source: SourceCheck, target: str) -> Iterator[str]:
    if source.reason:
        yield f"not checked: {source.reason}."
        return
    yield from _sample(source)
    worst = source.worst
    if worst is not None:
        said = _sentence(worst, source, target)
        if said:
            yield said
    others = [m.verdict for m in source.measured if worst is not None and m.verdict != worst.verdict]
    for verdict in dict.fromkeys(v for v in others if v not in ("agrees", "None, and 0", "too noisy")):
        yield f"{count(others.count(verdict), 'more element')}: {verdict}."


def _sample(source: SourceCheck) -> Iterator[str]:
    if len(source.measured) < source.size:
        shown = f"{len(source.measured)} of {count(source.size, 'element')} moved, chosen with a fixed seed"
        whole = source.whole
        if whole is None or whole.tape is None or whole.verdict == "not finite":
            yield f"{shown}; the row is the worst of them."
            return
        yield (
            f"{shown}; the row is the worst of them. All elements at once, each up or down: tape "
            f"{_precise(whole.tape)}, differences {_precise(whole.central)}: {whole.verdict}."
        )
    elif source.size > 1:
        yield f"all {source.size} elements moved; the row is the worst of them."


def _sentence(worst: Measured, source: SourceCheck, target: str) -> str:
    sides = f"{_precise(worst.left)} from below, {_precise(worst.right)} from above"
    step = f"{worst.step:.3g}"
    match worst.verdict:
        case "kink":
            return f"a kink within a step of {step}: the slope is {sides}; {_taken(worst)}"
        case "jump":
            return f"{target} jumps within a step of {step}: there is no derivative here, whatever the tape says."
        case "not finite":
            return f"{target} or its gradient is not finite within two steps of {step}; try a smaller --step."
        case "too noisy":
            return f"rounding hides it: the difference is good to {number(worst.error)} only; try a larger --step."
        case "None, not 0":
            why = f" ({source.cause})" if source.cause else ""
            return (
                f"None is not 0: {target} does move with it, by about {_precise(worst.central)} per unit, and the "
                f"tape cannot know{why}."
            )
        case "None, and 0":
            return f"None, and {target} does not move with it: here 0 would be the derivative."
        case "differs":
            return (
                f"the tape says {_precise(worst.tape or 0.0)}, the differences {_precise(worst.central)}, good to "
                f"{number(worst.error)}: a custom gradient, a stopped branch, or a state that the cell keeps?"
            )
    return ""


def _taken(worst: Measured) -> str:
    tape = worst.tape
    if tape is None:
        return "the tape has None."
    near = {"the lower side's": worst.left, "the upper side's": worst.right}
    which = min(near, key=lambda side: abs(near[side] - tape))
    close = abs(near[which] - tape) <= 0.02 * abs(worst.right - worst.left)
    return f"the tape takes {which}, {_precise(tape)}." if close else f"the tape takes {_precise(tape)}, between them."

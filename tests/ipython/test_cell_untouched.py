"""A taped cell does what the plain cell does: each row runs both, in two shells of the same kind, and compares."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest

from tests.ipython.cells import CELLS
from tests.ipython.fakes import MARK, Outcome, make_plain_shell, make_shell, run

HEAD = "%%tape -q"

AROUND = [
    "x = 1\nx + 1",
    "x = 1\nx + 1;",
    "x = 1\nprint(x)\n\nx / 0",
    "x = 1",
    "x + 1 if 'x' in globals() else 5",
    "from __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__",
]


def pair(body: str, **options: Any) -> tuple[Outcome, Outcome]:
    """The outcome of the taped cell, and of the same cell with a comment for its first line."""
    import tapeviz

    taped_shell, plain_shell = make_shell(), make_plain_shell()
    tapeviz.load_ipython_extension(taped_shell)
    try:
        for shell in (taped_shell, plain_shell):
            run(shell, "before = 'an earlier cell'")
        taped = run(taped_shell, f"{HEAD}\n{body}", **options)
        plain = run(plain_shell, f"# {HEAD}\n{body}", **options)
        assert left_behind(taped_shell) - {"_tape", "_i2"} == left_behind(plain_shell) - {"_i2"}
        assert same_words(run(taped_shell, "_")) == same_words(run(plain_shell, "_"))
    finally:
        tapeviz.unload_ipython_extension(taped_shell)
    return taped, plain


def left_behind(shell: Any) -> set[str]:
    return set(shell.user_ns)


def same_words(outcome: Outcome) -> tuple[object, ...]:
    """An outcome without what must differ: the hash in the cell's file name is that of its text."""

    def without_hash(text: str) -> str:
        return re.sub(r"<ipython-input-(\d+)-[0-9a-f]+>", r"<ipython-input-\1>", text)

    texts = tuple(map(without_hash, (outcome.out, outcome.err, outcome.error)))
    try:
        value = repr(outcome.value)
    except RuntimeError as error:
        value = f"no repr: {error}"
    return (outcome.success, value, outcome.number, *texts)


@pytest.mark.parametrize("body", CELLS.values(), ids=CELLS.keys())
@pytest.mark.filterwarnings("ignore:To exit", "ignore:careful")
def test_a_taped_cell_does_what_the_plain_cell_does(session: str, body: str) -> None:
    taped, plain = pair(body)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("mode", ["all", "last", "last_expr", "last_expr_or_assign", "none"])
@pytest.mark.parametrize(
    "body", ["1\nx = 2\n3", "1\nx = 2", "1\nfor i in range(2):\n    i", "x = 1\nx += 1", "x: int = 4", "5;"]
)
def test_what_is_displayed_follows_the_interactivity_of_the_shell(session: str, mode: str, body: str) -> None:
    import tapeviz

    taped_shell, plain_shell = make_shell(ast_node_interactivity=mode), make_plain_shell(ast_node_interactivity=mode)
    tapeviz.load_ipython_extension(taped_shell)
    taped, plain = run(taped_shell, f"{HEAD}\n{body}"), run(plain_shell, f"# {HEAD}\n{body}")
    tapeviz.unload_ipython_extension(taped_shell)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("options", [{"store_history": False}, {"silent": True}, {"shell_futures": False}], ids=repr)
def test_the_options_of_run_cell_mean_what_they_mean(session: str, options: dict[str, bool]) -> None:
    taped, plain = pair("x = 1\nprint(x)\nx", **options)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("around", ["%%time", "%%capture caught"])
@pytest.mark.parametrize("body", AROUND)
def test_magics_around_run_the_taped_cell_as_they_run_the_plain_one(fake: Any, around: str, body: str) -> None:
    taped, plain = pair_of(f"{around}\n{HEAD}\n{body}", f"{around}\n# {HEAD}\n{body}")
    assert mask_typed(same_words(taped)) == mask_typed(same_words(plain))
    assert fake.log[-1][0] == "close"


@pytest.mark.parametrize("inside", ["%%time", "%%capture caught"])
@pytest.mark.parametrize("body", AROUND)
def test_magics_below_the_tape_line_are_taken_as_around(fake: Any, inside: str, body: str) -> None:
    taped, plain = pair_of(f"{HEAD}\n\n{inside}\n{body}", f"{inside}\n# {HEAD}\n\n\n{body}")
    assert mask_typed(same_words(taped)) == mask_typed(same_words(plain))
    assert fake.log[-1][0] == "close"


def test_another_cell_magic_inside_runs_inside(shell: Any, fake: Any) -> None:
    outcome = run(shell, "%%tape -q\n\n%%writefile -a /dev/null\nnot Python at all")
    assert (outcome.success, outcome.out.strip()) == (True, "Appending to /dev/null")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "close"]


def test_automagic_works_in_a_cell_of_one_line_as_it_does_without_the_magic(shell: Any, plain: Any) -> None:
    assert run(shell, "%%tape -q\npwd").value == run(plain, "pwd").value


def test_an_indented_cell_runs_as_it_does_without_the_magic(shell: Any, plain: Any) -> None:
    body = "    x = 6\n    if x:\n        y = 7\n    y"
    assert run(shell, f"%%tape -q\n{body}").value == run(plain, body).value == 7
    assert run(shell, f"    %%tape -q\n{body}").value == 7


def test_windows_line_ends_are_line_ends(shell: Any, fake: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\r\nx = 2\r\ny = 3 * x\r\ny")
    assert (outcome.value, outcome.out) == (6, f"{MARK} target 6\nOut[1]: 6\n")
    assert fake.latest.cell_text.splitlines() == ["%%tape y wrt x", "x = 2", "y = 3 * x", "y"]


def test_a_tab_may_follow_the_name(shell: Any) -> None:
    assert run(shell, "%%tape\ty\ny = 3").out == f"{MARK} target 3\n"


def test_a_cell_can_be_run_again_from_history(shell: Any, fake: Any) -> None:
    run(shell, "%%tape y\ny = 3")
    run(shell, "%rerun 1")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "close"] * 2


def test_the_compiler_warns_once(shell: Any, plain: Any) -> None:
    def warned(shell: Any, cell: str) -> list[str]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            run(shell, cell)
        return [str(warning.message) for warning in caught]

    assert warned(shell, "%%tape -q\nx = 3\nx is 3") == warned(plain, "# %%tape -q\nx = 3\nx is 3") != []


def pair_of(taped_cell: str, plain_cell: str) -> tuple[Outcome, Outcome]:
    import tapeviz

    taped_shell, plain_shell = make_shell(), make_plain_shell()
    tapeviz.load_ipython_extension(taped_shell)
    outcomes = run(taped_shell, taped_cell), run(plain_shell, plain_cell)
    tapeviz.unload_ipython_extension(taped_shell)
    return outcomes


def mask_typed(words: tuple[object, ...]) -> list[object]:
    """The line of a traceback that repeats the whole cell as one string differs, as the cells do."""
    return [re.sub(r"run_cell_magic\(.*", "", word) if isinstance(word, str) else word for word in words]


def test_the_traceback_names_cell_line_and_code_and_no_frame_of_ours(shell: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\nx = 1\n\nx / 0\n")
    assert re.search(r"\[1\]|input-1-", outcome.out)
    assert "----> 4 x / 0" in outcome.out
    assert "tapeviz" not in outcome.out
    assert outcome.out.index(MARK) < outcome.out.index("Traceback")


def test_line_1_can_be_parsed_where_code_is_looked_up(shell: Any, fake: Any) -> None:
    import ast
    import linecache

    run(shell, "%%tape y wrt x\nx = 1\ny = x")
    lines = linecache.getlines(fake.latest.code_key)
    assert lines == ["# %%tape y wrt x\n", "x = 1\n", "y = x\n"]
    assert len(ast.parse("".join(lines)).body) == 2


def test_the_session_is_told_the_file_name_of_the_cells_frames_and_its_text(shell: Any, fake: Any) -> None:
    run(shell, "\n%%tape code\n%pwd\nimport sys\ncode = sys._getframe().f_code.co_filename")
    assert fake.latest.code_key == shell.user_ns["code"]
    first, second, *_ = fake.latest.cell_text.splitlines()
    assert first == "%%tape code"
    assert second == "get_ipython().run_line_magic('pwd', '')"


def test_under_time_the_code_can_be_looked_up_while_the_cell_runs_and_not_afterwards(shell: Any, fake: Any) -> None:
    import linecache

    getline = "linecache.getline(sys._getframe().f_code.co_filename, 2)"
    run(shell, f"%%time\n%%tape seen\nimport linecache, sys\nseen = {getline}")
    assert shell.user_ns["seen"] == "import linecache, sys\n"
    assert linecache.getlines("<timed exec>") == []


def test_history_keeps_what_was_typed(shell: Any) -> None:
    cell = "%%tape y wrt x\nx = 1\ny = x"
    run(shell, cell)
    assert shell.user_ns["In"][-1] == cell
    assert shell.user_ns["_ih"][-1] == cell
    assert shell.user_ns["_i1"] == cell
    assert shell.history_manager.db_input_cache[-1][1:] == (cell, cell)


def test_a_first_line_that_cannot_be_cut_into_tokens_does_not_break_the_output(shell: Any) -> None:
    outcome = run(shell, "%%tape -q --save /no/folder/it's.svg\n3;")
    assert outcome.error.startswith("UsageError: %%tape: --save cannot write")
    run(shell, "%%tape -q -o r # it's a comment\n3")
    assert shell.user_ns["In"][-1] in ("%%tape -q -o r # it's a comment\n3", "# %%tape -q -o r # it's a comment\n3")
    assert shell.user_ns["Out"][2] == 3


def test_a_history_line_run_as_code_says_that_it_cannot_be_recorded(shell: Any) -> None:
    outcome = run(shell, "from tapeviz.cell.run import MARKER\nimport builtins\ngetattr(builtins, MARKER)(0)")
    assert outcome.error.startswith("UsageError: %%tape: the magic around this cell does not run it")


def test_timeit_is_refused_before_anything_runs(shell: Any) -> None:
    outcome = run(shell, "%%timeit -n1 -r1\n%%tape y\ny = 1")
    assert outcome.error.startswith("UsageError: %%tape: the magic around this cell")
    assert "y" not in shell.user_ns


def test_a_cell_is_complete_only_after_a_blank_line(shell: Any) -> None:
    """So the terminal lets one type the second line."""
    check = shell.input_transformer_manager.check_complete
    assert check("%%tape y wrt x")[0] == "incomplete"
    assert check("%%tape y wrt x\ny = x")[0] == "incomplete"
    assert check("%%tape y wrt x\ny = x\n\n")[0] == "complete"

"""`%tape`, the help, the configuration, and that loading and unloading leave a shell as it was."""

from __future__ import annotations

import builtins
import subprocess
import sys
from typing import Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher

import tapeviz
from tapeviz import api
from tapeviz.cell.run import MARKER
from tapeviz.grammar import OPTIONS
from tapeviz.report import Cause
from tests.ipython.fakes import MARK, OFFERED, TOLD, make_shell, run


def test_percent_tape_shows_the_last_report_again(shell: Any) -> None:
    run(shell, "%%tape y -q\ny = 3")
    assert run(shell, "%tape").out == f"{MARK} target 3\n"


def test_without_a_report_it_says_so(shell: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(api, "last_report", lambda: None)
    assert (
        run(shell, "%tape").error
        == "UsageError: %tape: no cell has been taped yet; write %%tape on the first line of one"
    )


def test_help_is_complete(shell: Any) -> None:
    text = run(shell, "%tape help").out
    for option in OPTIONS.values():
        assert f"\n    {option.name} " in text
    assert "%%tape y wrt x, w" in text


@pytest.mark.parametrize("cell", ["%%tape?", "%tape?", "?%%tape", "%%tape?\n"])
def test_a_question_mark_shows_the_same_help(shell: Any, fake: Any, cell: str) -> None:
    outcome = run(shell, cell)
    assert "%%tape [options] [TARGET [wrt SOURCE[, SOURCE ...]]]" in outcome.out
    assert fake.log == []


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_explained(shell: Any, cause: Cause) -> None:
    outcome = run(shell, f"%tape explain {cause}")
    assert outcome.success
    assert str(cause) in outcome.out


def test_a_cause_without_its_page_costs_one_line(shell: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("tapeviz.subcommands._cause_page", lambda _: None)
    outcome = run(shell, "%tape explain stop-gradient")
    assert outcome.out.startswith("stop-gradient: ")
    assert outcome.out.count("\n") == 1


def test_a_notebook_gets_the_page_as_markdown(shell: Any, monkeypatch: Any, tmp_path: Any) -> None:
    page = tmp_path / "page.md"
    page.write_text("# stop-gradient\n")
    monkeypatch.setattr("tapeviz.subcommands._cause_page", lambda _: page)
    publisher = CapturingDisplayPublisher()
    monkeypatch.setattr(shell, "display_pub", publisher)
    run(shell, "%tape explain stop-gradient")
    assert publisher.outputs[0]["data"]["text/markdown"] == "# stop-gradient\n"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("%tape hlep", "did you mean %tape help?"),
        ("%tape y wrt x", "write %%tape on its first line"),
        ("%tape explain stop-gradeint", "did you mean stop-gradient?"),
        ("%tape explain", "the causes are not-watched, "),
    ],
)
def test_an_unknown_sub_command_is_one_clear_line(shell: Any, line: str, hint: str) -> None:
    outcome = run(shell, line)
    assert outcome.error.startswith("UsageError: %tape")
    assert hint in outcome.error
    assert outcome.out.strip() == ""


def test_sub_commands_can_be_added(shell: Any, monkeypatch: Any) -> None:
    from tapeviz.subcommands import SUBCOMMANDS

    greeted: list[str] = []
    monkeypatch.setitem(SUBCOMMANDS, "greet", lambda _, name: greeted.append(name))
    run(shell, "%tape greet you and me")
    assert greeted == ["you and me"]


# Called as a function


def test_run_cell_magic_runs_the_cell_and_returns_its_value(shell: Any) -> None:
    outcome = run(shell, "r = get_ipython().run_cell_magic('tape', 'y', 'y = 3\\ny + 1')\nr * 2")
    assert outcome.value == 8
    assert MARK in outcome.out


def test_an_error_in_it_reaches_the_caller_without_a_frame_of_ours(shell: Any) -> None:
    outcome = run(shell, "get_ipython().run_cell_magic('tape', 'y', 'y = 3\\ny / 0')")
    assert outcome.error == "ZeroDivisionError: division by zero"
    assert "----> 3 y / 0" in outcome.out
    assert "magics.py" not in outcome.out


def test_a_semicolon_silences_it(shell: Any) -> None:
    assert run(shell, "get_ipython().run_cell_magic('tape', '-q', 'y = 3\\ny;')").value is None


def test_a_cell_without_a_last_expression_returns_nothing(shell: Any) -> None:
    assert run(shell, "get_ipython().run_cell_magic('tape', '-q', 'y = 3')").value is None


def test_braces_and_dollars_in_the_line_stay_what_they_are(shell: Any) -> None:
    run(shell, "y = 2")
    outcome = run(shell, "get_ipython().run_cell_magic('tape', \"{'y': y}['y']\", 'y = 3')")
    assert outcome.out == f"{MARK} target 3\n"


# Loading and unloading


def state_of(shell: Any) -> dict[str, Any]:
    """Everything that an extension could leave behind."""
    manager = shell.input_transformer_manager
    return {
        "line": set(shell.magics_manager.magics["line"]),
        "cell": set(shell.magics_manager.magics["cell"]),
        "registry": set(shell.magics_manager.registry),
        "cleanup": list(manager.cleanup_transforms),
        "lines": list(manager.line_transforms),
        "post": list(shell.input_transformers_post),
        "ast": list(shell.ast_transformers),
        "matchers": list(shell.Completer.custom_matchers),
        "events": {name: list(callbacks) for name, callbacks in shell.events.callbacks.items()},
        "configurables": list(shell.configurables),
        "names": set(shell.user_ns),
        "builtins": set(vars(builtins)),
    }


def test_unloading_leaves_nothing_behind(fake: Any) -> None:
    shell = make_shell()
    before = state_of(shell)
    tapeviz.load_ipython_extension(shell)
    assert MARKER in vars(builtins)
    run(shell, "%%tape y\ny = 3", store_history=False)
    tapeviz.unload_ipython_extension(shell)
    for name in ("y", "_tape", *OFFERED):
        del shell.user_ns[name]
    assert state_of(shell) == before
    assert run(shell, "%%tape y\ny = 3").error.startswith("UsageError: Cell magic `%%tape` not found")


def test_loading_twice_changes_nothing(shell: Any) -> None:
    once = state_of(shell)
    tapeviz.load_ipython_extension(shell)
    assert state_of(shell) == once


def test_reloading_doubles_nothing(fake: Any) -> None:
    shell = make_shell()
    run(shell, "%load_ext tapeviz", store_history=False)
    once = {name: len(held) for name, held in state_of(shell).items()}
    run(shell, "%reload_ext tapeviz", store_history=False)
    run(shell, "%reload_ext tapeviz", store_history=False)
    assert {name: len(held) for name, held in state_of(shell).items()} == once
    outcome = run(shell, "%%tape y\ny = 3\ny")
    assert outcome.out.count(MARK) == 1
    assert "tapeviz" in shell.extension_manager.loaded
    run(shell, "%unload_ext tapeviz")
    assert "tape" not in shell.magics_manager.magics["cell"]


def test_unloading_what_is_not_loaded_is_harmless() -> None:
    tapeviz.unload_ipython_extension(make_shell())


def test_a_shell_keeps_working_when_another_one_is_unloaded(shell: Any) -> None:
    other = make_shell()
    tapeviz.load_ipython_extension(other)
    tapeviz.unload_ipython_extension(other)
    assert run(shell, "%%tape y\ny = 3\ny").value == 3


def test_a_cell_that_unloads_the_extension_runs_to_its_end(fake: Any) -> None:
    shell = make_shell()
    run(shell, "%load_ext tapeviz")
    outcome = run(shell, "%%tape y\n%unload_ext tapeviz\ny = 3\ny")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "abandon"]
    assert "tape" not in shell.user_ns
    assert (outcome.value, outcome.success) == (3, True)
    assert MARKER not in vars(builtins)


def test_ordinary_cells_are_followed_from_loading_to_unloading(fake: Any, monkeypatch: Any) -> None:
    calls: list[str] = []
    monkeypatch.setattr(api, "start_background", lambda _: calls.append("start"))
    monkeypatch.setattr(api, "stop_background", lambda _: calls.append("stop"))
    shell = make_shell()
    tapeviz.load_ipython_extension(shell)
    run(shell, "%config TapeMagics.background = False")
    run(shell, "%config TapeMagics.background = True")
    tapeviz.unload_ipython_extension(shell)
    assert calls == ["start", "stop", "start", "stop"]


def test_config_lists_what_can_be_set(shell: Any) -> None:
    assert "TapeMagics.graph" in run(shell, "%config TapeMagics").out


# Weight


def in_a_process(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_tapeviz_imports_neither_ipython_nor_tensorflow() -> None:
    heavy = in_a_process(
        "import sys, tapeviz\ntapeviz.__version__, dir(tapeviz)\n"
        "print([m for m in ('IPython', 'tensorflow', 'numpy', 'graphviz') if m in sys.modules])"
    )
    assert heavy == "[]"


def test_loading_the_extension_does_not_import_tensorflow() -> None:
    heavy = in_a_process(
        "import sys\nfrom tests.ipython.fakes import make_shell\nimport tapeviz\n"
        "tapeviz.load_ipython_extension(make_shell())\n"
        "print([m for m in ('tensorflow', 'keras') if m in sys.modules])"
    )
    assert heavy.splitlines() == [*TOLD, "[]"]


def test_the_package_offers_its_names_and_no_others() -> None:
    assert set(tapeviz.__all__) <= set(dir(tapeviz))
    assert tapeviz.__version__
    with pytest.raises(AttributeError, match="no attribute 'tapes'"):
        _ = tapeviz.tapes

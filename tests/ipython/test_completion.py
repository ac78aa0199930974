"""TAB on the lines of the magic, asked through IPython's own completer."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter

from tapeviz.api import set_last_report
from tapeviz.grammar import OPTIONS
from tapeviz.report import Cause
from tapeviz.subcommands import SUBCOMMANDS
from tests.factories import Builder
from tests.ipython.fakes import run

USABLE = list(OPTIONS)


def complete(shell: Any, text: str) -> list[str]:
    """What is offered at `|` in the text, as the whole word that would stand there."""
    cursor = text.index("|")
    text = text.replace("|", "")
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, cursor))
    starts = {text[c.start : cursor] for c in found}
    assert len(starts) <= 1
    return [completion.text for completion in found]


@pytest.fixture
def named(shell: Any) -> Any:
    run(shell, "weights = 1\nwidth = 2\nimport math\ndef work(): ...\n_private = 3", store_history=False)
    return shell


@pytest.mark.parametrize("jedi", [False, True])
def test_options(named: Any, jedi: bool) -> None:
    named.Completer.use_jedi = jedi
    assert complete(named, "%%tape --|") == [name for name in USABLE if name.startswith("--")]
    assert complete(named, "%%tape y wrt x --no|\ny = x") == ["--no-watch-accessed"]
    assert complete(named, "%%tape y -|") == USABLE


def test_an_order_is_a_number_and_nothing_is_offered_for_it(named: Any) -> None:
    assert complete(named, "%%tape --ord|") == ["--order"]
    assert "y" not in complete(named, "%%tape y wrt x --order |")


@pytest.mark.parametrize("text", ["%%tape y --graph |", "%%tape y --graph=|", "%%tape --graph |\ny = 3"])
def test_values_of_graph(named: Any, text: str) -> None:
    assert complete(named, text) == ["auto", "full", "line", "layer", "path", "steps", "none"]
    assert complete(named, text.replace("|", "f|")) == ["full"]


@pytest.mark.parametrize("jedi", [False, True])
@pytest.mark.parametrize(
    "head", ["%%tape ", "%%tape --zero ", "%%tape y wrt ", "%%tape y wrt x, ", "%%tape --watch ", "%%time\n%%tape "]
)
def test_names_of_the_user(named: Any, jedi: bool, head: str) -> None:
    named.Completer.use_jedi = jedi
    assert complete(named, f"{head}w|")[:3] == ["weights", "width", "work"]
    assert "math" in complete(named, f"{head}ma|")
    assert "_private" not in complete(named, f"{head}|\n")


def test_names_that_the_cell_binds_come_first(named: Any) -> None:
    cell = "%%tape |\nwish = 1\nwait, woe = 2, 3\nif True:\n    walk += 1\nwish == 3\n"
    assert complete(named, cell.replace("|", "w|")) == ["wish", "wait", "woe", "walk", "weights", "width", "work"]


def test_wrt_follows_the_target(named: Any) -> None:
    assert complete(named, "%%tape weights |")[0] == "wrt"
    assert complete(named, "%%tape weights w|")[0] == "wrt"
    assert "wrt" not in complete(named, "%%tape weights wrt width |")


def test_sub_commands_and_causes(named: Any) -> None:
    assert complete(named, "%tape |") == [name for name in SUBCOMMANDS if name]
    assert complete(named, "x = 1\n%tape ex|") == ["explain"]
    assert complete(named, "%tape explain |") == [str(cause) for cause in Cause]
    assert complete(named, "%tape explain not-w|") == ["not-watched"]
    assert complete(named, "%tape engine n|") == ["numpy"]


def test_kinds_and_names_of_folds(named: Any) -> None:
    b = Builder().cell("y = net(x)")
    y = b.op("Sin", b.variable("x", value=1.0), line=2, scopes=("net", "dense_1"))
    set_last_report(b.target(y, name="y").report())

    assert complete(named, "%tape graph |")[:5] == ["auto", "full", "line", "layer", "path"]
    assert complete(named, "%tape graph line --o|") == ["--open"]
    assert complete(named, "%tape graph line --open |") == ["net", "dense_1", "line:2"]
    assert complete(named, "%tape graph --close de|") == ["dense_1"]


def test_other_lines_are_left_to_ipython(named: Any, plain: Any) -> None:
    run(plain, "weights = 1\nwidth = 2\nimport math\ndef work(): ...\n_private = 3", store_history=False)
    for text in ("wei|", "x = wei|", "%%tape y\nwei|", "%%tapes --|", "%cd |/", "math.sq|"):
        assert complete(named, text) == complete(plain, text)


@pytest.mark.parametrize("jedi", [False, True])
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("%%tape y wrt model.ke|", ["kernel"]),
        ("%%tape model.|\ny = 1", ["inner", "kernel"]),
        ("%%tape y wrt [model.inner.b|", ["bias"]),
        ("%%tape y wrt x, params['w'].k|", ["kernel"]),
        ("%%tape y --watch layers[0].k|", ["kernel"]),
        ("%%tape y wrt math.sq|", ["sqrt"]),
    ],
)
def test_attributes(named: Any, jedi: bool, text: str, offered: list[str]) -> None:
    named.Completer.use_jedi = jedi
    run(
        named,
        "from types import SimpleNamespace as N\nmodel = N(kernel=1, inner=N(bias=2), _hidden=3)\n"
        "params = {'w': model}\nlayers = [model]",
        store_history=False,
    )
    assert complete(named, text) == offered


def test_attributes_of_what_would_have_to_be_called_are_not_offered(named: Any) -> None:
    run(named, "called = []\ndef make():\n    called.append(1)\n    return 3", store_history=False)
    named.Completer.use_jedi = False
    complete(named, "%%tape y wrt make().re|")
    complete(named, "%%tape y wrt gone.re|")
    assert named.user_ns["called"] == []


def test_keys_are_left_to_ipython(named: Any) -> None:
    run(named, "params = {'wide': 1, 'deep': 2}", store_history=False)
    assert "wide" in complete(named, "%%tape y wrt params['w|")


def test_the_chain_rule_may_be_asked_for_in_full(shell: Any) -> None:
    assert complete(shell, "%tape chain x --|") == ["--full"]
    assert "--full" not in complete(shell, "%tape chain x --full --|")

"""The `%%tape` line as people write it: what it asks for, and the one line that says what is wrong with it."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeviz.errors import BadInput
from tapeviz.grammar import GRAPHS, OPTIONS, SAVE_SUFFIXES, CellOptions, MagicLine, parse_line
from tapeviz.request import Expression, Request

NAME = "%%tape"


def parse(rest: str) -> MagicLine:
    return parse_line(f"{NAME} {rest}", start=len(NAME))


def texts(rest: str) -> tuple[str | None, list[str] | None]:
    """Target and sources as text."""
    request = parse(rest).request
    target = request.target.text if request.target else None
    return target, None if request.sources is None else [source.text for source in request.sources]


def complaint(rest: str) -> str:
    with pytest.raises(BadInput) as caught:
        parse(rest)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("rest", "target", "sources"),
    [
        ("", None, None),
        ("   ", None, None),
        ("y", "y", None),
        ("y wrt x", "y", ["x"]),
        ("y wrt x, w", "y", ["x", "w"]),
        ("y   wrt  x ,w", "y", ["x", "w"]),
        (
            "loss['total'] wrt params['w'], model.layers[0].kernel",
            "loss['total']",
            ["params['w']", "model.layers[0].kernel"],
        ),
        ("f(a, b) wrt g(c, d), [u, v], {'k': w}", "f(a, b)", ["g(c, d)", "[u, v]", "{'k': w}"]),
        ("[y, z] wrt x", "[y, z]", ["x"]),
        ("(y, z) wrt x", "(y, z)", ["x"]),
        ("d['a, b'] wrt d[\"c) wrt ',\"]", "d['a, b']", ['d["c) wrt \',"]']),
        ("d['it\\'s, so'] wrt x", "d['it\\'s, so']", ["x"]),
        ("d['''a, b'''] wrt x", "d['''a, b''']", ["x"]),
        ("y if wrt_x else z wrt x", "y if wrt_x else z", ["x"]),
        ("o.wrt wrt x", "o.wrt", ["x"]),
        ("ys[-1] wrt x", "ys[-1]", ["x"]),
        ("y wrt (x, w)", "y", ["(x, w)"]),
        ("y wrt(x)", "y", ["(x)"]),
        ("-y wrt x", "-y", ["x"]),
        ("y - z wrt x", "y - z", ["x"]),
        ("y wrt x - w", "y", ["x - w"]),
        ("y wrt (x -q)", "y", ["(x -q)"]),
        ("y wrt x[-1:, None]", "y", ["x[-1:, None]"]),
        ("straße wrt 权重, x", "straße", ["权重", "x"]),
        ("y wrt x  # as in the lecture, with wrt", "y", ["x"]),
        ("d['#'] wrt x", "d['#']", ["x"]),
        ("# nothing but a comment", None, None),
    ],
)
def test_target_and_sources(rest: str, target: str | None, sources: list[str] | None) -> None:
    assert texts(rest) == (target, sources)


def test_expressions_know_where_they_stand_in_the_line() -> None:
    line = "%%tape --zero  loss wrt  x ,\tparams['w'] -q"
    request = parse_line(line, start=len(NAME)).request
    assert request.target == Expression("loss", line.index("loss"))
    assert request.sources == (Expression("x", line.index("x")), Expression("params['w']", line.index("params")))


def test_without_options() -> None:
    assert parse("y wrt x") == MagicLine(
        Request(target=Expression("y", 7), sources=(Expression("x", 13),)),
        CellOptions(output=None, quiet=False, graph="auto", save=None),
    )


@pytest.mark.parametrize("place", ["{options} y wrt x", "y wrt x {options}", "--zero y wrt x {options}"])
def test_options_stand_before_the_target_or_behind_the_sources(place: str) -> None:
    options = "--persistent --no-watch-accessed -q -o mine --graph full --save out/report.svg"
    line = parse(place.format(options=options))
    assert texts(place.format(options=options)) == ("y", ["x"])
    assert (line.request.persistent, line.request.watch_accessed) == (True, False)
    assert line.options == CellOptions(output="mine", quiet=True, graph="full", save="out/report.svg")


def test_options_alone() -> None:
    line = parse("-q --zero")
    assert (line.request.target, line.request.zero, line.options.quiet) == (None, True, True)


@pytest.mark.parametrize(
    ("rest", "watched"),
    [
        ("--watch x y wrt x", ["x"]),
        ("--watch x,w y wrt x", ["x", "w"]),
        ("--watch x, w y wrt x", ["x", "w"]),
        ("--watch x , w y wrt x", ["x", "w"]),
        ("--watch x --watch w y wrt x", ["x", "w"]),
        ("y wrt x --watch=params['a b'].inner[0]", ["params['a b'].inner[0]"]),
        ("y wrt x", []),
    ],
)
def test_watch_takes_names_and_lists_of_them(rest: str, watched: list[str]) -> None:
    assert list(parse(rest).request.watch) == watched
    assert texts(rest) == ("y", ["x"])


@pytest.mark.parametrize(
    ("rest", "saved"),
    [
        ("y --save a.svg", "a.svg"),
        ("y --save=b.HTML", "b.HTML"),
        ("y --save 'my file.png'", "my file.png"),
        ('--save "it\'s.json" y', "it's.json"),
        ("y --save ~/plots/x.dot -q", "~/plots/x.dot"),
    ],
)
def test_save_takes_a_file_name(rest: str, saved: str) -> None:
    assert parse(rest).options.save == saved
    assert texts(rest) == ("y", None)


def test_graph_none_asks_for_no_values() -> None:
    assert parse("y").request.picture
    assert not parse("y --graph none").request.picture
    assert not parse_line("%%tape y", start=6, graph="none").request.picture
    assert parse_line("%%tape y --graph full", start=6, graph="none").options.graph == "full"


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        # sources
        ("y wrt", "no source stands after wrt"),
        ("y wrt -q", "no source stands after wrt"),
        ("wrt x", "no target stands before wrt"),
        ("wrt", "no target stands before wrt"),
        ("y wrt x,", "a comma after wrt has no source beside it"),
        ("y wrt , x", "a comma after wrt has no source beside it"),
        ("y wrt x,, w", "a comma after wrt has no source beside it"),
        ("y wrt x wrt w", "wrt stands twice"),
        ("y, z wrt x", "write [y, z] for several targets"),
        ("y wrt *params", "leave the star out: params"),
        ("y wrt 'x'", "the source 'x' is a string"),
        ("y wrt f'{x}'", "is a string"),
        ("y wrt 3.5", "the source 3.5 is a number"),
        ("y wrt None", "the source None is a constant"),
        # syntax
        ("y = x wrt x", "the target 'y = x' is not a Python expression"),
        ("y wrt x w", "the source 'x w' is not a Python expression"),
        ("y wrt (x", "'(' was never closed"),
        ("y wrt x)", "unmatched ')'"),
        ("y wrt d['x", "is not a Python expression"),
        ("y wrt x \\", "is not a Python expression"),
        ("y wrt lambda: (yield)", "waits for something"),
        ("await y wrt x", "waits for something"),
        ("y wrt " + "(" * 300 + ")" * 300, "is not a Python expression"),
        # options
        ("y --bogus", "unknown option --bogus; the options are --persistent --watch"),
        ("y wrt x --persitent", "unknown option --persitent; did you mean --persistent?"),
        ("--zeros y", "did you mean --zero?"),
        ("y --zero wrt x", "'wrt x' stands behind the options"),
        ("y wrt x -q w", "'w' stands behind the options"),
        ("y --zero=1", "--zero takes no value; write --zero alone"),
        ("y -o", "-o needs a value: -o NAME"),
        ("y -o -q", "-o needs a value: -o NAME"),
        ("y -o 3d", "'3d' is none"),
        ("y -o class", "'class' is none"),
        ("y -o a -o b", "-o is given twice"),
        ("y --watch", "--watch needs a value: --watch NAME"),
        ("y --watch x,", "--watch has a comma with no name beside it"),
        ("y --watch x,,w", "--watch has a comma with no name beside it"),
        ("y --watch f(x)", "--watch takes names such as"),
        ("y --watch 3", "--watch takes names such as"),
        ("y --watch x[", "is not a Python expression"),
        ("y --graph", "--graph needs a value: --graph {auto,full,line,layer,path,steps,none}"),
        ("y --graph ful", "did you mean full?"),
        ("y --graph=", "--graph needs a value"),
        ("y --save", "--save needs a value: --save FILE"),
        ("y --save report", "--save cannot tell the format of 'report'"),
        ("y --order 0", "--order takes a whole number from 1 to 20, not '0'"),
        ("y --order 2.5", "--order takes a whole number from 1 to 20, not '2.5'"),
        ("y --order 21", "--order takes a whole number from 1 to 20, not '21'"),
        ("y --order", "--order needs a value: --order N"),
        ("y --order 2 --jacobian", "--order and --jacobian are two questions; ask one of them in a cell"),
        ("y --hessian --order 3", "--order and --hessian are two questions; ask one of them in a cell"),
        ("y --hessian=2", "--hessian takes no value; write --hessian alone"),
        ("y --save report.pdf", "end it in one of .svg .png .dot .html .json"),
        ("y --save 'report.svg", "is not closed"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(rest: str, words: str) -> None:
    assert words in complaint(rest)


@pytest.mark.parametrize("kind", GRAPHS)
def test_every_kind_of_picture_is_taken(kind: str) -> None:
    assert parse_line(f"y --graph {kind}").options.graph == kind


def test_the_depth_is_a_number() -> None:
    assert parse_line("y --graph line --depth 3").options.depth == 3
    assert parse_line("y").options.depth is None


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5", "\u0663"])
def test_a_depth_that_is_none_is_refused(value: str) -> None:
    assert complaint(f"y --depth={value}") == f"--depth takes a whole number from 1 on, not {value!r}"


def test_the_table_of_options_says_what_the_parser_takes() -> None:
    assert "{" + ",".join(GRAPHS) + "}" == OPTIONS["--graph"].value
    assert all(suffix in OPTIONS["--save"].meaning for suffix in SAVE_SUFFIXES)


def test_an_expression_with_a_doubtful_escape_warns_nobody_here() -> None:
    """The user is warned by Python where the expression is evaluated, once."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert texts(r"d['\d'] wrt x") == (r"d['\d']", ["x"])


@given(st.text(alphabet=" ,()[]{}'\"#\\-=.*wrtxy1o\t", max_size=30))
def test_any_text_is_understood_or_refused_in_one_line(rest: str) -> None:
    line, refusal = parse("y"), ""
    try:
        line = parse(rest)
    except BadInput as error:
        refusal = str(error)
    assert "\n" not in refusal
    for expression in (line.request.target, *(line.request.sources or ())):
        if expression is not None and not refusal:
            assert f"{NAME} {rest}".startswith(expression.text, expression.col)
            assert compile(expression.text, "<line>", "eval")


names = st.sampled_from(["x", "model.w", "params['a, b']", "layers[0]", "f(x, y)", "(a, b)"])


@given(names, st.lists(names, min_size=1, max_size=4), st.sampled_from(["", " -q", " --zero --watch x, w", " -o r"]))
def test_what_is_written_is_what_is_read(target: str, sources: list[str], options: str) -> None:
    assert texts(f"{target} wrt {', '.join(sources)}{options}") == (target, sources)
    assert texts(f"{options} {target} wrt {','.join(sources)}") == (target, sources)

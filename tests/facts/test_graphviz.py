"""What the embedded `dot` and the `graphviz` wrapper do."""

from __future__ import annotations

import subprocess
import sysconfig
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import graphviz
import pytest

pytestmark = pytest.mark.usefixtures("graphviz_pure")

DOT = Path(sysconfig.get_path("scripts")) / (
    "graphviz-pure.exe" if sysconfig.get_platform().startswith("win") else "graphviz-pure"
)


def _draw(text: str, form: str = "svg") -> bytes:
    done = subprocess.run([str(DOT), f"-T{form}"], input=text.encode(), capture_output=True, timeout=60, check=True)
    return done.stdout


def _chain(nodes: int) -> str:
    """A chain with a leaf of its own for each use of a hub: the shape that the picture gives every graph."""
    edges = "\n".join(f"n{i} -> n{i + 1}; hub{i} -> n{i + 1};" for i in range(nodes // 2))
    return f"digraph {{ node [shape=box]; {edges} }}"


def test_the_command_lies_in_the_environments_scripts_folder() -> None:
    assert DOT.is_file()


def test_it_draws_svg_and_png() -> None:
    assert ET.fromstring(_draw("digraph { a -> b }")).tag.endswith("svg")
    assert _draw("digraph { a -> b }", "png").startswith(b"\x89PNG")


def test_it_draws_no_pdf() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        _draw("digraph { a -> b }", "pdf")


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert _draw(_chain(50)) == _draw(_chain(50))


def test_250_nodes_take_well_under_the_time_limit() -> None:
    began = time.perf_counter()
    _draw(_chain(250))

    assert time.perf_counter() - began < 5


def test_long_edges_make_a_layout_endless() -> None:
    """Why a layout always has a time limit, and why hubs are split: 250 nodes of this kind take over a minute."""
    edges = "".join(f"n{i} -> n{i + 1}; n{i // 2} -> n{i + 1} [label=e{i}];" for i in range(250))

    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(
            [str(DOT), "-Tsvg"], input=f"digraph {{ {edges} }}".encode(), capture_output=True, timeout=2, check=False
        )


def test_node_ids_are_counted_and_so_collide_between_drawings() -> None:
    """Why the picture sets an id of its own on everything it draws."""
    first, second = _draw("digraph { a }"), _draw("digraph { b }")

    assert b'id="node1"' in first
    assert b'id="node1"' in second


def test_an_id_of_our_own_is_kept() -> None:
    svg = ET.fromstring(_draw('digraph { a [id="t7-a"] }'))

    assert "t7-a" in {element.get("id") for element in svg.iter()}


def test_the_wrapper_alone_needs_a_dot_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(graphviz.ExecutableNotFound):
        graphviz.Source("digraph { a }").pipe("svg")

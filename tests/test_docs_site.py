"""The site builds without a warning and without network, and shows what the program is and does today."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tapeviz
from tapeviz.grammar import OPTIONS
from tapeviz.magics import SUBCOMMANDS, TapeMagics
from tapeviz.report import Cause

pytest.importorskip("sphinx", reason='pip install "tapeviz[docs]"')

DOCS = Path(__file__).parents[1] / "docs"
# No name is looked up, so nothing can be fetched; and the build must not need TensorFlow.
OFFLINE = """
import socket, sys

def refuse(*_, **__):
    raise OSError("this build has no network")

socket.getaddrinfo = socket.create_connection = refuse
from sphinx.cmd.build import main

status = main(sys.argv[1:])
sys.exit(status or ("tensorflow" in sys.modules and "the build imported TensorFlow"))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    out = tmp_path_factory.mktemp("site")
    arguments = ["-nWq", "-j", "auto", "--keep-going", "-d", str(out / ".doctrees"), str(DOCS), str(out)]
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, *arguments], capture_output=True, text=True, timeout=600, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
    return out


def _page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text("utf-8")


def _words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.UNKNOWN])
def test_the_page_of_a_cause_shows_its_report_with_the_picture(site: Path, cause: Cause) -> None:
    page = _page(site, f"causes/{cause}")
    report = page.partition('<div class="tapeviz')[2]

    assert f"[{cause}]" in report
    assert 'class="tv-picture" src="data:image/svg+xml;base64,' in report


def test_every_picture_has_words_in_its_place(site: Path) -> None:
    pictures = [
        (path.name, tag) for path in site.rglob("*.html") for tag in re.findall(r"<img[^>]*>", path.read_text("utf-8"))
    ]

    assert len(pictures) > len(Cause)
    assert [(name, tag[:80]) for name, tag in pictures if not re.search(r'alt="[^"]', tag)] == []


def test_a_page_loads_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r'<(?:script|img|iframe)[^>]*src="(?:https?:)?//|<link[^>]*rel="stylesheet"[^>]*href="(?:https?:)?//'
    )

    assert [path.name for path in site.rglob("*.html") if loads.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda o: o.name)
def test_the_reference_tells_of_every_option(site: Path, option: object) -> None:
    words = _words(_page(site, "reference/help"))

    assert option.name in words
    assert option.meaning.replace("`", "") in words


@pytest.mark.parametrize("name", [name for name in SUBCOMMANDS if name])
def test_the_reference_tells_of_every_sub_command(site: Path, name: str) -> None:
    assert f"%tape {name}" in _words(_page(site, "reference/help"))


@pytest.mark.parametrize("name", ["%%tape", "%%descend"])
def test_the_reference_has_the_help_of_the_magics(site: Path, name: str) -> None:
    assert f"{name}?" in _words(_page(site, "reference/help"))
    assert f"{name} [options] [TARGET" in _words(_page(site, "reference/help"))


def test_the_reference_tells_of_every_setting(site: Path) -> None:
    words = _words(_page(site, "reference/help"))
    settings = [name for name in TapeMagics.class_trait_names(config=True) if name in vars(TapeMagics)]

    assert "graph" in settings
    assert [name for name in settings if f"TapeMagics.{name} = " not in words] == []


@pytest.mark.parametrize("name", [name for name in tapeviz.__all__ if name != "__version__"])
def test_the_reference_tells_of_every_public_name(site: Path, name: str) -> None:
    assert f"tapeviz.{name}" in _words(_page(site, "reference/api"))

"""Runs the cells of one page in an IPython shell, and gives what each of them shows; it knows nothing of Sphinx."""

from __future__ import annotations

import base64
import html
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets import Type
from traitlets.config import Config

__all__ = ["CellFailed", "Shown", "alike", "fresh_shell", "lasting", "running"]

_COLORS = re.compile(r"\x1b\[[\d;]*m")
_RELEASE = re.compile(r"(?<=\(TensorFlow) \d[\w.+]*(?=\))|(?<=\(tapeviz's NumPy engine) \d[\w.+]*(?=\))")
_ENGINE = re.compile(r"\((?:TensorFlow|tapeviz's NumPy engine)\)")
_WATCHED = re.compile(r"(?<=^watched by the tape: ).+", re.MULTILINE)


class CellFailed(Exception):
    """A cell raised and was not said to, or did not raise and was said to."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell has shown: `text` as a terminal would, `page` as (kind, content), kind text, markdown or html."""

    text: str
    page: tuple[tuple[str, str], ...]


class _Hook(DisplayHook):
    """Shows the value of a cell as a notebook does, in every form; without a prompt, for a reader has other numbers."""

    def write_output_prompt(self) -> None:
        """Leave it out."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Publish the forms, where a terminal would print one."""
        self.shell.display_pub.publish(data=format_dict, metadata=md_dict or {})

    def finish_displayhook(self) -> None:
        """Add no empty line."""


class _Shell(InteractiveShell):
    """The shell in which a page's cells run."""

    displayhook_class = Type(_Hook)


@contextmanager
def running(engine: str = "numpy") -> Iterator[Callable[..., Shown]]:
    """A fresh shell, as a function that runs one cell: `run(code, raises=False)`.

    With `numpy` it is a shell on a machine without TensorFlow: `import tensorflow` finds the NumPy engine. The cells
    run in a folder of their own, which is gone afterwards. The function raises `CellFailed`.
    """
    with ExitStack() as stack:
        stack.enter_context(chdir(stack.enter_context(tempfile.TemporaryDirectory(prefix="tapeviz-docs-"))))
        stack.enter_context(_environment(COLUMNS="100", MPLBACKEND="agg"))
        if engine == "numpy":
            stack.enter_context(_without_tensorflow())
        shell = stack.enter_context(fresh_shell())

        def run(code: str, *, raises: bool = False) -> Shown:
            if "%load_ext" not in code and "tapeviz" not in shell.extension_manager.loaded:
                with capture_output():
                    shell.extension_manager.load_extension("tapeviz")
            return _run(shell, code, raises=raises)

        yield run


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _without_tensorflow() -> Iterator[None]:
    from tapeviz import fallback

    fallback.install(force=True)
    try:
        yield
    finally:
        fallback.uninstall()


@contextmanager
def fresh_shell() -> Iterator[Any]:
    """A shell that keeps no history and leaves nothing behind; tapeviz is taken out of it again."""
    from tapeviz.classroom import exercise
    from tapeviz.engines import choose

    InteractiveShell.clear_instance()
    vars(exercise)["_all"].clear()  # each page is a session of its own, as a kernel would be
    with tempfile.TemporaryDirectory(prefix="tapeviz-docs-") as folder:
        config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
        shell: Any = _Shell.instance(config=config, ipython_dir=folder)
        try:
            yield shell
        finally:
            with capture_output():
                shell.run_cell("%unload_ext tapeviz", silent=True)
            choose.set_engine("auto")
            shell.user_ns.clear()
            _Shell.clear_instance()


def _run(shell: Any, code: str, *, raises: bool = False) -> Shown:
    with capture_output() as captured:
        result = shell.run_cell(code, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    if (error is not None) is not raises:
        reason = f"{type(error).__name__}: {error}" if error is not None else "it raised nothing"
        raise CellFailed(f"the cell {code.strip().splitlines()[0]!r}: {reason}")
    printed = _COLORS.sub("", captured.stdout + captured.stderr)
    pieces = [("text", printed)] if printed.strip() else []
    words = [printed] if printed.strip() else []
    for output in captured.outputs:
        words.append(output.data.get("text/plain", ""))
        pieces.append(_piece(output.data))
    return Shown("\n".join(text.strip("\n") for text in words), tuple(pieces))


def _piece(data: dict[str, Any]) -> tuple[str, str]:
    """The best form for a page."""
    if "text/html" in data:
        return "html", data["text/html"]
    if "image/png" in data:
        words, png = html.escape(data.get("text/plain", "a figure")), data["image/png"]
        text = base64.b64encode(png).decode("ascii") if isinstance(png, bytes) else png
        return "html", f'<img alt="{words}" src="data:image/png;base64,{text}">'
    if "text/markdown" in data:
        return "markdown", data["text/markdown"]
    return "text", data.get("text/plain", "")


def alike(written: str, shown: str) -> bool:
    """Whether a page's text is what a cell has shown, whichever engine ran it."""
    return _ENGINE.sub("", lasting(written)) == _ENGINE.sub("", lasting(shown))


def lasting(text: str) -> str:
    """What is to stand in a page for every release: no version, and what a tape watched in one order."""
    text = _WATCHED.sub(lambda found: ", ".join(sorted(found[0].split(", "))), _RELEASE.sub("", text))
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))

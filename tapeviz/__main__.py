"""The `tapeviz` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tapeviz import __version__

__all__ = ["main"]

COMMANDS = ("demo",)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the result is the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given and _is_script(given[0]):
        from tapeviz.watching.script import run_script

        return run_script(given[0], given[1:])
    parser = _parser()
    options = parser.parse_args(given)
    if options.command is None:
        parser.print_help()
        return 0
    from tapeviz import demo

    return demo.run(options.output, color=None if options.color else False, engine=options.engine)


def _is_script(word: str) -> bool:
    """Whether the first argument is a file to run, and no command or option."""
    return word not in COMMANDS and not word.startswith("-") and (word.endswith(".py") or Path(word).is_file())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tapeviz",
        description="Says why a tf.GradientTape gradient is None, on which line, and what to change.",
        usage="tapeviz [-h] [--version] COMMAND ...\n       tapeviz SCRIPT.py [ARGUMENT ...]",
        epilog="With a script: runs it, follows every tf.GradientTape that it opens, and says on stderr why a gradient "
        "is None. In a notebook or an IPython shell: %load_ext tapeviz, then begin a cell with %%tape y wrt x",
    )
    parser.add_argument("--version", action="version", version=f"tapeviz {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser(
        "demo",
        help="explain eight small cells in the terminal and on an HTML page",
        description="Runs eight small cells in a real IPython shell, prints each with its report, and writes one "
        "self-contained HTML page with the same reports and their pictures.",
    )
    demo.add_argument(
        "--output",
        type=Path,
        default=Path("tapeviz-demo.html"),
        metavar="FILE",
        help="where the page goes (default: %(default)s in the current folder)",
    )
    demo.add_argument(
        "--engine",
        choices=("numpy", "tensorflow"),
        default="numpy",
        help="what runs the cells: the NumPy engine that comes with tapeviz (default), or TensorFlow if installed",
    )
    demo.add_argument("--no-color", dest="color", action="store_false", help="no colours in the terminal")
    return parser


if __name__ == "__main__":
    sys.exit(main())

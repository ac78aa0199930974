"""A real browser, a real JupyterLab and Notebook; without one of them the tests that need it are skipped and say so."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
SHOTS = Path(os.environ.get("TAPEVIZ_SCREENSHOTS", Path(__file__).parent / "screenshots"))
QUIET = {"fetchNews": "false", "checkForUpdates": False}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as the system has it: nothing is downloaded.

    While it is open an event loop runs in this thread, and no test of another folder could start its own.
    """
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("there is no chromium (apt-get install chromium)")
    with sync.sync_playwright() as player:
        try:
            chromium = player.chromium.launch(executable_path=path, args=["--no-sandbox", "--force-color-profile=srgb"])
        except sync.Error as error:
            pytest.skip(f"{path} does not start: {str(error).splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture
def shot() -> Callable[[Any, str], None]:
    """Keeps a picture of a page or of a part of it, for people to look at."""

    def keep(thing: Any, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        thing.screenshot(path=SHOTS / f"{name}.png")

    return keep


LabKind = TypeVar("LabKind", bound="Lab")


class Lab:
    """A running JupyterLab, or Jupyter Notebook, with a home and settings of its own."""

    module = "jupyterlab"
    address = "lab/tree/{}?reset"

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notebooks"
        self.root.mkdir()
        self.settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
        self.settings.mkdir(parents=True)
        (self.settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET))
        self.log = folder / "lab.log"
        self.port = _free_port()
        places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
        places |= {"IPYTHONDIR": "ipython", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
        options = ("--no-browser", "--allow-root", f"--port={self.port}", "--ServerApp.port_retries=0")
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, *options, "--IdentityProvider.token=", "--expose-app-in-browser"],
            cwd=self.root,
            env={**os.environ, **{name: str(folder / place) for name, place in places.items()}},
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def wait(self, seconds: float = 60) -> None:
        """Until it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        pytest.skip(f"{self.module} did not start: {self.log.read_text()[-300:]}")

    def theme(self, name: str) -> None:
        """The theme of every page that is opened from now on."""
        (self.settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": name}))

    def open(self, page: Any, name: str) -> None:
        """Open a notebook of the root folder and wait until it can be worked with."""
        page.goto(f"http://127.0.0.1:{self.port}/{self.address.format(name)}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)

    def run(self, page: Any, command: str) -> None:
        """Execute one of JupyterLab's own commands."""
        page.evaluate("name => void window.jupyterapp.commands.execute(name)", command)

    def stop(self) -> None:
        """End it and its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Notebook(Lab):
    """The same for Notebook 7."""

    module = "notebook"
    address = "notebooks/{}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all tests of a run."""
    yield from _started(Lab, tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="session")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """One Jupyter Notebook for all tests of a run."""
    yield from _started(Notebook, tmp_path_factory.mktemp("notebook"))


def _started(app: type[LabKind], folder: Path) -> Iterator[LabKind]:
    if importlib.util.find_spec(app.module) is None:
        pytest.skip(f"{app.module} is not installed")
    running = app(folder)
    try:
        running.wait()
        yield running
    finally:
        running.stop()

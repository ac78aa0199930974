"""What is measured in processes of their own: memory, the time to load the extension, and TorchLens beside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Loading", "Peak", "loading", "peak", "torchlens"]

PEAK = """
import json, os, resource, sys
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
from tests.benchmarks.measure import run_bare, run_taped
from tests.benchmarks.workloads import WORKLOADS
workload = next(load for load in WORKLOADS if load.name == sys.argv[1])
names = workload.prepare()
def run():
    run_bare(workload, names) if sys.argv[2] == "bare" else run_taped(workload, names, picture=False)
run()
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""

LOADING = """
import json, sys, time
began = time.perf_counter()
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
ready = time.perf_counter()
shell.run_line_magic("load_ext", "tapeviz")
loaded = time.perf_counter()
print(json.dumps([ready - began, loaded - ready, sorted({"tensorflow", "keras"} & set(sys.modules))]))
"""

TORCHLENS = """
import json, time
import torch, torchlens, torchvision
torch.manual_seed(0)
model = torchvision.models.resnet50(weights=None, num_classes=10)
x, labels = torch.rand(8, 3, 96, 96), torch.arange(8) % 10
def bare():
    loss = torch.nn.functional.cross_entropy(model(x), labels)
    loss.backward()
def clock(run):
    began = time.perf_counter(); run(); return time.perf_counter() - began
def forward():
    with torch.no_grad(): model(x)
bare(); forward(); torchlens.log_forward_pass(model, x)
taken = [(clock(bare), clock(forward), clock(lambda: torchlens.log_forward_pass(model, x))) for _ in range(4)]
step, plain, logged = (min(column) for column in zip(*taken))
versions = [torch.__version__, getattr(torchlens, "__version__", "")]
print(json.dumps([step, plain, logged, versions]))
"""


@dataclass(frozen=True)
class Peak:
    """The most memory that a process held, in MB: a bare persistent tape and a taped cell."""

    bare: float
    taped: float

    @property
    def ratio(self) -> float:
        return self.taped / self.bare


@dataclass(frozen=True)
class Loading:
    """Seconds for a shell of IPython's, and for `%load_ext tapeviz` in it; what heavy modules that imported."""

    shell: float
    extension: float
    heavy: tuple[str, ...]


def _ask(code: str, *arguments: str, python: str = sys.executable, timeout: float = 900) -> Any:
    """What a program prints as JSON on its last line."""
    done = subprocess.run(
        [python, "-c", code, *arguments], capture_output=True, text=True, timeout=timeout, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it failed")
    return json.loads(done.stdout.splitlines()[-1])


def peak(name: str) -> Peak:
    """The peaks of a workload, each in a process of its own, in which it runs once."""
    bare, taped = (_ask(PEAK, name, kind) / 1024 for kind in ("bare", "taped"))
    return Peak(bare, taped)


def loading(rounds: int = 5) -> Loading:
    """The shortest of some loadings."""
    taken = [_ask(LOADING) for _ in range(rounds)]
    heavy = sorted({name for _, _, names in taken for name in names})
    return Loading(min(t[0] for t in taken), min(t[1] for t in taken), tuple(heavy))


def torchlens(python: str) -> Sequence[Any]:
    """Seconds of a step, of a forward pass and of the same logged by TorchLens, on the ResNet-50 of torchvision."""
    return list(_ask(TORCHLENS, python=python))

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
import json, os, re, sys
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
from tests.benchmarks.measure import run_bare, run_taped
from tests.benchmarks.workloads import WORKLOADS
workload = next(load for load in WORKLOADS if load.name == sys.argv[1])
names = workload.prepare()
def run():
    run_bare(workload, names) if sys.argv[2] == "bare" else run_taped(workload, names, picture=False)
run()
# Not getrusage: its figure starts with the peak of the process that started this one.
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
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
import torch, torchlens
from torch import nn
torch.manual_seed(0)
class Block(nn.Module):
    def __init__(self, width, depth, stride):
        super().__init__()
        def conv(a, b, size, step=1):
            return [nn.Conv2d(a, b, size, step, size // 2, bias=False), nn.BatchNorm2d(b)]
        out = depth * 4
        inner = [*conv(width, depth, 1), nn.ReLU(), *conv(depth, depth, 3, stride), nn.ReLU(), *conv(depth, out, 1)]
        self.inner = nn.Sequential(*inner)
        self.side = nn.Sequential(*conv(width, out, 1, stride)) if stride > 1 or width != out else nn.Identity()
    def forward(self, x):
        return torch.relu(self.inner(x) + self.side(x))
parts, width = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
for depth, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
    for number in range(blocks):
        parts.append(Block(width, depth, stride if number == 0 else 1))
        width = depth * 4
model = nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 10))
x, labels = torch.rand(8, 3, 96, 96), torch.arange(8) % 10
def bare():
    loss = torch.nn.functional.cross_entropy(model(x), labels)
    loss.backward()
def clock(run):
    began = time.perf_counter(); run(); return time.perf_counter() - began
def forward():
    with torch.no_grad(): model(x)
bare(); forward(); torchlens.trace(model, x)
taken = [(clock(bare), clock(forward), clock(lambda: torchlens.trace(model, x))) for _ in range(4)]
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
    """The peaks of a workload, each in a process of its own, in which it runs once (on Linux, which tells them)."""
    bare, taped = (_ask(PEAK, name, kind) / 1024 for kind in ("bare", "taped"))
    return Peak(bare, taped)


def loading(rounds: int = 5) -> Loading:
    """The shortest of some loadings."""
    taken = [_ask(LOADING) for _ in range(rounds)]
    heavy = sorted({name for _, _, names in taken for name in names})
    return Loading(min(t[0] for t in taken), min(t[1] for t in taken), tuple(heavy))


def torchlens(python: str) -> Sequence[Any]:
    """Seconds of a step, of a forward pass and of the same logged by TorchLens, on a ResNet-50."""
    return list(_ask(TORCHLENS, python=python))

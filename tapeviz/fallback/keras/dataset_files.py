"""`keras.datasets`: data sets whose files are on this machine already; nothing is downloaded."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any, Final

import numpy as np

from tapeviz.fallback.namespaces import export

_Split = tuple[tuple[Any, Any], tuple[Any, Any]]
_FASHION: Final = ("train-labels", "train-images", "t10k-labels", "t10k-images")


def _cache() -> Path:
    """Give the folder in which Keras keeps what it downloads."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def _file(name: str, given: Any, folder: str = "") -> Path:
    """Find a file: the path that was given, or the one in Keras' cache. Raises FileNotFoundError with what to do."""
    wanted = Path(given) if given is not None else Path(name)
    for candidate in (wanted, _cache() / folder / wanted):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(
        f"The data set file {wanted.name!r} is not on this machine, and the NumPy engine downloads nothing. Put the "
        f"file at {_cache() / folder / wanted.name}, or give its place: load_data(path=...), or load the "
        "data set once with TensorFlow."
    )


def _split(path: Path) -> _Split:
    with np.load(path, allow_pickle=False) as archive:
        return (archive["x_train"], archive["y_train"]), (archive["x_test"], archive["y_test"])


@export("keras.datasets.mnist.load_data")
def load_mnist(path: Any = "mnist.npz") -> _Split:
    """Read handwritten digits: images [60000, 28, 28] and [10000, 28, 28] of uint8, with labels.

    Raises FileNotFoundError where the file is neither at `path` nor in Keras' cache.
    """
    return _split(_file("mnist.npz", path))


@export("keras.datasets.fashion_mnist.load_data")
def load_fashion_mnist(path: Any = None) -> _Split:
    """Read pictures of clothes, in the shapes of MNIST: from Keras' cache, or from an archive like `mnist.npz`.

    Raises FileNotFoundError where a file is missing.
    """
    if path is not None:
        return _split(_file("fashion_mnist.npz", path))
    arrays = []
    for name in _FASHION:
        kind, offset = ("idx1", 8) if "labels" in name else ("idx3", 16)
        with gzip.open(_file(f"{name}-{kind}-ubyte.gz", None, "fashion-mnist")) as file:
            arrays.append(np.frombuffer(file.read(), np.uint8, offset=offset))
    y_train, x_train, y_test, x_test = arrays
    return (x_train.reshape(-1, 28, 28), y_train), (x_test.reshape(-1, 28, 28), y_test)


@export("keras.datasets.boston_housing.load_data")
def load_boston_housing(path: Any = "boston_housing.npz", test_split: float = 0.2, seed: int = 113) -> _Split:
    """Read house prices: 13 features, and prices, shuffled by `seed`.

    Raises FileNotFoundError where the file is neither at `path` nor in Keras' cache.
    """
    with np.load(_file("boston_housing.npz", path), allow_pickle=False) as archive:
        x, y = archive["x"], archive["y"]
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    x, y = x[order], y[order]
    count = int(len(x) * (1 - test_split))
    return (x[:count], y[:count]), (x[count:], y[count:])

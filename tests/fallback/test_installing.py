"""`install`: `import tensorflow` finds the NumPy engine where TensorFlow is absent, and only there unless forced."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import textwrap

import pytest

# Both packages are taken out of the search for modules, which is what a machine without them looks like.
ABSENT = """
import importlib.machinery, sys
_find = importlib.machinery.PathFinder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.split(".")[0] in {"tensorflow", "keras"} else _find(name, path, target)
importlib.machinery.PathFinder.find_spec = staticmethod(find_spec)
"""
needs_tensorflow = pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not there")


def _run(program: str, *, absent: bool = True) -> None:
    code = (ABSENT if absent else "") + "import tapeviz.fallback as np_tf\n" + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_all_ways_of_importing_find_the_engine() -> None:
    _run(
        """
        np_tf.install()
        import tensorflow as tf
        from tensorflow import keras
        import tensorflow.keras.layers
        import tensorflow.keras.optimizers.schedules
        from tensorflow.keras.models import Sequential
        from tensorflow.keras.layers import Dense, Flatten
        import tensorflow.nn
        import keras as alone
        from keras import layers
        from keras.layers import Dropout

        assert tf is np_tf and keras is np_tf.keras is alone
        assert Sequential is np_tf.keras.Sequential and Dense is tf.keras.layers.Dense
        assert tf.__name__ == tf.__spec__.name == "tapeviz.fallback"
        assert np_tf.keras.layers.Dropout is Dropout
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
        assert float(tape.gradient(y, x)) == 6.0
        """
    )


def test_what_is_not_covered_is_told() -> None:
    _run(
        """
        np_tf.install()
        for name in ("tensorflow.python.framework", "tensorflow.lite", "tensorflow.Variable"):
            try:
                __import__(name)
            except ModuleNotFoundError as error:
                assert "not covered by the NumPy engine; install tensorflow" in str(error), error
                assert error.name.startswith("tensorflow.")
            else:
                raise AssertionError(name)
        """
    )


def test_uninstall_undoes_everything() -> None:
    _run(
        """
        import sys
        before, finders = set(sys.modules), list(sys.meta_path)
        np_tf.install()
        np_tf.install()
        assert np_tf.is_installed()
        import tensorflow.keras.layers, keras
        np_tf.uninstall()
        np_tf.uninstall()
        assert not np_tf.is_installed()
        assert sys.meta_path == finders
        assert not [name for name in sys.modules if name.split(".")[0] in {"tensorflow", "keras"}]
        for name in ("tensorflow", "keras"):
            try:
                __import__(name)
            except ModuleNotFoundError:
                continue
            raise AssertionError(name)
        assert np_tf.keras.layers.Dense(1)(np_tf.ones([1, 2])).shape == (1, 1)
        np_tf.install()
        import tensorflow
        assert tensorflow is np_tf
        """
    )


def test_a_keras_of_its_own_is_left_alone(tmp_path: object) -> None:
    _run(
        f"""
        import importlib.machinery, pathlib, sys
        def find_spec(name, path=None, target=None):
            return None if name.split(".")[0] == "tensorflow" else _find(name, path, target)
        importlib.machinery.PathFinder.find_spec = staticmethod(find_spec)
        pathlib.Path({str(tmp_path)!r}, "keras.py").write_text("OWN = True")
        sys.path.insert(0, {str(tmp_path)!r})
        np_tf.install()
        import keras, tensorflow
        assert keras.OWN and tensorflow.keras is np_tf.keras
        """
    )


@needs_tensorflow
def test_it_refuses_where_tensorflow_is() -> None:
    _run(
        """
        try:
            np_tf.install()
        except RuntimeError as error:
            assert "TensorFlow is installed here" in str(error) and "force=True" in str(error)
        else:
            raise AssertionError
        assert not np_tf.is_installed()
        """,
        absent=False,
    )


@needs_tensorflow
def test_it_can_be_forced_and_undone_where_tensorflow_is() -> None:
    _run(
        """
        import sys, types
        real = types.ModuleType("tensorflow")  # stands for the real one, which takes seconds to import
        sys.modules["tensorflow"] = real
        sys.modules["tensorflow.inner"] = types.ModuleType("tensorflow.inner")
        np_tf.install(force=True)
        import tensorflow
        assert tensorflow is np_tf and "tensorflow.inner" not in sys.modules
        np_tf.uninstall()
        import tensorflow
        assert tensorflow is real and "tensorflow.inner" in sys.modules
        """,
        absent=False,
    )

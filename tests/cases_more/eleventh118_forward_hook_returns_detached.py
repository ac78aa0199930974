# source: constructed (code as an engineer structures it)
# target: loss
# sources: trunk, head
# expect: {"trunk": "stop_gradient", "head": "ok"}
# culprit: {"trunk": 1}
# notes: A dispatcher lets each hook replace the value; the hook for the features returns them detached, the one for the logits returns None. The mixed-precision policy is harmless.
# --- setup ---
from collections import defaultdict
import keras
import numpy as np
import tensorflow as tf

class Hooked:
    def __init__(self):
        self.hooks = defaultdict(list)

    def on(self, event):
        def add(fn):
            self.hooks[event].append(fn)
            return fn
        return add

    def emit(self, event, value):
        for fn in self.hooks[event]:
            result = fn(value)
            value = value if result is None else result
        return value

bus = Hooked()
seen = []

@bus.on("logits")
def remember(value):
    seen.append(value.numpy().std())

@bus.on("features")
def probe(value):
    seen.append(float(tf.reduce_max(value)))
    return keras.ops.stop_gradient(value)

keras.utils.set_random_seed(0)
backbone = keras.layers.Dense(4, activation="relu", dtype="mixed_float16")
linear = keras.layers.Dense(1, dtype="mixed_float16")
x = tf.constant(np.random.default_rng(0).random((6, 3)).astype("float32"))
linear(backbone(x))
trunk, head = backbone.kernel, linear.kernel
# --- cell ---
features = bus.emit("features", backbone(x))
logits = bus.emit("logits", linear(features))
loss = tf.reduce_mean(tf.cast(logits, tf.float32) ** 2)

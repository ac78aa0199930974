# source: https://github.com/tensorflow/tensorflow/issues/47469
# target: loss
# sources: gain, bias, w
# expect: {"gain": "ok", "bias": "ok", "w": "ok"}
# notes: The same options, spelled as the helper expects.
# --- setup ---
import tensorflow as tf
def block(x, w, **options):
    gain = options.pop("gain", 1.0)
    shift = options.get("shift", 0.0)
    return gain * tf.nn.relu(x * w) + shift
gain, bias, w = tf.Variable(1.5), tf.Variable(0.1), tf.Variable([0.2, 0.8])
x = tf.constant([1.0, 2.0])
# --- cell ---
settings = {"gain": gain}
settings.setdefault("shift", bias)
settings["name"] = f"gain={gain.numpy():.1f}"
h = block(x, w, **settings)
loss = tf.reduce_sum(h ** 2)

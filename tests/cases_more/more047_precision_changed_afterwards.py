# source: constructed (conversion to float64 under the same name)
# target: loss
# sources: amp, freq
# expect: {"amp": "replaced_by_tensor", "freq": "replaced_by_tensor"}
# culprit: {"amp": 3, "freq": 3}
# notes: For an export both names are rebound to float64 copies after the loss was computed.
# --- setup ---
import tensorflow as tf

amp, freq = tf.Variable(1.2), tf.Variable([0.5, 2.0])
grid = tf.linspace(0.0, 1.0, 2)
# --- cell ---
wave = amp * tf.sin(freq * grid)
loss = tf.reduce_sum(wave ** 2)
amp, freq = [tf.cast(p, tf.float64) for p in (amp, freq)]

# source: constructed (dataclasses.replace)
# target: loss
# sources: gain, delay, noise, bias
# expect: {"gain": "stop_gradient", "delay": "ok", "noise": "recording_stopped", "bias": "ok"}
# culprit: {"gain": 2, "noise": 4}
# notes: A frozen record is derived step by step with dataclasses.replace: one field comes back detached, one is computed in a pause.
# --- setup ---
from dataclasses import dataclass, replace
import tensorflow as tf

@dataclass(frozen=True)
class Channel:
    gain: tf.Tensor
    delay: tf.Tensor
    noise: tf.Tensor
    bias: float = 0.0
gain, delay = tf.Variable(1.2), tf.Variable(0.3)
noise, bias = tf.Variable([0.1, -0.2]), tf.Variable(0.05)
signal = tf.constant([1.0, 2.0])
# --- cell ---
base = Channel(gain, delay, noise)
known = replace(base, gain=tf.stop_gradient(base.gain), bias=bias)
with tape.stop_recording():
    quiet = replace(known, noise=0.5 * known.noise)
received = quiet.gain * signal * tf.exp(-quiet.delay) + quiet.noise + quiet.bias
loss = tf.reduce_mean((received - signal) ** 2)

# source: constructed (code as an engineer structures it)
# target: losses
# sources: amplitude, decay, phase
# expect: {"amplitude": "ok", "decay": "ok", "phase": "ok"}
# notes: A NamedTuple of losses is a nested structure for the tape, so it may be the target; math.prod and accumulate work on tensors (no false alarm).
# --- setup ---
import math
import operator
from itertools import accumulate
from typing import NamedTuple
import tensorflow as tf

class Losses(NamedTuple):
    fit: tf.Tensor
    smooth: tf.Tensor
    history: list

amplitude = tf.Variable(1.5)
decay = tf.Variable([0.9, 0.8, 0.95])
phase = tf.Variable(0.3)
wave = [1.0, 0.6, 0.2]
# --- cell ---
gains = list(accumulate(tf.unstack(decay), operator.mul))
curve = [amplitude * g * tf.cos(phase + t) for t, g in enumerate(gains)]
fit = tf.add_n([(c - y) ** 2 for c, y in zip(curve, wave)])
smooth = math.prod(gains) * max(1.0, float(phase))
losses = Losses(fit, smooth, history=[tf.reduce_max(tf.stack(curve))])

# source: constructed (eval with a namespace of functions)
# target: misfit
# sources: amp, phase, damp, offset
# expect: {"amp": "ok", "phase": "left_tensorflow", "damp": "ok", "offset": "integer_dtype"}
# culprit: {"phase": 1, "offset": 3}
# notes: The formulas are strings; sin was imported from NumPy, exp from TensorFlow, and the offset goes through int().
# --- setup ---
import numpy as np
import tensorflow as tf

amp, phase = tf.Variable(1.2), tf.Variable(0.4)
damp, offset = tf.Variable(0.3), tf.Variable(2.7)
t = tf.linspace(0.0, 2.0, 5)
SCOPE = {"sin": np.sin, "exp": tf.exp, "whole": lambda v: tf.cast(v, tf.int32), "float": lambda v: tf.cast(v, tf.float32)}
# --- cell ---
wave = eval("sin(t + phase)", SCOPE, dict(t=t, phase=phase))
envelope = eval("amp * exp(-damp * t)", SCOPE, dict(amp=amp, damp=damp, t=t))
lift = eval("float(whole(offset))", SCOPE, dict(offset=offset))
misfit = tf.reduce_mean((envelope * wave + lift - 2.0) ** 2)

# source: constructed on a guide
# target: dose
# sources: ka, ke, ke_fast, f
# expect: {"ka": "ok", "ke": "not_connected", "ke_fast": "ok", "f": "ok"}
# culprit: {"ke": 6}
# notes: partial binds ke, the call overrides it with ke_fast.
# --- setup ---
import numpy as np
import tensorflow as tf
from functools import partial
ka, ke, ke_fast = tf.Variable(1.2), tf.Variable(0.2), tf.Variable(0.4)
f = tf.Variable(0.9)
t = tf.constant([0.5, 1.0, 2.0, 4.0])
# --- cell ---
def bateman(t, ka, ke, f=1.0):
    return f * ka / (ka - ke) * (tf.exp(-ke * t) - tf.exp(-ka * t))

model = partial(bateman, ka=ka, ke=ke, f=f)
conc = model(t, ke=ke_fast)
dose = tf.reduce_sum(conc * tf.constant([0.5, 0.5, 1.0, 2.0]))

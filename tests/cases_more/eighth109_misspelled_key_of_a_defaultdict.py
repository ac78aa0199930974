# source: constructed (collections.defaultdict of variables)
# target: loss
# sources: theta, phi, x, psi
# expect: {"theta": "wrong_object", "phi": "ok", "x": "ok", "psi": "wrong_object"}
# culprit: {"psi": 1, "theta": 2}
# notes: The factory of the defaultdict silently makes a new variable for a misspelled key; psi is put in anew by update().
# --- setup ---
from collections import defaultdict
import tensorflow as tf

params = defaultdict(lambda: tf.Variable(1.0))
theta, phi, psi = params["theta"], params["phi"], params["psi"]
phi.assign(0.4)
x = tf.Variable([0.2, 0.6])
# --- cell ---
params.update(psi=tf.Variable(0.3), radius=1.2)
plane = tf.stack([tf.cos(params["teta"]), tf.sin(params["phi"])])
plane = params["radius"] * plane + params["psi"]
loss = tf.reduce_sum((x - plane) ** 2)

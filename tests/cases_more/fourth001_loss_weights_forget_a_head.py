# source: constructed
# target: loss
# sources: trunk_kernel, mask_kernel, edge_kernel
# expect: {"trunk_kernel": "ok", "mask_kernel": "ok", "edge_kernel": "not_connected"}
# culprit: {"edge_kernel": 3}
# notes: A functional model with three named outputs; the dictionary of loss weights has no entry for the edge head.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
inp = keras.Input((4,))
trunk = keras.layers.Dense(5, activation="relu")
mask_head, edge_head = keras.layers.Dense(2, name="mask"), keras.layers.Dense(2, name="edge")
h = trunk(inp)
model = keras.Model(inp, {"mask": mask_head(h), "edge": edge_head(h)})
trunk_kernel, mask_kernel, edge_kernel = trunk.kernel, mask_head.kernel, edge_head.kernel
x = tf.ones([3, 4])
y = {"mask": tf.zeros([3, 2]), "edge": tf.ones([3, 2])}
loss_weights = {"mask": 1.0}
# --- cell ---
out = model(x, training=True)
per_head = {k: tf.reduce_mean((out[k] - y[k]) ** 2) for k in out}
loss = sum(w * per_head[k] for k, w in loss_weights.items())

# source: constructed (finite elements: stiffness assembly)
# target: compliance
# sources: young, area, material, load, tie, damage
# expect: {"young": "ok", "area": "ok", "material": "integer_dtype", "load": "ok", "tie": "left_tensorflow", "damage": "not_connected"}
# culprit: {"material": 1, "tie": 9}
# notes: The stiffness is assembled with scatter_nd; the material of an element is a table index, and the tie is made of a nested list of floats.
# --- setup ---
import tensorflow as tf

young = tf.Variable([2.0, 5.0])
area, load = tf.Variable([1.0, 0.8, 1.2]), tf.Variable([0.0, 0.1, 1.0])
material = tf.Variable([0.2, 1.1, 1.9])
tie, damage = tf.Variable(0.01), tf.Variable(0.3)
pairs = [(0, 1), (1, 2), (2, 3)]
# --- cell ---
kind = tf.cast(material, tf.int32)
k = tf.gather(young, kind) * area
healthy = 1.0 - damage
index, values = [], []
for e, (i, j) in enumerate(pairs):
    index += [[i, i], [j, j], [i, j], [j, i]]
    values += [k[e], k[e], -k[e], -k[e]]
stiff = tf.scatter_nd(index, tf.stack(values), [4, 4])[1:, 1:]
corner = float(tie)
stiff = stiff + [[corner, 0.0, 0.0], [0.0, corner, 0.0], [0.0, 0.0, corner]]
u = tf.linalg.solve(stiff, load[:, None])
compliance = tf.reduce_sum(load * u[:, 0])

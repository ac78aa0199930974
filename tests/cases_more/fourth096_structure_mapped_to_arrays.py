# source: constructed
# target: loss
# sources: params['enc']['w'], params['dec']['w']
# expect: {"params['enc']['w']": "left_tensorflow", "params['dec']['w']": "ok"}
# culprit: {"params['enc']['w']": 1}
# notes: One branch of a nest of parameters is turned into arrays by map_structure.
# --- setup ---
import tensorflow as tf

params = {"enc": {"w": tf.Variable([[0.5], [0.1]])}, "dec": {"w": tf.Variable([[1.0, 0.3]])}}
x = tf.constant([[1.0, 2.0]])
# --- cell ---
enc = tf.nest.map_structure(lambda v: v.numpy(), params["enc"])
z = x @ enc["w"]
loss = tf.reduce_sum((z @ params["dec"]["w"] - x) ** 2)

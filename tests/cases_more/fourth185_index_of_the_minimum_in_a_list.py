# source: constructed
# target: loss
# sources: key_w, val
# expect: {"key_w": "left_tensorflow", "val": "ok"}
# culprit: {"key_w": 1}
# notes: 
# --- setup ---
import tensorflow as tf

key_w, val = tf.Variable([0.3, 0.1, 0.2]), tf.Variable([1.0, 2.0, 3.0])
def best(costs):
    return costs.index(min(costs))
# --- cell ---
costs = key_w.numpy().tolist()
k = best(costs)
loss = val[k] ** 2

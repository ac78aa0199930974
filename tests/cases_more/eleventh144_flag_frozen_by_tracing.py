# source: constructed (code as an engineer structures it)
# target: loss
# sources: main, aux
# expect: {"main": "ok", "aux": "not_taken_branch"}
# culprit: {"aux": 2}
# notes: The flag in the config was False when the function was traced; switching it on now changes nothing in the graph.
# --- setup ---
import tensorflow as tf

config = {"aux_head": False, "aux_weight": 0.3}
main = tf.Variable([0.2, 0.8])
aux = tf.Variable([1.0, -0.5])
trace_log = []

@tf.function
def compute_loss(x):
    trace_log.append(x.shape)
    total = tf.square(tf.reduce_sum(main * x) - 1.0)
    if config["aux_head"]:
        total += config["aux_weight"] * tf.square(tf.reduce_sum(aux * x))
    return total

x = tf.constant([0.5, 1.5])
warm_up = compute_loss(x)
# --- cell ---
config["aux_head"] = True
loss = compute_loss(x)
traces = len(trace_log)

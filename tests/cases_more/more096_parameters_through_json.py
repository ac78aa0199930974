# source: constructed (parameters sent through JSON)
# target: loss
# sources: params, scale
# expect: {"params": "left_tensorflow", "scale": "ok"}
# culprit: {"params": 1}
# notes: The message holds only the digits of the parameters.
# --- setup ---
import json
import tensorflow as tf

params, scale = tf.Variable([0.25, 0.5]), tf.Variable(2.0)
# --- cell ---
message = json.dumps({"p": params.numpy().tolist()})
received = tf.constant(json.loads(message)["p"])
loss = scale * tf.reduce_sum(received ** 2)

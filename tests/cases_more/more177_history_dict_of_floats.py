# source: constructed (loss averaged from the history)
# target: mean_loss
# sources: w, momentum
# expect: {"w": "left_tensorflow", "momentum": "ok"}
# culprit: {"w": 3}
# notes: What was appended to the history are Python floats.
# --- setup ---
import tensorflow as tf

w, momentum = tf.Variable([0.5, 1.5]), tf.Variable(0.9)
batches = tf.constant([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
history = {"loss": []}
# --- cell ---
for batch in batches:
    value = tf.square(tf.tensordot(w, batch, 1) - 1.0)
    history["loss"].append(value.numpy().item())
mean_loss = momentum * tf.reduce_mean(history["loss"])

# source: constructed
# target: loss
# sources: w, tau
# expect: {"w": "ok", "tau": "ok"}
# notes: Walrus names hold floats for the log; the tensors go on (no false alarm).
# --- setup ---
import tensorflow as tf

w, tau = tf.Variable([1.0, 2.0, 3.0]), tf.Variable(0.7)
log = {}
# --- cell ---
if (spread := float(tf.math.reduce_std(w))) > 0.1:
    log["spread"] = round(spread, 3)
probs = tf.nn.softmax(w / tau)
loss = -tf.reduce_sum(probs * tf.math.log(probs))
log["entropy"] = (val := loss.numpy()).item()
print(log, val.dtype)

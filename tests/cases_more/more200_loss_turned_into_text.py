# source: constructed (loss formatted for a progress bar)
# target: loss
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 3}
# notes: The name loss ends as a string.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.2, 0.7])
# --- cell ---
p = tf.nn.softmax(w)
loss = -tf.math.log(p[0])
loss = f"{loss:.4f}"

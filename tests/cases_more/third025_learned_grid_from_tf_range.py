# source: constructed (soft histogram with learned bin edges)
# target: entropy
# sources: low, width, samples
# expect: {"low": "registered_not_differentiable", "width": "ok", "samples": "ok"}
# culprit: {"low": 1}
# notes: Bin centres come from tf.range with a variable start: Range is not differentiable; the width is also used outside the range.
# --- setup ---
import tensorflow as tf

low = tf.Variable(-1.0)
width = tf.Variable(0.5)
samples = tf.Variable([0.1, -0.4, 0.8, 0.35])
# --- cell ---
centres = tf.range(low, low + 2.0, 0.5)
dist = (samples[:, None] - centres[None, :]) / width
member = tf.nn.softmax(-dist ** 2, axis=1)
mass = tf.reduce_mean(member, axis=0)
entropy = -tf.reduce_sum(mass * tf.math.log(mass + 1e-6))
print(f"{centres.shape[0]} bins, fullest {int(tf.argmax(mass))}")

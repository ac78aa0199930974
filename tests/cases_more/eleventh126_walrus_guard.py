# source: constructed (code as an engineer structures it)
# target: loss
# sources: left, right, margin
# expect: {"left": "ok", "right": "ok", "margin": "registered_not_differentiable"}
# culprit: {"margin": 3}
# notes: The gap bound by := is a tensor and stays connected; the margin appears only in the comparison.
# --- setup ---
import tensorflow as tf

left = tf.Variable([1.0, 4.0, 2.0])
right = tf.Variable([0.0, 1.0, 2.5])
margin = tf.Variable(0.75)
# --- cell ---
hinges = []
for i in range(3):
    if (gap := tf.abs(left[i] - right[i])) > margin:
        hinges.append(gap ** 2)
    else:
        hinges.append(0.1 * gap)
loss = tf.add_n(hinges)

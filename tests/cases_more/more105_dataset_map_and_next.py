# source: constructed (parameters passed through tf.data)
# target: loss
# sources: augment_strength, w
# expect: {"augment_strength": "stateful_op", "w": "ok"}
# culprit: {"augment_strength": 2}
# notes: The batch that next() hands out was produced by the input pipeline, which the tape does not see.
# --- setup ---
import tensorflow as tf

augment_strength, w = tf.Variable(0.3), tf.Variable([1.0, -1.0])
images = tf.constant([[0.2, 0.4], [0.6, 0.8]])
# --- cell ---
noisy = images * (1.0 + augment_strength)
stream = iter(tf.data.Dataset.from_tensors(noisy))
batch = next(stream)
loss = tf.reduce_sum(tf.linalg.matvec(batch, w) ** 2)

# source: https://github.com/tensorflow/tensorflow/issues/38751
# target: loss
# sources: noise_scale, w
# expect: {"noise_scale": "stateful_op", "w": "ok"}
# culprit: {"noise_scale": 1}
# notes: A dataset made of a Python generator that uses a variable.
# --- setup ---
import tensorflow as tf
noise_scale, w = tf.Variable(0.5), tf.Variable([[1.0], [2.0]])
def examples():
    for k in range(3):
        yield tf.random.stateless_normal([1, 2], [k, 1]) * noise_scale
# --- cell ---
data = tf.data.Dataset.from_generator(examples, output_signature=tf.TensorSpec([1, 2], tf.float32))
loss = tf.constant(0.0)
for batch in data:
    loss += tf.reduce_mean(tf.square(batch @ w))

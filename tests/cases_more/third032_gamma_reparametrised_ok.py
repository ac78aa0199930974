# source: https://github.com/tensorflow/probability/issues/1136
# target: loss
# sources: alpha, beta, logits
# expect: {"alpha": "ok", "beta": "ok", "logits": "ok"}
# notes: tf.random.gamma has implicit reparametrisation gradients; the categorical draw beside it only selects a component (no false alarm).
# --- setup ---
import tensorflow as tf

tf.random.set_seed(7)
alpha = tf.Variable([2.0, 0.5])
beta = tf.Variable([2.0, 3.0])
logits = tf.Variable([0.2, -0.1])
# --- cell ---
sample = tf.random.gamma(shape=(5,), alpha=alpha, beta=beta)
pick = tf.random.categorical(logits[None], 5)[0]
chosen = tf.gather(sample, pick, axis=1, batch_dims=0)
mix = tf.nn.softmax(logits)
loss = tf.reduce_mean(tf.linalg.matvec(sample, mix)) + tf.reduce_mean(chosen)

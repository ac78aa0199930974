# source: https://keras.io/api/random/
# target: loss
# sources: keep, logits, shape, faces, mean
# expect: {"keep": "registered_not_differentiable", "logits": "registered_not_differentiable", "shape": "ok", "faces": "left_tensorflow", "mean": "ok"}
# culprit: {"keep": 1, "logits": 2, "faces": 4}
# notes: keras.random: gamma and normal are differentiable in their parameters, binomial and categorical draw without a gradient, randint got a Python integer.
# --- setup ---
import tensorflow as tf
import keras

keep, shape, mean = tf.Variable(0.6), tf.Variable(1.8), tf.Variable(0.5)
logits = tf.Variable([[0.2, 0.8, -0.1]])
faces = tf.Variable(6.4)
values = tf.constant([1.0, 2.0, 5.0])
# --- cell ---
alive = keras.random.binomial((4,), 5, keep, seed=1)
pick = keras.random.categorical(logits, 4, seed=2)[0]
wait = keras.random.gamma((4,), shape, seed=3)
dice = keras.random.randint((4,), 1, int(faces) + 1, seed=4)
noise = keras.random.normal((4,), mean=mean, seed=5)
gain = alive * tf.gather(values, pick) + tf.cast(dice, tf.float32)
loss = tf.reduce_mean(gain * wait + noise ** 2)

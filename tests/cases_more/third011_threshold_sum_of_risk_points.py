# source: https://github.com/tensorflow/tensorflow/issues/47083
# target: loss
# sources: p_mail, p_phone, threshold, bias
# expect: {"p_mail": "integer_dtype", "p_phone": "integer_dtype", "threshold": "ok", "bias": "ok"}
# culprit: {"p_mail": 3, "p_phone": 3}
# notes: The weighted points are cut down to whole numbers with a cast before they are compared softly with the threshold.
# --- setup ---
import tensorflow as tf

p_mail = tf.Variable(9.0)
p_phone = tf.Variable(8.0)
threshold = tf.Variable(10.0)
bias = tf.Variable(0.5)
leaks = tf.constant([[1.0, 0.0], [1.0, 1.0], [0.3, 0.9], [0.0, 0.2]])
answer = tf.constant([0.0, 1.0, 0.0, 0.0])
# --- cell ---
weights = tf.stack([p_mail, p_phone])
points = tf.linalg.matvec(leaks, weights)
whole = tf.cast(points, tf.int32)
margin = tf.cast(whole, tf.float32) + bias - threshold
prob = tf.sigmoid(margin)
hits = tf.reduce_sum(tf.cast((prob > 0.5) == (answer > 0.5), tf.int32))
loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(answer, prob))
print("correct:", hits.numpy())

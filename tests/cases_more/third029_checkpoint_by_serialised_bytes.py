# source: constructed (parameter server simulation)
# target: loss
# sources: shard_a, shard_b
# expect: {"shard_a": "integer_dtype", "shard_b": "ok"}
# culprit: {"shard_a": 1}
# notes: One shard travels as bytes through serialize_tensor and parse_tensor; a string tensor carries no gradient.
# --- setup ---
import tensorflow as tf

shard_a = tf.Variable([0.2, -0.7, 1.5])
shard_b = tf.Variable([1.0, 1.0, -2.0])
x = tf.constant([[1.0, 2.0, 3.0], [0.5, 0.5, 0.5]])
# --- cell ---
message = tf.io.serialize_tensor(shard_a)
print(len(message.numpy()), "bytes on the wire")
received = tf.io.parse_tensor(message, tf.float32)
pred = tf.linalg.matvec(x, received + shard_b)
loss = tf.reduce_mean(tf.square(pred))

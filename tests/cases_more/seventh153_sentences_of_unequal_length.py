# source: https://www.tensorflow.org/guide/ragged_tensor
# target: objective
# sources: word_scores, length_logits, pad, order
# expect: {"word_scores": "ok", "length_logits": "integer_dtype", "pad": "ok", "order": "ok"}
# culprit: {"length_logits": 1}
# notes: Ragged rows of words: the row lengths come from a cast, the filler of the padded copy and the weights of the sentences are real floats.
# --- setup ---
import tensorflow as tf

word_scores = tf.Variable([0.2, -0.4, 1.1, 0.3, 0.9, -0.7])
length_logits = tf.Variable([2.9, 3.2, 1.4])
pad = tf.Variable(-1.0)
order = tf.Variable([0.5, 0.3, 0.2])
# --- cell ---
lengths = tf.cast(length_logits, tf.int64)
sentences = tf.RaggedTensor.from_row_lengths(word_scores, lengths)
means = tf.reduce_mean(sentences, axis=1)
padded = sentences.to_tensor(default_value=pad)
longest = int(sentences.bounding_shape()[1])
objective = tf.reduce_sum(order * means) + tf.reduce_sum(padded ** 2) / longest

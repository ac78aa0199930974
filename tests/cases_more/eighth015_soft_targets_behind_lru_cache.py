# source: constructed (distillation with cached teacher answers)
# target: loss
# sources: teacher, student, tau
# expect: {"teacher": "computed_before_tape", "student": "ok", "tau": "ok"}
# culprit: {"teacher": 2}
# notes: The teacher's answers per batch number are memoised and the first batch was already asked for; the temperature divides outside of the memoised function.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(815)
teacher, student = (tf.Variable(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2))
tau = tf.Variable(2.0)
batches = [tf.constant(rng.normal(size=(5, 4)).astype("float32")) for _ in range(2)]
@functools.lru_cache(maxsize=None)
def teacher_logits(k):
    return batches[k] @ teacher
agreement = tf.argmax(teacher_logits(0), axis=1)
teacher_logits.cache_info()
# --- cell ---
k = 0
soft = tf.nn.softmax(teacher_logits(k) / tau)
log_p = tf.nn.log_softmax(batches[k] @ student)
loss = -tf.reduce_mean(tf.reduce_sum(soft * log_p, axis=1))

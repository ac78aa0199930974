# source: https://www.tensorflow.org/text/tutorials/text_generation
# target: nll
# sources: temperature, emb, state0, recur, skip
# expect: {"temperature": "registered_not_differentiable", "emb": "ok", "state0": "computed_before_tape", "recur": "ok", "skip": "integer_dtype"}
# culprit: {"temperature": 2, "state0": 3}
# notes: One generation step, then the likelihood of the next character: the temperature only shapes the draw; the state was carried over from the warm-up of another cell.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
emb = tf.Variable(rng.normal(size=(5, 4)).astype("float32"))
recur = tf.Variable(rng.normal(size=(4, 4)).astype("float32"))
state0 = tf.Variable(np.zeros((1, 4), "float32"))
temperature = tf.Variable(0.8)
skip = tf.Variable(2)
def step(ids, state):
    state = tf.tanh(tf.gather(emb, ids) + state @ recur)
    return state, state @ tf.transpose(emb)
state, logits = step(tf.constant([1]), state0)
# --- cell ---
blocked = tf.one_hot([skip], 5) * -1e9
drawn = tf.random.categorical(logits / temperature + blocked, 1, seed=1)[:, 0]
state, logits = step(drawn, state)
nll = tf.nn.sparse_softmax_cross_entropy_with_logits([3], logits)
nll = tf.reduce_mean(nll + 0.0 * blocked[:, 0])

# source: constructed (top-1 routing)
# target: loss
# sources: expert0, expert1
# expect: {"expert0": "not_taken_branch", "expert1": "ok"}
# culprit: {"expert0": 3}
# notes: The router picks one expert through argmax and int(); the expert that was not picked is not run.
# --- setup ---
import tensorflow as tf

router = tf.Variable([[0.1, 0.8], [0.2, 0.9]])
expert0, expert1 = tf.Variable([[1.0], [2.0]]), tf.Variable([[-1.0], [0.5]])
x = tf.constant([[1.0, 1.0]])
# --- cell ---
gate = tf.nn.softmax(x @ router)
chosen = int(tf.argmax(gate, axis=1)[0])
y = x @ expert0 if chosen == 0 else x @ expert1
loss = tf.reduce_sum(y ** 2)

# source: constructed (repr and ast.literal_eval as a clipboard)
# target: err
# sources: kernel, shift, gate, spare
# expect: {"kernel": "left_tensorflow", "shift": "ok", "gate": "ok", "spare": "not_connected"}
# culprit: {"kernel": 1}
# notes: The kernel is pasted as text from one experiment to the next; the spare one is only printed.
# --- setup ---
import ast
import pprint
import tensorflow as tf

kernel = tf.Variable([[0.5, -0.5], [1.0, 0.25]])
shift, gate = tf.Variable([0.1, 0.2]), tf.Variable(0.4)
spare = tf.Variable([[9.0]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
clipboard = repr(kernel.numpy().tolist())
pprint.pprint({"spare": spare.numpy().tolist(), "gate": float(gate)})
pasted = tf.constant(ast.literal_eval(clipboard))
err = tf.reduce_sum(tf.sigmoid(gate) * (x @ pasted) ** 2 + tf.abs(shift))

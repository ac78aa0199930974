# source: constructed (capture patterns at module level)
# target: loss
# sources: a, b, c, gate
# expect: {"a": "ok", "b": "replaced_by_tensor", "c": "ok", "gate": "replaced_by_tensor"}
# culprit: {"b": 7, "gate": 7}
# notes: After the loss the record of the step is taken apart by a match statement: the captures b and gate are global names, and they were variables before.
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(0.5), tf.Variable([1.0, -2.0]), tf.Variable(0.1)
gate = tf.Variable([0.3, 0.3])
x = tf.constant([1.0, 3.0])
# --- cell ---
h = tf.nn.relu(a * x + b) * gate
loss = tf.reduce_sum(h ** 2) + c
step = {"kind": "sgd", "decayed": 0.9 * b, "tags": ["run", *tf.unstack(h * c)]}
match step:
    case {"kind": "adam", "moment": a}:
        print("adam", a)
    case {"kind": "sgd", "decayed": b, "tags": ["run", gate, *_]}:
        print("sgd", gate.shape, b.shape)

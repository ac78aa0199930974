# source: constructed (optional auxiliary loss)
# target: loss
# sources: main_w, aux_w
# expect: {"main_w": "ok", "aux_w": "not_taken_branch"}
# culprit: {"aux_w": 3}
# notes: The branch with the auxiliary head is skipped because its weight in the configuration is zero.
# --- setup ---
import tensorflow as tf

main_w = tf.Variable([1.0, -1.0])
aux_w = tf.Variable([0.5, 0.5])
x = tf.constant([2.0, 3.0])
cfg = {"aux_weight": 0.0}
# --- cell ---
main = tf.tensordot(main_w, x, 1)
loss = tf.square(main - 1.0)
if cfg["aux_weight"] > 0:
    aux = tf.tensordot(aux_w, x, 1)
    loss += cfg["aux_weight"] * tf.square(aux)

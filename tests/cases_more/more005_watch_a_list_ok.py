# source: constructed (watch with a nest)
# target: area
# sources: width, height
# expect: {"width": "ok", "height": "ok"}
# notes: tape.watch accepts a list; both plain tensors are watched before they are used (no false alarm).
# --- setup ---
import tensorflow as tf

width, height = tf.constant(2.0), tf.constant(3.5)
# --- cell ---
tape.watch([width, height])
area = width * height
message = "area is %.1f" % area.numpy()

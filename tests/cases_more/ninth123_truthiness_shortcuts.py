# source: constructed
# target: total
# sources: main_loss, backup_loss, penalty, scale
# expect: {"main_loss": "ok", "backup_loss": "not_taken_branch", "penalty": "not_taken_branch", "scale": "ok"}
# culprit: {"backup_loss": 1, "penalty": 2}
# notes: Python's or / and return one operand: the backup after a non-zero main loss and the penalty after a false flag never take part.
# --- setup ---
import tensorflow as tf

main_loss = tf.Variable(0.8)
backup_loss = tf.Variable(0.3)
penalty = tf.Variable(0.5)
scale = tf.Variable(2.0)
enabled = False
# --- cell ---
base = main_loss or backup_loss
extra = enabled and penalty
total = scale * base + float(extra)

# source: constructed (loss chosen by a match statement)
# target: loss
# sources: pred, delta, power
# expect: {"pred": "ok", "delta": "not_taken_branch", "power": "ok"}
# culprit: {"delta": 2}
# notes: Only the case that matches is executed. The case label itself would be a fair line, too.
# --- setup ---
import tensorflow as tf

pred, delta, power = tf.Variable([0.5, 3.0]), tf.Variable(1.0), tf.Variable(1.5)
mode = "power"
# --- cell ---
err = tf.abs(pred - 1.0)
match mode:
    case "huber":
        loss = tf.reduce_mean(tf.where(err < delta, 0.5 * err ** 2, delta * (err - 0.5 * delta)))
    case "power":
        loss = tf.reduce_mean(err ** power)

# source: constructed (code as an engineer structures it)
# target: loss
# sources: w, alpha
# expect: {"w": "ok", "alpha": "not_connected"}
# notes: The mapping pattern captures the number of the config under the name alpha, which hides the variable of that name inside the function.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.5, -1.5])
alpha = tf.Variable(0.01)
spec = {"kind": "ridge", "alpha": 0.01, "power": 2}

def penalty(spec, weights):
    match spec:
        case {"kind": "lasso"}:
            return alpha * tf.reduce_sum(tf.abs(weights))
        case {"kind": "ridge", "alpha": float(alpha), "power": int(power)}:
            return alpha * tf.reduce_sum(weights ** power)
        case _:
            return tf.constant(0.0)
# --- cell ---
fit = tf.square(tf.reduce_sum(w) - 1.0)
loss = fit + penalty(spec, w)

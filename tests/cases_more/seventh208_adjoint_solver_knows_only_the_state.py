# source: constructed (neural ODE with a hand-written adjoint)
# target: loss
# sources: y0, theta, t_end, n_steps
# expect: {"y0": "ok", "theta": "custom_gradient_none", "t_end": "custom_gradient_none", "n_steps": "integer_dtype"}
# culprit: {"theta": 1, "t_end": 1}
# notes: The backward function of the solver integrates the adjoint of the state and returns None for parameter and end time.
# --- setup ---
import tensorflow as tf

def field(y, th):
    return th * y * (1.0 - y)
@tf.custom_gradient
def solve(y, th, t):
    h = t / 8.0
    path = [y]
    for _ in range(8):
        path.append(path[-1] + h * field(path[-1], th))
    def adjoint(up):
        lam = up
        for point in reversed(path[:-1]):
            lam = lam * (1.0 + h * th * (1.0 - 2.0 * point))
        return lam, None, None
    return path[-1], adjoint
y0, theta, t_end = tf.Variable([0.1, 0.3]), tf.Variable(1.5), tf.Variable(2.0)
n_steps = tf.Variable(8)
# --- cell ---
final = solve(y0, theta, t_end)
error = tf.reduce_sum((final - 0.8) ** 2)
loss = error / tf.cast(n_steps, tf.float32)

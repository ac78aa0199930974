# source: constructed (neural ODE, adjoint by hand)
# target: loss
# sources: y0, theta, readout, horizon
# expect: {"y0": "ok", "theta": "custom_gradient_none", "readout": "ok", "horizon": "custom_gradient_none"}
# culprit: {"theta": 2, "horizon": 2}
# notes: The solver's hand-written adjoint answers for the initial state only; the parameters and the horizon get None from it.
# --- setup ---
import numpy as np
import tensorflow as tf

y0 = tf.Variable([1.0, -0.5])
theta = tf.Variable([0.3, 0.8])
readout, horizon = tf.Variable([1.0, 2.0]), tf.Variable(1.5)
def field(y, p):
    return -p * y + tf.sin(y)
@tf.custom_gradient
def odeint(y, p, t_end):
    steps = 8
    h = t_end / steps
    state = y
    for _ in range(steps):
        k = field(state + 0.5 * h * field(state, p), p)
        state = state + h * k
    def adjoint(a):
        for _ in range(steps):
            a = a - h * a * (p - tf.cos(state))
        return a, None, None
    return state, adjoint
# --- cell ---
start = tf.nn.softplus(y0)
final = odeint(start, theta, horizon)
prediction = tf.reduce_sum(final * readout)
loss = (prediction - 0.25) ** 2

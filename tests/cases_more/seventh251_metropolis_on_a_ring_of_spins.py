# source: constructed (statistical physics: Ising chain)
# target: free
# sources: coupling, field, beta, start, jump
# expect: {"coupling": "ok", "field": "ok", "beta": "registered_not_differentiable", "start": "ok", "jump": "not_taken_branch"}
# culprit: {"beta": 9, "jump": 6}
# notes: Spins come from tf.sign, whose gradient is zero but not None; the inverse temperature only decides about acceptance, and no proposal uses the jump.
# --- setup ---
import tensorflow as tf

coupling, field = tf.Variable(1.0), tf.Variable(0.3)
beta, jump = tf.Variable(0.5), tf.Variable(0.1)
start = tf.Variable([0.4, -0.2, 0.9, -0.7])
proposals = [(0, 0.9), (2, 0.1), (3, 0.99)]
wild = False
# --- cell ---
def energy(s):
    return -coupling * tf.reduce_sum(s * tf.roll(s, 1, 0)) - field * tf.reduce_sum(s)
spins = tf.sign(start)
for site, u in proposals:
    flipped = tf.tensor_scatter_nd_update(spins, [[site]], [-spins[site]])
    if wild:
        flipped = flipped * (1.0 + jump)
    delta = tf.stop_gradient(energy(flipped) - energy(spins))
    if u < tf.exp(-beta * delta):
        spins = flipped
free = energy(spins)

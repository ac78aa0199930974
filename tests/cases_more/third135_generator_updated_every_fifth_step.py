# source: constructed (WGAN training step)
# target: loss
# sources: critic_w, gen_w, gp
# expect: {"critic_w": "ok", "gen_w": "not_taken_branch", "gp": "ok"}
# culprit: {"gen_w": 2}
# notes: The generator term is added every n_critic steps only, in a helper defined earlier; this is step 3.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
critic_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
gen_w = tf.Variable(rng.normal(size=(2, 2)).astype("float32"))
gp = tf.Variable(0.1)
real = tf.constant(rng.normal(size=(4, 2)).astype("float32"))
noise = tf.constant(rng.normal(size=(4, 2)).astype("float32"))
n_critic = 5
def step_loss(step):
    total = -tf.reduce_mean(real @ critic_w) + gp * tf.reduce_sum(critic_w ** 2)
    if step % n_critic == 0:
        fake = tf.tanh(noise @ gen_w)
        total += tf.reduce_mean(fake @ critic_w)
    return total
# --- cell ---
step = 3
loss = step_loss(step)
print("step", step, "loss", float(loss))

# source: constructed on a guide
# target: total
# sources: kl_w, adv_w, recon_w
# expect: {"kl_w": "not_taken_branch", "adv_w": "ok", "recon_w": "ok"}
# culprit: {"kl_w": 5}
# notes: A loss is disabled by a config flag; the loop over the terms skips it.
# --- setup ---
import tensorflow as tf
cfg = {"recon": True, "kl": False, "adv": True}
recon_w, kl_w, adv_w = tf.Variable(1.0), tf.Variable(0.1), tf.Variable(0.01)
x = tf.constant([0.2, 0.4, 0.9])
x_hat = tf.constant([0.1, 0.5, 0.7])
mu, logvar = tf.constant([0.1, -0.2]), tf.constant([0.0, 0.1])
# --- cell ---
log = {}
total = tf.constant(0.0)
if cfg["recon"]:
    log["recon"] = recon_w * tf.reduce_mean((x - x_hat) ** 2)
if cfg["kl"]:
    log["kl"] = kl_w * -0.5 * tf.reduce_sum(1 + logvar - mu ** 2 - tf.exp(logvar))
if cfg["adv"]:
    log["adv"] = adv_w * tf.nn.softplus(-tf.reduce_sum(x_hat))
for name, value in log.items():
    total += value
    print(f"{name:>6}: {float(value):.4f}")

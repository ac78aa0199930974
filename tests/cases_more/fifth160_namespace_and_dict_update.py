# source: https://github.com/tensorflow/tensorflow/issues/62797
# target: loss
# sources: tau, gamma, q
# expect: {"tau": "left_tensorflow", "gamma": "ok", "q": "ok"}
# culprit: {"tau": 1}
# notes: Learned settings are merged into an argparse namespace, one as a float.
# --- setup ---
import argparse
import tensorflow as tf
args = argparse.Namespace(tau=0.01, gamma=0.9, steps=3)
def soft_value(q, cfg):
    return cfg.tau * tf.reduce_logsumexp(q / cfg.tau) * cfg.gamma
tau, gamma, q = tf.Variable(0.5), tf.Variable(0.95), tf.Variable([1.0, 2.0, 0.5])
# --- cell ---
learned = {"tau": tau.numpy().item(), "gamma": gamma}
vars(args).update(learned)
value = soft_value(q, args)
loss = tf.square(value - 1.0)

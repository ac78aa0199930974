# source: constructed (collections.ChainMap)
# target: loss
# sources: default_lr, user_lr, decay
# expect: {"default_lr": "not_connected", "user_lr": "ok", "decay": "ok"}
# culprit: {"default_lr": 3}
# notes: The user's map hides the default learning rate; writing to the chain stores the halved decay in the first map, as a tensor.
# --- setup ---
from collections import ChainMap
import tensorflow as tf

default_lr, user_lr, decay = tf.Variable(0.1), tf.Variable(0.02), tf.Variable(0.5)
defaults = {"lr": default_lr, "decay": decay, "steps": 3}
user = {"lr": user_lr}
start = tf.constant(4.0)
# --- cell ---
conf = ChainMap(dict(user), defaults)
conf["decay"] = conf["decay"] * 0.5
lr = conf["lr"]
w = start
for step in range(conf["steps"]):
    w = w - lr * 2.0 * w / (1.0 + conf["decay"] * step)
loss = w ** 2

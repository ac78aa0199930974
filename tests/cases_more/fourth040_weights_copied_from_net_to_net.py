# source: constructed
# target: loss
# sources: actor_kernel, target_kernel
# expect: {"actor_kernel": "stateful_op", "target_kernel": "ok"}
# culprit: {"actor_kernel": 1}
# notes: The target network gets the actor's weights by set_weights inside the tape: they leave by get_weights and are written; the write is nearest the target.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
actor, target_net = keras.layers.Dense(2), keras.layers.Dense(2)
x = tf.ones([3, 4])
actor(x), target_net(x)
actor_kernel, target_kernel = actor.kernel, target_net.kernel
# --- cell ---
target_net.set_weights(actor.get_weights())
out = target_net(x)
loss = tf.reduce_mean(out ** 2)

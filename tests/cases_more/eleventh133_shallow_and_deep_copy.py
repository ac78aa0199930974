# source: constructed (code as an engineer structures it)
# target: loss
# sources: shared_kernel, own_kernel
# expect: {"shared_kernel": "ok", "own_kernel": "wrong_object"}
# culprit: {"own_kernel": 3}
# notes: copy.copy of a module shares its variables, copy.deepcopy makes new ones.
# --- setup ---
import copy
import tensorflow as tf

class Block(tf.Module):
    def __init__(self, seed):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([2, 2], [seed, 0]))
        self.activation = tf.tanh

    def __call__(self, x):
        return self.activation(x @ self.kernel)

encoder, decoder = Block(1), Block(2)
shared_kernel, own_kernel = encoder.kernel, decoder.kernel
x = tf.constant([[0.5, 1.0], [-1.0, 0.3]])
# --- cell ---
linear_encoder = copy.copy(encoder)
linear_encoder.activation = tf.identity
linear_decoder = copy.deepcopy(decoder)
linear_decoder.activation = tf.identity
recon = linear_decoder(linear_encoder(x))
loss = tf.reduce_mean((recon - x) ** 2)

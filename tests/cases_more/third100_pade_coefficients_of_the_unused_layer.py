# source: https://github.com/alirezaafzalaghaei/rKAN/issues/1
# target: loss
# sources: alpha_p, beta_p, zeta_q
# expect: {"alpha_p": "ok", "beta_p": "ok", "zeta_q": "registered_not_differentiable"}
# culprit: {"zeta_q": 1}
# notes: Rational activation: the order of the Bessel-like term goes through the first argument of tf.math.zeta, for which there is no gradient.
# --- setup ---
import tensorflow as tf

class Rational:
    def __init__(self, a, b, z):
        self.a, self.b, self.z = a, b, z
    def __call__(self, x):
        top = self.a * x + x ** 2
        bottom = 1.0 + tf.abs(self.b * x)
        return top / bottom * tf.math.zeta(self.z, 1.0 + tf.nn.softplus(x))
alpha_p, beta_p, zeta_q = tf.Variable(0.3), tf.Variable(0.7), tf.Variable(2.5)
act = Rational(alpha_p, beta_p, zeta_q)
x = tf.linspace(-1.0, 1.0, 5)
# --- cell ---
y = act(x)
worst = int(tf.argmax(tf.abs(y)))
loss = tf.reduce_mean((y - tf.sin(x)) ** 2)
print("worst at", worst)

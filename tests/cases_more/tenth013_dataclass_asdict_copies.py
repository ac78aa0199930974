# source: constructed
# target: rmse
# sources: gain, tau, drift
# expect: {"gain": "wrong_object", "tau": "wrong_object", "drift": "ok"}
# culprit: {"gain": 1, "tau": 1}
# notes: dataclasses.asdict deep-copies its leaves, so the step response is computed with fresh copies of the variables.
# --- setup ---
import dataclasses
import tensorflow as tf

@dataclasses.dataclass
class Plant:
    gain: tf.Variable
    tau: tf.Variable

def respond(t, *, gain, tau, drift):
    return gain * (1.0 - tf.exp(-t / tau)) + drift * t

plant = Plant(gain=tf.Variable(2.0), tau=tf.Variable(0.7))
gain, tau = plant.gain, plant.tau
drift = tf.Variable(0.01)
t = tf.linspace(0.0, 3.0, 12)
measured = 1.8 * (1.0 - tf.exp(-t / 0.5))
# --- cell ---
kwargs = dataclasses.asdict(plant)
y = respond(t, drift=drift, **kwargs)
rmse = tf.sqrt(tf.reduce_mean((y - measured) ** 2))

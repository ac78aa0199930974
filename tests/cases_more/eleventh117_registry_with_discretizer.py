# source: constructed (code as an engineer structures it)
# target: loss
# sources: age, income
# expect: {"age": "integer_dtype", "income": "ok"}
# culprit: {"age": 2}
# notes: Preprocessing steps come out of a registry; the one chosen for the age column puts it in buckets, whose numbers are integers.
# --- setup ---
import keras
import tensorflow as tf

STEPS = {}

def step(name):
    def register(factory):
        STEPS[name] = factory
        return factory
    return register

@step("scale")
def scaling(mean, std):
    return lambda column: (column - mean) / std

@step("bucket")
def bucket(edges):
    binner = keras.layers.Discretization(bin_boundaries=edges)
    return lambda column: tf.cast(binner(column), tf.float32) / len(edges)

def build(kind, **options):
    return STEPS[kind](**options)

columns = {
    "age": build("bucket", edges=[18.0, 35.0, 60.0]),
    "income": build("scale", mean=40.0, std=10.0),
}
age = tf.Variable([22.0, 47.0, 71.0])
income = tf.Variable([30.0, 52.0, 41.0])
kernel = tf.constant([[0.4], [-0.7]])
# --- cell ---
row = {"age": age, "income": income}
features = tf.stack([columns[name](row[name]) for name in columns], axis=1)
loss = tf.reduce_mean((features @ kernel) ** 2)

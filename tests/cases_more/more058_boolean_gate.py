# source: constructed (spikes as booleans)
# target: current
# sources: potential, synapse
# expect: {"potential": "integer_dtype", "synapse": "ok"}
# culprit: {"potential": 2}
# notes: Casting to bool and back keeps only zero or not zero; bool tensors carry no gradient.
# --- setup ---
import tensorflow as tf

potential = tf.Variable([-0.2, 0.7, 1.3])
synapse = tf.Variable([[0.1, 0.2, 0.3]])
# --- cell ---
drive = tf.nn.relu(potential)
spikes = tf.cast(drive, tf.bool)
current = tf.reduce_sum(tf.linalg.matvec(synapse, tf.cast(spikes, tf.float32)))

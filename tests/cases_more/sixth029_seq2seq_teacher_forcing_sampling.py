# source: constructed on a guide
# target: loss
# sources: emb, out_w, h_w, start_tok_emb
# expect: {"emb": "ok", "out_w": "ok", "h_w": "ok", "start_tok_emb": "not_taken_branch"}
# culprit: {"start_tok_emb": 5}
# notes: The learned start embedding is used only at free-running steps; teacher forcing is on.
# --- setup ---
import numpy as np
import tensorflow as tf
V, D = 6, 4
rng = np.random.default_rng(0)
emb = tf.Variable(rng.normal(size=(V, D)).astype("float32"))
start_tok_emb = tf.Variable(rng.normal(size=(1, D)).astype("float32"))
h_w = tf.Variable(rng.normal(size=(2 * D, D)).astype("float32") * 0.3)
out_w = tf.Variable(rng.normal(size=(D, V)).astype("float32"))
target_seq = [1, 4, 2, 5]
teacher_forcing = True
def rnn_step(h, e):
    return tf.tanh(tf.concat([h, e], 1) @ h_w)
# --- cell ---
h = tf.zeros([1, D])
loss, decoded = 0.0, []
prev = target_seq[0]
for t in range(1, len(target_seq)):
    if teacher_forcing:
        e = tf.nn.embedding_lookup(emb, [prev])
    else:
        e = start_tok_emb if t == 1 else tf.gather(emb, [prev])
    h = rnn_step(h, e)
    logits = h @ out_w
    loss += tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[target_seq[t]], logits=logits))
    decoded.append(int(tf.argmax(logits[0])))
    prev = target_seq[t] if teacher_forcing else decoded[-1]
print(decoded)

# source: constructed
# target: hinge
# sources: trans, emit, margin
# expect: {"trans": "ok", "emit": "ok", "margin": "registered_not_differentiable"}
# culprit: {"margin": 2}
# notes: Structured hinge loss: the margin only influences which path is decoded (argmax, then int); the scores of the two paths are differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf

T, S = 4, 3
rng = np.random.default_rng(50)
trans = tf.Variable(rng.normal(size=(S, S)).astype("float32"))
emit = tf.Variable(rng.normal(size=(T, S)).astype("float32"))
margin = tf.Variable(0.5)
gold = [0, 2, 1, 1]

def path_score(tags):
    s = sum(emit[t, y] for t, y in enumerate(tags))
    return s + sum(trans[a, b] for a, b in zip(tags, tags[1:]))

def viterbi(unary):
    best, back = unary[0], []
    for t in range(1, T):
        scores = best[:, None] + trans + unary[t][None, :]
        back.append(tf.argmax(scores, axis=0))
        best = tf.reduce_max(scores, axis=0)
    y = int(tf.argmax(best))
    tags = [y]
    for bp in reversed(back):
        y = int(bp[y])
        tags.insert(0, y)
    return tags
# --- cell ---
cost = margin * (1.0 - tf.one_hot(gold, S))
guess = viterbi(emit + cost)
hinge = path_score(guess) - path_score(gold) + 1.0

# source: constructed (copy.copy, copy.deepcopy and list() of modules)
# target: loss
# sources: enc_w, dec_w, codes
# expect: {"enc_w": "ok", "dec_w": "wrong_object", "codes": "ok"}
# culprit: {"dec_w": 2}
# notes: A shallow copy of a module shares its variables, a deep copy has variables of its own; list(bank) copies only the list.
# --- setup ---
import copy
import tensorflow as tf

class Linear(tf.Module):
    def __init__(self, w):
        self.w = tf.Variable(w)
    def __call__(self, t):
        return t @ self.w

enc, dec = Linear([[0.5, -0.5], [1.0, 0.3]]), Linear([[0.2, 0.1], [0.4, -0.7]])
codes = tf.Variable([0.1, 0.2])
bank = [codes]
enc_w, dec_w = enc.w, dec.w
student = copy.copy(enc)
student.name_tag = "student"
teacher = copy.deepcopy(dec)
snapshot = list(bank)
x = tf.constant([[1.0, 2.0], [0.0, -1.0]])
# --- cell ---
hidden = tf.tanh(student(x) + snapshot[0])
recon = teacher(hidden)
loss = tf.reduce_mean((recon - x) ** 2)

# source: constructed (concurrent.futures and queue)
# target: loss
# sources: pooled, forwarded, local
# expect: {"pooled": "recording_stopped", "forwarded": "ok", "local": "ok"}
# culprit: {"pooled": 7}
# notes: A tensor that only travels through a thread keeps its history; one that is computed in the thread has none: the tape listens to its own thread only.
# --- setup ---
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
import tensorflow as tf

pooled, forwarded, local = tf.Variable(0.6), tf.Variable(1.1), tf.Variable(-0.3)
def heavy(v):
    return tf.exp(v) + v ** 2
inbox, outbox = queue.Queue(), queue.Queue()
def postman():
    while (item := inbox.get()) is not None:
        outbox.put(item)
# --- cell ---
worker = threading.Thread(target=postman, daemon=True)
worker.start()
inbox.put(heavy(forwarded))
inbox.put(None)
worker.join()
with ThreadPoolExecutor(max_workers=1) as executor:
    job = executor.submit(heavy, pooled)
loss = outbox.get() * local + job.result()

# source: constructed (Dijkstra with a priority queue)
# target: cost
# sources: ab, bc, ac, toll
# expect: {"ab": "ok", "bc": "ok", "ac": "not_connected", "toll": "ok"}
# notes: Dijkstra compares floats and adds tensors: the roads on the shortest way and the toll have gradients, the direct road was looked at but not taken.
# --- setup ---
import heapq
import tensorflow as tf

ab, bc, ac = tf.Variable(1.0), tf.Variable(1.5), tf.Variable(4.0)
toll = tf.Variable(0.25)
roads = {"a": {"b": ab, "c": ac}, "b": {"c": bc}, "c": {}}
# --- cell ---
heap, best = [(0.0, "a", tf.constant(0.0))], {}
while heap:
    key, place, length = heapq.heappop(heap)
    if place in best:
        continue
    best[place] = length
    for neighbour, road in roads[place].items():
        longer = length + road + toll
        heapq.heappush(heap, (float(longer), neighbour, longer))
cost = best["c"] ** 2

// Groups that open where they stand: a frame takes the node's place, and the rest makes room. The plane is stretched
// where a frame needs more of it, so that what stood left of something, or above it, still does and nothing overlaps.
const PAD = 8, LID = 24, GAP = 60;

function badge(node) {
  const corners = points(query('polygon', node.el).getAttribute('points')), ink = svg.getAttribute('fill');
  const sign = make('g', { class: 'tv-badge' }, node.el);
  move(sign, [Math.max(...corners.map(p => p[0])) - 3, Math.min(...corners.map(p => p[1])) + 3]);
  make('circle', { r: 7, fill: paper(), stroke: ink }, sign);
  make('path', { d: 'M-4 0h8M0 -4v8', stroke: ink, 'stroke-width': 1.6 }, sign);
  set(node.el, { 'aria-expanded': false });
}
function paper() { return query('g>polygon', svg).getAttribute('fill'); }
function points(text) {
  const all = text.match(/-?[\d.]+/g).map(Number);
  return all.filter((_, n) => n % 2 === 0).map((x, n) => [x, all[2 * n + 1]]);
}

function toggle(node) {
  const before = rect(node.el), scale = before && rect(svg).width / width;
  if (node.open) shut(node);
  else unfold(node);
  set(node.el, { 'aria-expanded': !!node.open });
  const size = measure(whole);
  paint(whole);
  extend(size, scale);
  const after = rect(node.el);
  box.scrollBy(after.x - before.x, after.y - before.y);
  reveal(node);
  if (find.value) search();
  if (steps.length) show();
}
function unfold(node) {
  node.made = node.made || inner(node);
  measure_boxes(node.view);
  node.open = node.made;
  [...node.el.children].forEach(part => set(part, { display: 'none' }));
  frame(node);
  node.el.parentNode.append(node.open.holder);
  measure_boxes(node.open);
  node.view.edges.forEach(edge => lines(edge).forEach(el => el.parentNode.append(el)));
}
function shut(node) {
  node.open.holder.remove();
  node.frame.remove();
  node.open = null;
  [...node.el.children].forEach(part => part.removeAttribute('display'));
}
function inner(node) {
  const holder = make('g', { class: 'tv-inside' }, svg);
  holder.append(query('g', parsed('<svg xmlns="http://www.w3.org/2000/svg">' + drawn[node.inside].s + '</svg>')));
  const view = take(query('g', holder), node.inside, node);
  view.holder = holder;
  return view;
}
function frame(node) {
  const shape = query('polygon', node.el), ink = shape.getAttribute('stroke');
  node.frame = make('g', { class: 'tv-frame' }, node.el);
  node.back = make('rect', { stroke: ink, fill: paper(), rx: 4 }, node.frame);
  const lid = make('g', { class: 'tv-lid' }, node.frame);
  node.top = make('rect', { stroke: ink, fill: shape.getAttribute('fill'), height: LID - 6, rx: 4 }, lid);
  node.title = make('text', {}, lid, '\u2212  ' + node.name);
}

// What a closed group would show counts as the group's own.
function within(number, wanted) {
  const { s, f } = drawn[number];
  return s.replace(/<[^>]*>/g, ' ').toLowerCase().includes(wanted) || f.some(fact => fact[2] && within(fact[2], wanted));
}

// ---- sizes, from the innermost frames out
function measure_boxes(view) {
  if (view.measured) return;
  view.measured = true;
  const shift = /translate\(([-\d.]+)[\s,]+([-\d.]+)\)/.exec(view.g.getAttribute('transform'));
  view.shift = [+shift[1], +shift[2]];
  view.nodes.forEach(node => node.box = query('polygon,rect,path,ellipse', node.el).getBBox());
  view.edges.forEach(edge => edge.points = points(query('path', edge.el).getAttribute('d')));
  const all = svg.viewBox.baseVal;
  view.size = view.up ? [view.facts.w, view.facts.h] : [all.width, all.height];
}
function measure(view) {
  const wide = [], high = [];
  view.nodes.filter(node => node.open).forEach(node => {
    const [w, h] = measure(node.open), b = node.box;
    node.size = [Math.max(w + 2 * PAD, node.title.getBBox().width + 4 * PAD), h + PAD + LID];
    wide.push([b.x, b.x + b.width, node.size[0]]);
    high.push([b.y, b.y + b.height, node.size[1]]);
  });
  const x = stretched(wide), y = stretched(high);
  view.map = p => [x(p[0]), y(p[1])];
  view.bent = wide.length > 0;
  view.ports = {};
  view.edges.forEach(({ ends, points }) => {
    if (!ends[0].el) view.ports[ends[0]] = plus(view.map(points[0]), view.shift);
    if (!ends[1].el) view.ports[ends[1]] = plus(view.map(points[points.length - 1]), view.shift);
  });
  return plus(view.size, [x(1e6) - 1e6, y(1e6) - 1e6]);
}
// A map of one axis that makes each [from, to] at least as long as it is wanted, and nothing shorter.
function stretched(wanted) {
  const cuts = [...new Set(wanted.flatMap(one => one.slice(0, 2)))].sort((a, b) => a - b);
  const parts = cuts.slice(1).map((to, n) => [cuts[n], to, Math.max(1, ...wanted.filter(
    one => one[0] <= cuts[n] && one[1] >= to).map(one => one[2] / (one[1] - one[0])))]);
  return at => parts.reduce((sum, [from, to, by]) => sum + clamp(at - from, 0, to - from) * (by - 1), at);
}
function plus(one, other) { return [one[0] + other[0], one[1] + other[1]]; }

// ---- places, from the outermost frame in
function paint(view) {
  view.nodes.forEach(node => {
    const b = node.box, from = view.map([b.x, b.y]), to = view.map([b.x + b.width, b.y + b.height]);
    const middle = plus(from, minus(to, from).map(side => side / 2));
    node.by = minus(middle, [b.x + b.width / 2, b.y + b.height / 2]);
    if (!node.open) { move(node.el, node.by); return; }
    const corner = node.corner = minus(middle, node.size.map(side => side / 2));
    node.el.removeAttribute('transform');
    set(node.back, { x: corner[0], y: corner[1], width: node.size[0], height: node.size[1] });
    set(node.top, { x: corner[0], y: corner[1], width: node.size[0] });
    set(node.title, { x: corner[0] + PAD, y: corner[1] + 13 });
    move(node.open.holder, plus(corner, [PAD, LID]));
    paint(node.open);
  });
  view.edges.forEach(edge => {
    // Where an end is open there is a line for each value.
    const values = edge.ends.some(end => end.open) && edge.values.length ? edge.values : [0], more = edge.more;
    more.splice(values.length - 1).forEach(el => el.remove());
    while (more.length < values.length - 1) {
      const copy = edge.el.cloneNode(true);
      parts(copy).label.forEach(part => part.remove());
      more.push(copy);
      edge.el.after(copy);
    }
    lines(edge).forEach((el, n) => trace(edge, el, values[n]));
  });
  if (!view.up) {
    [...view.g.children].filter(part => part.nodeName === 'text').forEach(text => follow(view, text, [text]));
    const sheet = query('polygon', view.g);
    view.paper = view.paper || points(sheet.getAttribute('points'));
    set(sheet, { points: view.paper.map(view.map).join(' ') });
  }
}
function parts(el) {
  const path = query('path', el), rest = [...el.children].slice([...el.children].indexOf(path) + 1);
  const hasArrow = rest[0] && rest[0].nodeName !== 'text';
  return { path, arrow: hasArrow ? rest[0] : null, label: rest.slice(hasArrow ? 1 : 0) };
}
function trace(edge, el, value) {
  const { view, ends } = edge, { path, arrow, label } = parts(el);
  // In small pieces a curve goes where its every point goes, and crosses nothing that it did not cross before.
  if (view.bent) edge.fine = edge.fine || divided(edge.points);
  const points = view.bent ? edge.fine : edge.points, last = points.length - 1;
  const bent = points.map(view.map);
  const first = minus(meet(view, ends[0], 'o' + value, points[0], bent[0]), bent[0]);
  const second = minus(meet(view, ends[1], 'i' + value, points[last], bent[last]), bent[last]);
  // Across a gap a line goes straight from one to the other; a longer one keeps to its way in between.
  const fast = Math.hypot(...minus(bent[last], bent[0])) < GAP ? 1 : 3;
  const there = bent.map((p, n) => {
    const near = (n - 1) / (last - 2), start = clamp(1 - fast * near, 0, 1), end = clamp(1 - fast * (1 - near), 0, 1);
    return plus(p, [0, 1].map(side => first[side] * start + second[side] * end));
  });
  smooth(there);
  set(path, { d: 'M' + there[0] + 'C' + there.slice(1).join(' ') });
  if (arrow) {
    move(arrow, minus(there[last], points[last]));
    set(arrow, { visibility: ends[1].open ? 'hidden' : 'inherit' });
  }
  follow(view, label.find(part => part.nodeName === 'text'), label);
}
// Each curve of a line as eight, by its blossom (Ramshaw 1987).
function divided(line) {
  const fine = [line[0]];
  for (let n = 0; n + 3 < line.length; n += 3) {
    for (let part = 0; part < 8; part++) {
      const from = part / 8, to = from + 1 / 8;
      [[from, from, to], [from, to, to], [to, to, to]].forEach(times => fine.push(times.reduce(
        (all, t) => all.slice(1).map((p, k) => plus(all[k], minus(p, all[k]).map(side => side * t))),
        line.slice(n, n + 4))[0]));
    }
  }
  return fine;
}
// Where two curves of a line meet, what bends them on both sides stays in one direction.
function smooth(line) {
  for (let n = 3; n < line.length - 1; n += 3) {
    const way = minus(line[n + 1], line[n - 1]), far = Math.hypot(...way) || 1;
    [n - 1, n + 1].forEach(side => {
      const length = Math.hypot(...minus(line[side], line[n])) * (side - n) / far;
      line[side] = plus(line[n], way.map(part => part * length));
    });
  }
}
// Where a line meets what it leads to: a node, the port of a value in an open frame, or the frame around.
function meet(view, end, port, old, bent) {
  const [x, y] = bent;
  if (!end.el) {
    // What comes in from above is led on below the lid.
    const edge = minus(end[0] === 'i' ? [0, LID - 6] : view.up.size, plus([PAD, LID], view.shift));
    return across ? [edge[0], y] : [x, edge[1]];
  }
  if (!end.open) return plus(old, end.by);
  const at = end.open.ports[port], [left, top] = end.corner, [w, h] = end.size;
  if (!at) return [clamp(x, left, left + w), clamp(y, top, top + h)];
  const out = port[0] === 'o';
  return across ? [left + out * w, top + LID + at[1]] : [left + PAD + at[0], top + out * h];
}
function follow(view, text, all) {
  if (!text) return;
  const at = [+text.getAttribute('x'), +text.getAttribute('y')];
  all.forEach(part => move(part, minus(view.map(at), at)));
}
function move(el, by) { set(el, { transform: 'translate(' + by + ')' }); }
function extend(size, scale) {
  const all = svg.viewBox.baseVal, factor = width / all.width;
  [all.width, all.height] = size;
  [width, height] = size.map(side => side * factor);
  set(svg, { width: width, height: height });
  limit(most());
  resize(scale);
}

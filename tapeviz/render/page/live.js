// Makes the picture of one output live: inline SVG to pan, zoom, search, ask, walk through by keys and save.
// Everything it shows is also there without it. `drawn` is the picture and then the inside of each group that opens:
// `f` holds [lines, [label, text, ...], number of the inside, and the steps of it] for each node (what is nothing at the end
// is left out), `k` the values that an edge stands for.
const root = document.currentScript.parentNode, [drawn, steps, across] = root.tapeviz, nodes = [], edges = [];
// A page saved by the browser holds the live picture too, which is made anew.
all('.tv-own').forEach(part => part.remove());
const box = query('.tv-scroll'), figure = box.parentNode, img = query('img', box), code = query('.tv-code');
// What `escape` writes of bytes is what `decodeURIComponent` reads as UTF-8.
const svg = parsed(decodeURIComponent(escape(atob(img.src.split(',')[1]))));
const rows = all('.tv-row');
let width = +svg.getAttribute('width'), height = +svg.getAttribute('height'), current, chosen, hits = [], from, moved, quiet;
// Its own colours follow the reader's system; here those of the page hold.
set(query('style', svg), { media: 'not all' });
img.style.display = '';
set(svg, { role: 'group', class: 'tv-own tv-picture', style: img.style.cssText });
const whole = take(query('g', svg), 0);
img.style.display = 'none';
make('style', { class: 'tv-own' }, box, LIVE_SHEET);
box.append(svg);
focusable(nodes[0]);
// JupyterLab's own keys are not meant here.
set(root, { 'data-lm-suppress-shortcuts': true });

// ---- what is drawn: a view is the picture, or the inside of a group
function take(g, number, up) {
  const view = { g, up, facts: drawn[number] };
  view.nodes = view.facts.f.map((fact, i) => {
    const el = query('#' + root.id + (number || '') + 'n' + i, g), title = query('title', el);
    const label = (title || el).textContent.trim(), hay = [label, fact[1]].join().toLowerCase();
    const node = { el, view, hay, name: label.split('. ')[0] };
    [node.lines, node.said = [], node.inside, node.runs = [], node.pulls = [], node.gets = []] = fact;
    if (title) title.remove();
    set(el, { role: 'button', 'aria-label': label, 'aria-pressed': false, tabindex: -1 });
    if (node.inside) badge(node);
    return node;
  });
  view.edges = all('.tv-edge', g).map(el => {
    const ends = el.dataset.e || '';
    return { el, view, ends: ends.split(' ').map(end => view.nodes[end] || end), values: view.facts.k[ends] || [], more: [] };
  });
  nodes.push(...view.nodes);
  edges.push(...view.edges);
  return view;
}
function lines(edge) { return [edge.el, ...edge.more]; }
function shown() { return nodes.filter(node => seen(node.view)); }
function seen(view) { return !view.up || view.up.open === view && seen(view.up.view); }
function at_line(number) { return shown().filter(node => node.lines.includes(number)); }

// ---- controls
const bar = make('div', { class: 'tv-own tv-bar', role: 'toolbar', 'aria-label': 'Picture' }, figure);
const tip = make('div', { class: 'tv-own tv-tip', id: root.id + 'tip', hidden: '' }, figure);
button('\u2212', 'Zoom out (-)', () => zoom(0.8));
button('+', 'Zoom in (+)', () => zoom(1.25));
button('Fit', 'Fit view (0)', fit);
const find = make('input', { type: 'search', placeholder: 'Search', title: 'Search names, ops and lines (/)' }, bar);
const said = make('span', { class: 'tv-said', role: 'status' }, bar);
figure.prepend(bar);
if (steps.length) stepper();
['SVG', 'PNG'].forEach(kind => button(kind, 'Save as ' + kind, () => save(kind)));

// ---- zoom and pan: the picture's width changes, the box around it scrolls, and a point stays where it is
function zoom(factor, [x, y] = middle(box)) {
  const before = rect(svg);
  limit(200);
  resize(clamp(before.width / width * factor, 0.05, 8));
  const after = rect(svg), by = after.width / before.width;
  box.scrollBy(after.x - x + (x - before.x) * by, after.y - y + (y - before.y) * by);
  tell(chosen);
}
function resize(scale) { set(svg, { style: 'max-width:none;height:auto;width:' + width * scale + 'px' }); }
function limit(least) { box.style.maxHeight = box.style.maxHeight || Math.max(box.clientHeight, least) + 'px'; }
// In VS Code the frame of an output is as tall as the notebook.
function most() { return Math.max(200, Math.min(innerHeight, screen.availHeight) * 0.85); }
function fit() {
  box.style.maxHeight = most() + 'px';
  zoom(Math.min(1, box.clientWidth / width, Math.max(most() / height, 0.3)) * width / rect(svg).width);
}
on(box, 'wheel', event => {
  if (!ours(event)) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 300), place(event));
}, { passive: false });
on(box, 'pointerdown', event => {
  from = event.pointerType !== 'touch' && place(event);
  moved = false;
});
on(box, 'pointermove', event => {
  if (!from || !(event.buttons & 1)) return;
  const [x, y] = minus(place(event), from);
  if (!moved && Math.hypot(x, y) < 5) return;
  moved = true;
  from = place(event);
  box.setPointerCapture(event.pointerId);
  box.scrollBy(-x, -y);
});

// ---- one node: what is known of it, its edges and its lines of code
function tell(node) {
  tip.hidden = !node;
  if (!node) return;
  flag(tip, 'tv-pin', node === chosen);
  // Where it stood last it might be too narrow to be measured.
  set(tip, { style: '' });
  tip.replaceChildren();
  make('b', {}, tip, node.name);
  node.said.forEach(part => make('span', {}, tip, part));
  set(node.el, { 'aria-describedby': tip.id });
  const area = rect(node.el), frame = rect(figure), inner = rect(box), wide = tip.offsetWidth, high = tip.offsetHeight;
  const aside = area.right - frame.x + 8, under = Math.min(area.bottom, inner.bottom) - frame.y + 6;
  const over = Math.max(area.y, inner.y) - frame.y - 6 - high, fits = aside + wide <= frame.width;
  const top = fits ? clamp(area.y - frame.y, 0, frame.height - high) : under + high > frame.height && over > 0 ? over : under;
  set(tip, { style: 'top:' + top + 'px;left:' + (fits ? aside : clamp(area.x - frame.x, 0, frame.width - wide)) + 'px' });
}
function choose(wanted) {
  chosen = wanted;
  nodes.forEach(node => {
    flag(node.el, 'tv-on', node === wanted);
    set(node.el, { 'aria-pressed': node === wanted });
  });
  edges.forEach(edge => lines(edge).forEach(el => flag(el, 'tv-on', edge.ends.includes(wanted))));
  mark(wanted ? wanted.lines : []);
  tell(wanted);
}
function act(node) {
  if (!node || !node.inside) return choose(node === chosen ? null : node);
  choose();
  toggle(node);
  mark(node.lines);
}
function mark(wanted) {
  rows.forEach((row, n) => flag(row, 'tv-on', wanted.includes(n + 1)));
  const row = rows[wanted[0] - 1];
  if (!row) return;
  code.open = true;
  row.parentNode.scrollTop = row.offsetTop - row.parentNode.clientHeight / 3;
}
function reveal(node) {
  if (innerHeight > screen.availHeight) box.style.maxHeight = most() + 'px';
  const area = rect(node.el), frame = rect(box);
  const off = (low, high) => Math.min(low - 9, Math.max(0, high + 9));
  box.scrollBy(off(area.x - frame.x, area.right - frame.right), off(area.y - frame.y, area.bottom - frame.bottom));
}
function focusable(node) {
  if (current) set(current.el, { tabindex: -1 });
  current = node;
  set(node.el, { tabindex: 0 });
}
function beside(x, y) {
  const far = node => {
    const [dx, dy] = minus(middle(node.el), middle(current.el)), along = dx * x + dy * y;
    return along > 1 ? along + 2 * Math.abs(dx * y + dy * x) : node === current ? 1e6 : 1e7;
  };
  go(shown().sort((a, b) => far(a) - far(b))[0].el);
}
// By a key: Firefox draws no ring behind a click unless told to.
function go(element) { if (element) element.focus({ focusVisible: true }); }
function which(event) { return nodes.find(node => node.el.contains(event.target)); }

// ---- some nodes: the others are dimmed
function filter(kept, words) {
  hits = kept || [];
  const dim = node => kept && node.el && !kept.includes(node);
  nodes.forEach(node => flag(node.el, 'tv-dim', dim(node)));
  edges.forEach(edge => lines(edge).forEach(el => flag(el, 'tv-dim', edge.ends.some(dim))));
  said.textContent = words ? words + kept.length + ' of ' + shown().length : '';
  if (hits[0]) reveal(hits[0]);
}
function search() {
  const wanted = find.value.trim().toLowerCase(), line = /^line\s(\d+)$/.exec(wanted);
  tell();
  if (!wanted) return filter();
  filter(line ? at_line(+line[1]) : shown().filter(node => holds(node, wanted)), ' ');
}
function holds(node, wanted) {
  return node.hay.includes(wanted) || node.inside && !node.open && within(node.inside, wanted);
}
function clear() { find.value = ''; filter(); choose(); }
on(find, 'input', search);

// ---- pointer and keys
on(svg, 'pointerover', event => {
  const node = which(event);
  // What comes to lie under a pointer at rest was not asked about.
  if (!event.buttons && place(event).join() !== quiet) tell(node && !node.open ? node : chosen);
});
on(svg, 'pointerleave', () => tell(chosen));
on(svg, 'click', event => {
  if (moved) return;
  const node = which(event);
  quiet = place(event).join();
  if (node) node.el.focus();
  if (!node || !node.open || event.target.closest('.tv-lid')) act(node);
});
// On the box: a drawing that listens for focus would be a stop of the Tab key itself.
on(box, 'focusin', event => {
  const node = which(event);
  if (!node) return;
  focusable(node);
  if (!event.target.matches(':focus-visible')) return;
  // Firefox scrolls to the drawing and not to what is in it.
  reveal(node);
  tell(node.open ? null : node);
  tip.scrollIntoView({ block: 'nearest' });
});
on(box, 'focusout', () => tell(chosen));
const enter = () => act(current), keys = {
  '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: fit, '/': () => find.focus(), Escape: clear,
}, walk = {
  ArrowRight: () => beside(1, 0), ArrowLeft: () => beside(-1, 0), ArrowDown: () => beside(0, 1), ArrowUp: () => beside(0, -1),
  Home: () => go(nodes[0].el), End: () => go(whole.nodes.at(-1).el), Enter: enter, ' ': enter, ...keys,
}, typing = { Escape: clear, Enter: () => hits[0] && go(hits[(hits.indexOf(current) + 1) % hits.length].el) };
on(figure, 'keydown', event => {
  const { target } = event;
  press(event, target === find ? typing : svg.contains(target) ? walk : target.type === 'range' ? {} : keys);
});
function press(event, table) {
  // The front end's own: F1 to F12 are the keys with a digit second.
  if (ours(event) || event.altKey || event.key[1] < ':') return;
  event.stopPropagation();
  if (!table[event.key]) return;
  event.preventDefault();
  table[event.key]();
}

// ---- the other way round: from a line of code to its nodes
const linked = rows.filter((_, n) => at_line(n + 1)[0]);
linked.forEach((row, n) => {
  const line = rows.indexOf(row) + 1, step = by => () => go(linked[n + by]);
  const pick = () => {
    const was = row.classList.contains('tv-on') && !chosen;
    clear();
    if (was) return;
    filter(at_line(line), 'line ' + line + ': ');
    mark([line]);
  };
  set(row, { class: 'tv-row tv-link', role: 'button', tabindex: n ? -1 : 0 });
  on(row, 'click', pick);
  on(row, 'keydown', event => press(event, {
    Escape: clear, Enter: pick, ' ': pick, ArrowDown: step(1), ArrowUp: step(-1),
  }));
});

// ---- saving what is seen; a PNG has the colours of the page it is seen on
function save(kind) {
  const copy = svg.cloneNode(true), own = query('style', copy), png = kind === 'PNG', colors = getComputedStyle(root);
  const shades = own.textContent.match(/--tv-[\w-]+/g).map(one => one + ':' + colors.getPropertyValue(one));
  set(copy, { width: width, height: height, style: png ? shades.join(';') : '' });
  own.removeAttribute('media');
  const address = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(copy));
  const give = href => make('a', { download: 'tape.' + kind.toLowerCase(), href: href }).click();
  if (!png) return give(address);
  const picture = new Image(), canvas = make('canvas', { width: 2 * width, height: 2 * height });
  picture.onload = () => {
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => give(URL.createObjectURL(blob)));
  };
  picture.src = address;
}

// ---- words for what is done often
function query(selector, part = root) { return part.querySelector(selector); }
function all(selector, part = root) { return [...part.querySelectorAll(selector)]; }
function parsed(text) {
  return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
}
function make(tag, values, parent, words) {
  const element = document.createElementNS((parent || root).namespaceURI, tag);
  set(element, values);
  if (words) element.textContent = words;
  if (parent) parent.append(element);
  return element;
}
function set(element, values) {
  for (const name in values) element.setAttribute(name, values[name]);
}
function on(element, type, does, how) { element.addEventListener(type, does, how); }
function flag(element, name, is) { element.classList.toggle(name, !!is); }
function rect(element) { return element.getBoundingClientRect(); }
function middle(element) {
  const area = rect(element);
  return [area.x + area.width / 2, area.y + area.height / 2];
}
function ours(event) { return event.ctrlKey || event.metaKey; }
function place(event) { return [event.clientX, event.clientY]; }
function minus(one, other) { return [one[0] - other[0], one[1] - other[1]]; }
function clamp(value, low, high) { return Math.max(low, Math.min(value, high)); }
function button(words, title, does, parent = bar) {
  const element = make('button', { title: title, 'aria-label': title }, parent, words);
  on(element, 'click', does);
  return element;
}

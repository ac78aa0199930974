// Makes the picture of one output live: inline SVG to pan, zoom, search, ask, walk through by keys and save.
// Everything it shows is also there without it. `drawn` is the picture and then the inside of each group that opens:
// `f` holds [lines, [label, text, ...], number of the inside] for each node, `k` the values that an edge stands for.
const root = document.currentScript.parentNode, { drawn, steps, across } = root.tapeviz;
const figure = root.querySelector('figure'), box = figure.querySelector('.tv-scroll');
const img = box.querySelector('img.tv-picture'), id = root.id;
// A page saved by the browser holds the live picture too, which is made anew.
root.querySelectorAll('.tv-bar,.tv-tip,.tv-play,.tv-scroll>svg,.tv-own').forEach(part => part.remove());
const own = make('style', 'tv-own');
own.textContent = LIVE_SHEET;
const svg = document.importNode(new DOMParser().parseFromString(new TextDecoder().decode(
  Uint8Array.from(atob(img.src.split(',')[1]), c => c.charCodeAt(0))), 'image/svg+xml').documentElement, true);
// Its own colours follow the reader's system; here those of the page hold.
const theme = svg.querySelector('style');
if (theme) set(theme, { media: 'not all' });
img.style.display = '';
svg.style.cssText = img.style.cssText;
set(svg, { role: 'group' });
const code = root.querySelector('.tv-code'), rows = code ? [...code.querySelectorAll('.tv-row')] : [];
const nodes = [], edges = [];
let width = svg.width.baseVal.value, height = svg.height.baseVal.value, current = 0, chosen = -1, hits = [];
const whole = take(svg.querySelector('g'), 0);
img.before(own, svg);
img.style.display = 'none';
set(figure, { 'data-lm-suppress-shortcuts': 'true' });
set(nodes[0].el, { tabindex: 0 });

// ---- what is drawn: a view is the picture, or the inside of a group
function take(g, number, up) {
  const view = { g, up, number, facts: drawn[number] };
  view.nodes = view.facts.f.map((fact, i) => {
    const el = g.querySelector('[id="' + id + (number ? number : '') + 'n' + i + '"]');
    const title = el.querySelector('title');
    const label = (title ? title.textContent : el.getAttribute('aria-label')) || el.textContent.trim();
    if (title) title.remove();
    const node = { el, fact, view, label, hay: [label, ...fact[1]].join(' ').toLowerCase(), inside: fact[2] };
    set(el, { role: 'button', 'aria-label': label, 'aria-pressed': false, tabindex: -1 });
    if (node.inside) badge(node);
    nodes.push(node);
    return node;
  });
  view.edges = [...g.querySelectorAll('.tv-edge')].map(el => {
    const ends = (el.getAttribute('data-e') || '').split(' ').map(end => view.nodes[end] || end);
    const edge = { el, ends, view, values: view.facts.k[el.getAttribute('data-e')] || [] };
    edges.push(edge);
    return edge;
  });
  return view;
}
function lines(edge) { return [edge.el, ...(edge.more || [])]; }
function seen(view) { return !view.up || view.up.open === view && seen(view.up.view); }
function shown() { return nodes.filter(node => seen(node.view)); }

// ---- controls
const bar = make('div', 'tv-bar'), tip = make('div', 'tv-tip'), find = make('input', ''), said = make('span', 'tv-said');
set(bar, { role: 'toolbar', 'aria-label': 'Picture' });
set(find, { type: 'search', placeholder: 'Search', 'aria-label': 'Search names, ops and lines', title: 'Search (/)' });
set(said, { role: 'status' });
bar.append(button('\u2212', 'Zoom out (-)', () => zoom(0.8)), button('+', 'Zoom in (+)', () => zoom(1.25)),
  button('Fit', 'Fit into view (0)', fit), find, said, button('SVG', 'Save as SVG', saveSvg),
  button('PNG', 'Save as PNG', savePng));
figure.prepend(bar);
tip.hidden = true;
tip.id = id + 'tip';
figure.append(tip);
if (steps.length) stepper();

// ---- zoom and pan: the picture's width changes, the box around it scrolls
function resize(scale, x, y) {
  const before = rect(svg), frame = rect(box);
  if (x === undefined) { x = frame.left + frame.width / 2; y = frame.top + frame.height / 2; }
  const right = (x - before.left) / before.width, down = (y - before.top) / before.height;
  if (!box.style.maxHeight) box.style.maxHeight = Math.max(frame.height, 200) + 'px';
  svg.style.cssText = 'width:' + width * clamp(scale, 0.05, 8) + 'px;max-width:none;height:auto';
  const after = rect(svg);
  box.scrollLeft += after.left + right * after.width - x;
  box.scrollTop += after.top + down * after.height - y;
  tell(chosen);
}
function zoom(factor, x, y) { resize(rect(svg).width / width * factor, x, y); }
function fit() {
  const most = Math.max(200, innerHeight * 0.85);
  box.style.maxHeight = most + 'px';
  resize(Math.min(1, box.clientWidth / width, Math.max(most / height, 0.3)));
}
on(box, 'wheel', event => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
}, { passive: false });
let held = null, moved = false, clicked = [];
on(box, 'pointerdown', event => {
  moved = false;
  if (event.button || event.pointerType === 'touch') return;
  held = [event.clientX, event.clientY, box.scrollLeft, box.scrollTop];
});
on(box, 'pointermove', event => {
  if (!held || !(event.buttons & 1)) { held = null; return; }
  const x = event.clientX - held[0], y = event.clientY - held[1];
  if (!moved && Math.abs(x) + Math.abs(y) < 5) return;
  if (!moved) box.setPointerCapture(event.pointerId);
  moved = true;
  box.scrollLeft = held[2] - x;
  box.scrollTop = held[3] - y;
});
on(box, 'pointerup', () => held = null);

// ---- one node: what is known of it, its edges and its lines of code
function tell(i) {
  tip.hidden = i < 0;
  flag(tip, 'tv-pin', i >= 0 && i === chosen);
  if (i < 0) return;
  const list = make('dl', ''), head = make('b', ''), node = nodes[i];
  head.textContent = node.label.split('. ')[0];
  // Where it stood last it might be too narrow to be measured.
  set(tip, { style: '' });
  node.fact[1].forEach((part, n) => {
    const cell = make(n % 2 ? 'dd' : 'dt', '');
    cell.textContent = part;
    list.append(cell);
  });
  tip.replaceChildren(head, list);
  set(node.el, { 'aria-describedby': tip.id });
  const at = rect(node.el), frame = rect(figure), view = rect(box);
  const aside = at.right - frame.left + 8, under = Math.min(at.bottom, view.bottom) - frame.top + 6;
  const over = Math.max(at.top, view.top) - frame.top - 6 - tip.offsetHeight;
  const fits = aside + tip.offsetWidth <= frame.width;
  const top = fits ? at.top - frame.top : under + tip.offsetHeight <= frame.height || over < 0 ? under : over;
  tip.style.top = clamp(top, 0, Math.max(under, frame.height - tip.offsetHeight)) + 'px';
  tip.style.left = (fits ? aside : clamp(at.left - frame.left, 0, frame.width - tip.offsetWidth)) + 'px';
}
function choose(i) {
  chosen = i;
  nodes.forEach((node, n) => {
    flag(node.el, 'tv-on', n === i);
    set(node.el, { 'aria-pressed': n === i });
  });
  edges.forEach(edge => lines(edge).forEach(el => flag(el, 'tv-on', i >= 0 && edge.ends.includes(nodes[i]))));
  mark(i < 0 ? [] : nodes[i].fact[0]);
  tell(i);
}
function act(i) {
  if (i >= 0 && nodes[i].inside) {
    choose(-1);
    toggle(nodes[i]);
    mark(nodes[i].fact[0]);
  } else choose(i === chosen ? -1 : i);
}
function mark(wanted) {
  rows.forEach((row, n) => flag(row, 'tv-on', wanted.includes(n + 1)));
  const first = rows[wanted[0] - 1];
  if (!first) return;
  code.open = true;
  const pre = first.parentNode;
  pre.scrollTop = first.offsetTop - pre.offsetTop - pre.clientHeight / 3;
}
function go(i) {
  nodes[i].el.focus({ preventScroll: true });
  nodes[i].el.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
function reveal(node) {
  const at = rect(node.el), view = rect(box);
  const off = (low, high, from, to) => low < from ? low - from - 9 : high > to ? Math.min(high - to + 9, low - from - 9) : 0;
  box.scrollLeft += off(at.left, at.right, view.left, view.right);
  box.scrollTop += off(at.top, at.bottom, view.top, view.bottom);
}
function beside(x, y) {
  const middle = node => {
    const at = rect(node.el);
    return [at.left + at.width / 2, at.top + at.height / 2];
  };
  const from = middle(nodes[current]);
  let best = current, least = Infinity;
  shown().forEach(node => {
    const to = middle(node), dx = to[0] - from[0], dy = to[1] - from[1];
    const along = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
    if (along > 1 && along + 2 * aside < least) { best = nodes.indexOf(node); least = along + 2 * aside; }
  });
  return best;
}
function which(event) {
  const el = event.target.closest('.tv-node');
  return nodes.findIndex(node => node.el === el);
}

// ---- some nodes: the others are dimmed
function filter(kept, words) {
  hits = kept || [];
  nodes.forEach(node => flag(node.el, 'tv-dim', !!kept && !kept.includes(node)));
  edges.forEach(edge => lines(edge).forEach(
    el => flag(el, 'tv-dim', !!kept && !edge.ends.every(end => !end.el || kept.includes(end)))));
  said.textContent = words;
}
function search() {
  const wanted = find.value.trim().toLowerCase(), line = /^line\s(\d+)$/.exec(wanted), all = shown();
  tell(-1);
  if (!wanted) { filter(null, ''); return; }
  const kept = all.filter(node => line ? node.fact[0].includes(+line[1]) : holds(node, wanted));
  filter(kept, kept.length + ' of ' + all.length);
  if (kept.length) reveal(kept[0]);
}
function holds(node, wanted) {
  return node.hay.includes(wanted) || node.inside && !node.open && within(node.inside, wanted);
}
function clear() { find.value = ''; filter(null, ''); choose(-1); }
on(find, 'input', search);

// ---- pointer and keys
on(svg, 'pointerover', event => {
  const i = which(event), [x, y] = clicked;
  // What comes to lie under a pointer at rest was not asked about.
  if (event.clientX === x && event.clientY === y) return;
  if (!event.buttons) tell(i < 0 || nodes[i].open ? chosen : i);
});
on(svg, 'pointerleave', () => tell(chosen));
on(svg, 'click', event => {
  if (moved) { moved = false; return; }
  clicked = [event.clientX, event.clientY];
  const i = which(event);
  if (i >= 0) go(i);
  if (i < 0 || !nodes[i].open || event.target.closest('.tv-lid')) act(i);
});
// On the box: a drawing that listens for focus would be a stop of the Tab key itself.
on(box, 'focusin', event => {
  const i = which(event);
  if (i < 0) return;
  set(nodes[current].el, { tabindex: -1 });
  current = i;
  set(nodes[i].el, { tabindex: 0 });
  if (event.target.matches(':focus-visible')) tell(nodes[i].open ? -1 : i);
});
on(box, 'focusout', () => tell(chosen));
const keys = {
  '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: fit,
  '/': () => find.focus(), Escape: clear,
};
const walk = {
  ArrowRight: () => go(beside(1, 0)), ArrowLeft: () => go(beside(-1, 0)),
  ArrowDown: () => go(beside(0, 1)), ArrowUp: () => go(beside(0, -1)),
  Home: () => go(0), End: () => go(whole.nodes.length - 1), Enter: () => act(current),
};
walk[' '] = walk.Enter;
on(figure, 'keydown', event => {
  event.stopPropagation();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  let does = event.target.type === 'range' ? null : keys[event.key];
  if (event.target === find) {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    const next = hits[(hits.indexOf(nodes[current]) + 1) % hits.length];
    if (event.key === 'Enter') does = () => { if (next) go(nodes.indexOf(next)); };
  } else if (svg.contains(event.target)) does = does || walk[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

// ---- the other way round: from a line of code to its nodes
const linked = rows.filter((_, n) => whole.nodes.some(node => node.fact[0].includes(n + 1)));
linked.forEach((row, n) => {
  set(row, { role: 'button', tabindex: n ? -1 : 0 });
  row.classList.add('tv-link');
  row.onclick = () => {
    const line = rows.indexOf(row) + 1, was = row.classList.contains('tv-on') && chosen < 0;
    const kept = shown().filter(node => node.fact[0].includes(line));
    clear();
    if (was) return;
    filter(kept, 'line ' + line + ': ' + kept.length + ' of ' + shown().length);
    mark([line]);
    reveal(kept[0]);
  };
  row.onkeydown = event => {
    const next = { ArrowDown: n + 1, ArrowUp: n - 1 }[event.key];
    event.stopPropagation();
    if (event.key === 'Escape') clear();
    else if (event.key === 'Enter' || event.key === ' ') row.onclick();
    else if (linked[next]) linked[next].focus();
    else return;
    event.preventDefault();
  };
});
if (code) set(code, { 'data-lm-suppress-shortcuts': 'true' });

// ---- saving what is seen; a PNG has the colours of the page it is seen on
function seenText(colors) {
  const copy = svg.cloneNode(true), style = copy.querySelector('style');
  copy.removeAttribute('style');
  set(copy, { width, height });
  if (style) style.removeAttribute('media');
  if (style && colors) {
    style.textContent = ':root{' + style.textContent.split('@')[0].match(/--tv-[\w-]+/g).map(
      name => name + ':' + colors.getPropertyValue(name)).join(';') + '}';
  }
  return new XMLSerializer().serializeToString(copy);
}
function save(blob, suffix) {
  const link = make('a', '');
  link.href = URL.createObjectURL(blob);
  link.download = 'tape.' + suffix;
  link.click();
  setTimeout(URL.revokeObjectURL, 9999, link.href);
}
function saveSvg() { save(new Blob([seenText()], { type: 'image/svg+xml' }), 'svg'); }
function savePng() {
  const picture = new Image(), canvas = make('canvas', '');
  picture.onload = () => {
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => save(blob, 'png'));
  };
  picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(seenText(getComputedStyle(root)));
}

// ---- words for what is done often
function make(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
function draw(tag, values, parent) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(element, values);
  parent.append(element);
  return element;
}
function set(element, values) {
  for (const name in values) element.setAttribute(name, values[name]);
}
function on(element, type, does, how) { element.addEventListener(type, does, how); }
function flag(element, name, is) { element.classList.toggle(name, is); }
function rect(element) { return element.getBoundingClientRect(); }
function clamp(value, low, high) { return Math.max(low, Math.min(value, high)); }
function button(words, title, does) {
  const element = make('button', '');
  element.textContent = words;
  set(element, { type: 'button', title: title, 'aria-label': title });
  element.onclick = does;
  return element;
}

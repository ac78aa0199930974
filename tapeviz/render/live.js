// Makes the picture of one output live: inline SVG to pan, zoom, search, ask, walk through by keys and save.
// Everything it shows is also there without it. `facts` holds [lines, [label, text, ...]] for each node.
// Front ends differ in where and when a script runs: it looks for its output by id, and waits for it a while.
function live(id, facts, tries) {
  const roots = document.querySelectorAll('[id="' + id + '"]');
  if (!roots.length && tries) setTimeout(live, 80, id, facts, tries - 1);
  roots.forEach(root => {
    try { wake(root); } catch (error) { console.warn('tapeviz:', error); }
  });

  function wake(root) {
    const figure = root.querySelector('figure'), box = figure && figure.querySelector('.tv-scroll');
    if (!box || root.tapeviz) return;
    const img = box.querySelector('img.tv-picture');
    // A page saved by the browser holds the live picture: it is taken over, its old controls are not.
    const old = img || box.querySelector('svg');
    const text = img ? decode(img.src) : new XMLSerializer().serializeToString(old).replace(' media="not all"', '');
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const svg = document.importNode(parsed, true), own = svg.querySelector('style');
    const nodes = facts.map((_, i) => svg.querySelector('[id="' + id + 'n' + i + '"]'));
    if (svg.nodeName !== 'svg' || nodes.includes(null)) return;
    root.tapeviz = true;
    figure.querySelectorAll('.tv-bar,.tv-tip').forEach(part => part.remove());
    // Its own colours follow the reader's system; here those of the page hold.
    if (own) set(own, { media: 'not all' });
    svg.style.cssText = old.style.cssText;
    set(svg, { role: 'group' });
    old.replaceWith(svg);

    const edges = [...svg.querySelectorAll('.tv-edge')];
    const labels = nodes.map(node => {
      const title = node.querySelector('title'), label = title ? title.textContent : node.getAttribute('aria-label');
      if (title) title.remove();
      return label || node.textContent.trim();
    });
    const hay = labels.map((label, i) => [label, ...facts[i][1]].join(' ').toLowerCase());
    const code = root.querySelector('.tv-code'), rows = code ? [...code.querySelectorAll('.tv-row')] : [];
    const width = svg.width.baseVal.value, height = svg.height.baseVal.value;
    let current = 0, chosen = -1, hits = [];

    nodes.forEach((node, i) => {
      set(node, { role: 'button', 'aria-label': labels[i], 'aria-pressed': false, tabindex: i ? -1 : 0 });
    });
    set(figure, { 'data-lm-suppress-shortcuts': 'true' });

    // ---- controls
    const bar = make('div', 'tv-bar'), tip = make('div', 'tv-tip');
    set(bar, { role: 'toolbar', 'aria-label': 'Picture' });
    const find = make('input', '');
    set(find, { type: 'search', placeholder: 'Search', 'aria-label': 'Search names, ops and lines', title: 'Search (/)' });
    const said = make('span', 'tv-said');
    set(said, { role: 'status' });
    bar.append(button('\u2212', 'Zoom out (-)', () => zoom(0.8)),
      button('+', 'Zoom in (+)', () => zoom(1.25)), button('Fit', 'Fit into view (0)', fit), find, said,
      button('SVG', 'Save as SVG', () => save(new Blob([text], { type: 'image/svg+xml' }), 'svg')),
      button('PNG', 'Save as PNG', savePng));
    figure.prepend(bar);
    tip.hidden = true;
    tip.id = id + 'tip';
    figure.append(tip);

    // ---- zoom and pan: the picture's width changes, the box around it scrolls
    function resize(scale, x, y) {
      const before = rect(svg), frame = rect(box);
      if (x === undefined) { x = frame.left + frame.width / 2; y = frame.top + frame.height / 2; }
      const across = (x - before.left) / before.width, down = (y - before.top) / before.height;
      if (!box.style.maxHeight) box.style.maxHeight = Math.max(frame.height, 200) + 'px';
      svg.style.cssText = 'width:' + width * clamp(scale, 0.05, 8) + 'px;max-width:none;height:auto';
      const after = rect(svg);
      box.scrollLeft += after.left + across * after.width - x;
      box.scrollTop += after.top + down * after.height - y;
      tell(chosen);
    }
    function zoom(factor, x, y) { resize(rect(svg).width / width * factor, x, y); }
    function fit() {
      const most = Math.max(200, innerHeight * 0.85);
      box.style.maxHeight = most + 'px';
      resize(Math.min(1, box.clientWidth / width, most / height));
    }
    on(box, 'wheel', event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    }, { passive: false });
    let held = null, moved = false;
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
      const list = make('dl', ''), head = make('b', '');
      head.textContent = labels[i].split('. ')[0];
      // Where it stood last it might be too narrow to be measured.
      set(tip, { style: '' });
      facts[i][1].forEach((part, n) => {
        const cell = make(n % 2 ? 'dd' : 'dt', '');
        cell.textContent = part;
        list.append(cell);
      });
      tip.replaceChildren(head, list);
      set(nodes[i], { 'aria-describedby': tip.id });
      const at = rect(nodes[i]), frame = rect(figure), seen = rect(box);
      const aside = at.right - frame.left + 8, under = Math.min(at.bottom, seen.bottom) - frame.top + 6;
      const over = Math.max(at.top, seen.top) - frame.top - 6 - tip.offsetHeight;
      const fits = aside + tip.offsetWidth <= frame.width;
      const top = fits ? at.top - frame.top : under + tip.offsetHeight <= frame.height || over < 0 ? under : over;
      tip.style.top = clamp(top, 0, Math.max(under, frame.height - tip.offsetHeight)) + 'px';
      tip.style.left = (fits ? aside : clamp(at.left - frame.left, 0, frame.width - tip.offsetWidth)) + 'px';
    }
    function choose(i) {
      chosen = i;
      nodes.forEach((node, n) => {
        flag(node, 'tv-on', n === i);
        set(node, { 'aria-pressed': n === i });
      });
      edges.forEach(edge => flag(edge, 'tv-on', i >= 0 && ends(edge).includes(i)));
      mark(i < 0 ? [] : facts[i][0]);
      tell(i);
    }
    function mark(lines) {
      rows.forEach((row, n) => flag(row, 'tv-on', lines.includes(n + 1)));
      const first = rows[lines[0] - 1];
      if (!first) return;
      code.open = true;
      const pre = first.parentNode;
      pre.scrollTop = first.offsetTop - pre.offsetTop - pre.clientHeight / 3;
    }
    function go(i) {
      set(nodes[current], { tabindex: -1 });
      current = i;
      set(nodes[i], { tabindex: 0 });
      nodes[i].focus({ preventScroll: true });
      nodes[i].scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    function reveal(i) {
      const at = rect(nodes[i]), seen = rect(box);
      const off = (low, high, from, to) => low < from ? low - from - 9 : high > to ? high - to + 9 : 0;
      box.scrollLeft += off(at.left, at.right, seen.left, seen.right);
      box.scrollTop += off(at.top, at.bottom, seen.top, seen.bottom);
    }
    function beside(x, y) {
      const middle = node => {
        const at = rect(node);
        return [at.left + at.width / 2, at.top + at.height / 2];
      };
      const from = middle(nodes[current]);
      let best = -1, least = Infinity;
      nodes.forEach((node, i) => {
        const to = middle(node), dx = to[0] - from[0], dy = to[1] - from[1];
        const along = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
        if (i !== current && along > 1 && along + 2 * aside < least) { best = i; least = along + 2 * aside; }
      });
      return best < 0 ? current : best;
    }
    function which(event) { return nodes.indexOf(event.target.closest('.tv-node')); }
    function ends(edge) { return (edge.getAttribute('data-e') || '').split(' ').map(Number); }

    // ---- some nodes: the others are dimmed
    function filter(kept, words) {
      hits = kept || [];
      nodes.forEach((node, i) => flag(node, 'tv-dim', !!kept && !kept.includes(i)));
      edges.forEach(edge => flag(edge, 'tv-dim', !!kept && !ends(edge).every(i => kept.includes(i))));
      said.textContent = words;
    }
    function search() {
      const wanted = find.value.trim().toLowerCase(), line = /^line\s(\d+)$/.exec(wanted);
      tell(-1);
      if (!wanted) { filter(null, ''); return; }
      const kept = nodes.map((_, i) => i).filter(i => line ? facts[i][0].includes(+line[1]) : hay[i].includes(wanted));
      filter(kept, kept.length + ' of ' + nodes.length);
      if (kept.length) reveal(kept[0]);
    }
    function clear() { find.value = ''; filter(null, ''); choose(-1); }
    on(find, 'input', search);

    // ---- pointer and keys
    on(svg, 'pointerover', event => {
      const i = which(event);
      if (!event.buttons) tell(i < 0 ? chosen : i);
    });
    on(svg, 'pointerleave', () => tell(chosen));
    on(svg, 'click', event => {
      if (moved) { moved = false; return; }
      const i = which(event);
      choose(i === chosen ? -1 : i);
      if (i >= 0) go(i);
    });
    // On the box: a drawing that listens for focus would be a stop of the Tab key itself.
    on(box, 'focusin', event => {
      const i = which(event);
      if (i >= 0 && event.target.matches(':focus-visible')) tell(i);
    });
    on(box, 'focusout', () => tell(chosen));
    const keys = {
      '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: fit,
      '/': () => find.focus(), Escape: clear,
    };
    const walk = {
      ArrowRight: () => go(beside(1, 0)), ArrowLeft: () => go(beside(-1, 0)),
      ArrowDown: () => go(beside(0, 1)), ArrowUp: () => go(beside(0, -1)),
      Home: () => go(0), End: () => go(nodes.length - 1),
      Enter: () => choose(current === chosen ? -1 : current),
    };
    walk[' '] = walk.Enter;
    on(figure, 'keydown', event => {
      event.stopPropagation();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      let act = keys[event.key];
      if (event.target === find) {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        if (event.key === 'Enter') act = () => { if (hits.length) go(hits[(hits.indexOf(current) + 1) % hits.length]); };
      } else if (svg.contains(event.target)) act = act || walk[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });

    // ---- the other way round: from a line of code to its nodes
    const linked = rows.filter((_, n) => facts.some(fact => fact[0].includes(n + 1)));
    linked.forEach((row, n) => {
      set(row, { role: 'button', tabindex: n ? -1 : 0 });
      row.classList.add('tv-link');
      row.onclick = () => {
        const line = rows.indexOf(row) + 1, was = row.classList.contains('tv-on') && chosen < 0;
        const kept = facts.flatMap((fact, i) => fact[0].includes(line) ? [i] : []);
        clear();
        if (was) return;
        filter(kept, 'line ' + line + ': ' + kept.length + ' of ' + nodes.length);
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

    // ---- saving; a PNG has the colours of the page it is seen on
    function save(blob, suffix) {
      const link = make('a', '');
      link.href = URL.createObjectURL(blob);
      link.download = 'tape.' + suffix;
      link.click();
      setTimeout(URL.revokeObjectURL, 9999, link.href);
    }
    function savePng() {
      const colors = getComputedStyle(root), picture = new Image(), canvas = document.createElement('canvas');
      const shown = text.replace(/:root\{.*?<\/style>/, own => ':root{' + own.split('@')[0].match(/--tv-[\w-]+/g).map(
        name => name + ':' + colors.getPropertyValue(name)).join(';') + '}<\/style>');
      picture.onload = () => {
        canvas.width = 2 * width;
        canvas.height = 2 * height;
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(blob => save(blob, 'png'));
      };
      picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(shown);
    }
  }

  function decode(source) {
    return new TextDecoder().decode(Uint8Array.from(atob(source.split(',')[1]), c => c.charCodeAt(0)));
  }
  function make(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  }
  function set(element, values) {
    for (const name in values) element.setAttribute(name, values[name]);
  }
  function on(element, type, act, how) { element.addEventListener(type, act, how); }
  function flag(element, name, is) { element.classList.toggle(name, is); }
  function rect(element) { return element.getBoundingClientRect(); }
  function clamp(value, low, high) { return Math.max(low, Math.min(value, high)); }
  function button(words, title, act) {
    const element = make('button', '');
    element.textContent = words;
    set(element, { type: 'button', title: title, 'aria-label': title });
    element.onclick = act;
    return element;
  }
}

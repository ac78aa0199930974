// The steps one by one: forward the values appear, then backward the derivatives, with the line of the chain rule.
// A step is [0 forward or 1 backward, its text, what is beside it, line, the op that does it, what it gives to].
let at = -1, play, reach, telling;

function stepper() {
  const list = [...root.querySelectorAll('.tv-steps li')];
  play = make('div', 'tv-play');
  reach = make('input', '');
  telling = make('div', 'tv-telling');
  set(reach, { type: 'range', min: 1, max: steps.length, value: 1, 'aria-label': 'Step' });
  set(telling, { role: 'status' });
  const to = n => { at = clamp(n, 0, steps.length - 1); reach.value = at + 1; showStep(); };
  on(reach, 'input', () => to(reach.value - 1));
  play.append(button('\u2039', 'Step back', () => to(at - 1)), reach, button('\u203a', 'Step on', () => to(at + 1)), telling);
  play.hidden = true;
  const open = button('Steps', 'Go through the steps', () => {
    play.hidden = !play.hidden;
    if (play.hidden) at = -1;
    else to(0);
    set(open, { 'aria-expanded': !play.hidden });
    showStep();
  });
  said.after(open);
  bar.after(play);
  stepper.list = list;
  if (list.length) open.click();
}

// Which steps a node takes part in: those that its ops do, and those that give it a derivative.
function timesOf(node) {
  if (node.times) return node.times;
  const keys = node.view.facts.t || {}, here = node.view.nodes.indexOf(node), found = { runs: [], pulls: [], gets: [] };
  steps.forEach(([back, , , , op, value], n) => {
    if (keys[op] === here) found[back ? 'pulls' : 'runs'].push(n);
    if (back && keys[value] === here) found.gets.push(n);
  });
  return node.times = found;
}
function isRate(text) { return /^\|?[d\u2202]\S*\/[d\u2202]/.test(text.textContent); }
function hide(el, is) { [...el.querySelectorAll('text')].filter(isRate).forEach(text => flag(text, 'tv-later', is)); }

function showStep() {
  const off = at < 0, last = list => list[list.length - 1];
  nodes.forEach(node => {
    const { runs, pulls, gets } = timesOf(node);
    flag(node.el, 'tv-wait', !off && runs[0] > at);
    flag(node.el, 'tv-now', !off && !node.open && (runs.includes(at) || pulls.includes(at)));
    flag(node.el, 'tv-got', !off && !node.open && gets.includes(at));
    hide(node.el, !off && (gets.length ? last(gets) > at : !steps[at][0]));
  });
  edges.forEach(edge => {
    const [tail, head] = edge.ends, times = head.el ? timesOf(head) : { runs: [], pulls: [] };
    const back = tail.el && times.pulls.includes(at) && timesOf(tail).gets.includes(at);
    lines(edge).forEach(el => {
      flag(el, 'tv-wait', !off && times.runs[0] > at);
      flag(el, 'tv-now', !off && (back || times.runs.includes(at)));
      hide(el, !off && !(times.pulls[0] <= at));
    });
  });
  stepper.list.forEach((item, n) => {
    flag(item, 'tv-on', n === at);
    if (n === at) set(item, { 'aria-current': 'step' });
    else item.removeAttribute('aria-current');
  });
  if (off) return mark([]);
  const [back, text, beside, line] = steps[at], head = make('b', ''), words = make('code', ''), rest = make('span', 'tv-faint');
  head.textContent = (at + 1) + ' of ' + steps.length + (back ? ' backward  ' : ' forward  ');
  words.textContent = text;
  rest.textContent = '  ' + beside;
  telling.replaceChildren(head, words, rest);
  mark(line ? [line] : []);
  const now = nodes.find(node => node.el.classList.contains('tv-now') && seen(node.view));
  if (now) reveal(now);
}

// The steps one by one: forward the values appear, then backward the derivatives, with the line of the chain rule.
// A step is [0 forward or 1 backward, its text, what is beside it, line]; a node has the numbers of those that its ops do
// forward and backward, and of those that give it a derivative.
let at = -1, steplist, telling;

function stepper() {
  steplist = all('.tv-steps li');
  const play = make('div', { class: 'tv-own tv-play' }), go_to = n => {
    at = clamp(n, 0, steps.length - 1);
    reach.value = at + 1;
    show();
  };
  button('\u2039', 'Step back', () => go_to(at - 1), play);
  const reach = make('input', { type: 'range', min: 1, max: steps.length, 'aria-label': 'Step' }, play);
  button('\u203a', 'Step on', () => go_to(at + 1), play);
  telling = make('div', { class: 'tv-telling', role: 'status' }, play);
  on(reach, 'input', () => go_to(reach.value - 1));
  const open = button('Steps', 'Go through the steps', () => {
    play.hidden = !play.hidden;
    choose();
    set(open, { 'aria-expanded': !play.hidden });
    if (play.hidden) show(at = -1);
    else go_to(0);
  });
  bar.after(play);
  play.hidden = true;
  if (steplist[0]) open.click();
}

function show() {
  const step = steps[at], marks = (el, ...are) => ['wait', 'now', 'got'].forEach((name, n) => flag(el, 'tv-' + name, step && are[n]));
  const hide = (el, is) => all('text', el).forEach(
    text => flag(text, 'tv-later', step && is && /^\|?[d\u2202]\S*\/[d\u2202]/.test(text.textContent)));
  nodes.forEach(({ el, open, runs, pulls, gets }) => {
    marks(el, runs[0] > at, !open && (runs.includes(at) || pulls.includes(at)), !open && gets.includes(at));
    hide(el, gets[0] + 1 ? gets.at(-1) > at : step && !step[0]);
  });
  edges.forEach(edge => {
    const [tail, { runs = [], pulls = [] }] = edge.ends;
    const back = tail.el && pulls.includes(at) && tail.gets.includes(at);
    lines(edge).forEach(el => {
      marks(el, runs[0] > at, back || runs.includes(at));
      hide(el, !(pulls[0] <= at));
    });
  });
  steplist.forEach((item, n) => {
    flag(item, 'tv-on', n === at);
    set(item, { 'aria-current': n === at && 'step' });
  });
  mark(step && step[3] ? [step[3]] : []);
  if (!step) return;
  telling.textContent = at + 1 + ' of ' + steps.length + (step[0] ? ' backward  ' : ' forward  ');
  make('code', {}, telling, step[1]);
  if (step[2]) telling.append('  [' + step[2] + ']');
  const now = nodes.find(node => node.el.matches('.tv-now') && seen(node.view));
  if (now) reveal(now);
}

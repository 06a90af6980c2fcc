/** Plain JavaScript of the page: shows the state once a second, and sends what hands do. */
export const benchScript = `
const byId = (id) => document.getElementById(id);
let state = { readers: [], tokens: [], moltos: [] };
let chosen = 0;

async function ask(path, body) {
  const answer = await fetch(path, body && { method: 'POST', body: JSON.stringify(body) });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.detail);
  return value;
}
async function refresh() {
  try {
    state = await ask('/state');
    draw();
    if (byId('notice').dataset.lost) say('');
  } catch {
    say('The bench does not answer. Is the agent running?');
    byId('notice').dataset.lost = 'yes';
  }
}
function say(text) {
  byId('notice').textContent = text;
  delete byId('notice').dataset.lost;
}
async function act(path, body) {
  try {
    await ask(path, body);
    say('');
  } catch (error) {
    say(error.message);
  }
  await refresh();
}

const slotOf = (token) => state.readers.findIndex((reader) => reader.serial === token.serial);
// An empty reader that was chosen, else the first empty one, else the chosen one.
function target() {
  const isEmpty = (index) => state.readers[index] && state.readers[index].serial === null;
  if (isEmpty(chosen)) return chosen;
  const empty = state.readers.findIndex((reader) => reader.serial === null);
  return empty < 0 ? chosen : empty;
}
function touch(token) {
  const slot = slotOf(token);
  if (slot >= 0) return act('/remove', { reader: slot });
  if (token.model === 'Classic') return say('A classic token is read by eye: no reader can see it.');
  return act('/place', { reader: target(), serial: token.serial });
}

function make(tag, className, parent) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (parent) parent.append(element);
  return element;
}
function pressable(element, press) {
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  element.addEventListener('click', press);
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    press(event);
  });
}
function makeToken(say) {
  const box = make('div');
  const lcd = make('div', 'lcd', box);
  const code = make('span', 'code', lcd);
  const left = make('span', 'left', lcd);
  const serial = make('span', 'serial', box);
  const about = make('div', 'about', box);
  const model = make('span', 'model', about);
  const power = make('button', 'power', about);
  let shown;
  pressable(box, (event) => { event.stopPropagation(); touch(shown); });
  power.addEventListener('click', (event) => {
    event.stopPropagation();
    act('/switch', { serial: shown.serial, on: !shown.on });
  });
  const show = (token, away) => {
    shown = token;
    box.className = ['token', token.on && !away && 'on', token.hasSeed && 'burned', away && 'away',
      token.model === 'Classic' && 'classic'].filter(Boolean).join(' ');
    const digits = token.display && token.display.slice(0, 3) + ' ' + token.display.slice(3);
    code.textContent = away ? '' : digits || (token.on ? '--- ---' : '');
    left.textContent = away || token.secondsLeft === null ? '' : token.secondsLeft + ' s';
    serial.textContent = token.serial;
    model.textContent = away ? 'on ' + token.reader : token.model;
    power.textContent = token.on ? say.off : say.on;
    power.setAttribute('aria-label', (token.on ? 'Switch off ' : 'Switch on ') + token.serial);
    box.title = (away || slotOf(token) >= 0 ? 'Take away' : 'Lay on a reader') +
      '. Clock ' + (token.clockError > 0 ? '+' : '') + token.clockError + ' s' + (token.hasSeed ? ', has a seed.' : ', empty.');
  };
  return { box, show };
}
function makeSlot(index) {
  const box = make('div', 'slot', byId('readers'));
  const head = make('h3', '', box);
  const name = make('span', '', head);
  const note = make('small', '', head);
  const empty = make('div', 'empty', box);
  empty.textContent = 'Click a token to lay it here';
  const token = makeToken({ on: 'Switch on', off: 'Switch off' });
  box.append(token.box);
  pressable(box, () => { chosen = index; draw(); });
  return (reader) => {
    const lying = state.tokens.find((one) => one.serial === reader.serial);
    name.textContent = reader.name;
    note.textContent = target() === index && !lying ? 'next token goes here' : '';
    box.classList.toggle('chosen', target() === index && !lying);
    empty.hidden = Boolean(lying);
    empty.style.display = lying ? 'none' : '';
    token.box.style.display = lying ? '' : 'none';
    if (lying) token.show(lying, false);
  };
}

function makeMolto() {
  const box = make('div', 'molto', byId('moltos'));
  const head = make('h3', '', box);
  const name = make('span', '', head);
  const up = make('button', 'power', head);
  const plug = make('button', 'power', head);
  const lines = make('div', 'lines', box);
  let shown;
  up.textContent = '\u25b2';
  up.addEventListener('click', () => act('/press-up', { serial: shown.serial }));
  plug.addEventListener('click', () => act('/plug', { serial: shown.serial, plugged: shown.reader === null }));
  return (molto) => {
    shown = molto;
    name.textContent = molto.model + ' ' + molto.serial;
    box.classList.toggle('plugged', molto.reader !== null);
    box.title = (molto.reader || 'Not plugged in') + '. Clock ' + (molto.clockError > 0 ? '+' : '') + molto.clockError +
      ' s, ' + molto.triesLeft + ' tries left for its customer key.';
    up.hidden = !molto.asks;
    up.setAttribute('aria-label', 'Press up on ' + molto.serial);
    plug.textContent = molto.reader === null ? 'Plug in' : 'Unplug';
    plug.setAttribute('aria-label', plug.textContent + ' ' + molto.serial);
    lines.textContent = molto.lines.length === 0 ? 'No profile in use' : '';
    for (const line of molto.lines) {
      const row = make('div', 'line', lines);
      make('span', 'number', row).textContent = line.profile;
      make('span', 'title', row).textContent = line.title || '';
      make('span', 'code', row).textContent = line.code === null ? '--- ---' : line.code.slice(0, 3) + ' ' + line.code.slice(3);
      make('span', 'left', row).textContent = line.secondsLeft === null ? '' : line.secondsLeft + ' s';
    }
  };
}

const slots = [];
const moltos = new Map();
const drawer = new Map();
function draw() {
  state.readers.forEach((reader, index) => (slots[index] = slots[index] || makeSlot(index))(reader));
  for (const molto of state.moltos) {
    if (!moltos.has(molto.serial)) moltos.set(molto.serial, makeMolto());
    moltos.get(molto.serial)(molto);
  }
  for (const token of state.tokens) {
    if (!drawer.has(token.serial)) {
      drawer.set(token.serial, makeToken({ on: 'On', off: 'Off' }));
      byId('tokens').append(drawer.get(token.serial).box);
    }
    drawer.get(token.serial).show(token, token.reader !== null);
  }
  const fresh = state.tokens.filter((token) => !token.hasSeed).length;
  byId('count').textContent = '· ' + state.tokens.length + ' tokens, ' + fresh + ' never burned';
}
refresh();
setInterval(refresh, 1000);
`;

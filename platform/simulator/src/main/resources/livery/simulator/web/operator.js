// The operators' side: who is bound, what flows, what is wrong on purpose, loads and crowds.
import { ask, clockSeconds, count, dress, el, hex, icon, t, title } from '/texts.js';

const CHEVRON = 'm6 8 4 4 4-4';
const SPAN = 60;
const GROUPS = {
  groupLink: ['dropTcpEverySeconds', 'dropInsidePdu', 'freeze'],
  groupSubmit: ['respDelayMillis', 'noRespPercent', 'throttlePercent', 'submitLimitPerSecond', 'burstMillis'],
  groupDeliver: ['duplicatePercent', 'reorderParts', 'missingPartPercent', 'malformedPercent'],
  groupReceipts: ['receipts', 'receiptDelayMillis', 'receiptMissingPercent', 'receiptFailedPercent', 'idFormat'],
};
const CHOICES = {
  freeze: ['NONE', 'EXISTING', 'ALL'],
  receipts: ['AS_ASKED', 'NEVER', 'TWICE', 'BEFORE_RESPONSE', 'FINAL_THEN_ACCEPTED', 'UNKNOWN_ID'],
  idFormat: ['SAME', 'HEX_IN_RESPONSE', 'HEX_IN_RECEIPT'],
};
const SOUND = {
  dropTcpEverySeconds: 0, dropInsidePdu: false, freeze: 'NONE', respDelayMillis: 0, noRespPercent: 0, throttlePercent: 0,
  submitLimitPerSecond: 0, burstMillis: 1000, duplicatePercent: 0, reorderParts: false, missingPartPercent: 0, malformedPercent: 0,
  receipts: 'AS_ASKED', receiptDelayMillis: 200, receiptMissingPercent: 0, receiptFailedPercent: 0, idFormat: 'SAME',
};
const PRESETS = {
  presetSlow: { respDelayMillis: 3000, receiptDelayMillis: 20000 },
  presetThrottle: { submitLimitPerSecond: 20, burstMillis: 200 },
  presetDrops: { dropTcpEverySeconds: 5, dropInsidePdu: true },
  presetHalfOpen: { freeze: 'EXISTING' },
  presetRepeats: { duplicatePercent: 20, reorderParts: true },
  presetReceipts: { receipts: 'BEFORE_RESPONSE', receiptMissingPercent: 10, receiptFailedPercent: 10, idFormat: 'HEX_IN_RESPONSE' },
  presetBadPdus: { malformedPercent: 25 },
};

const cards = new Map();
let loads;
let crowd;

dress();
begin();

async function begin() {
  try {
    const [{ operators }, { kinds }, { contacts }] = await Promise.all([ask('GET', 'operators'), ask('GET', 'malformed'), ask('GET', 'contacts')]);
    const main = document.querySelector('#main');
    for (const operator of operators) {
      const card = new Card(operator, kinds);
      cards.set(operator.name, card);
      main.append(card.node);
    }
    loads = new Loads(operators, contacts);
    crowd = new Crowd(operators, contacts);
    main.append(crowd.node, loads.node);
    document.querySelector('#offline').hidden = true;
  } catch {
    document.querySelector('#offline').hidden = false;
    setTimeout(begin, 2000);
    return;
  }
  refresh();
}

async function refresh() {
  try {
    const [{ operators }, all, scripts] = await Promise.all([ask('GET', 'operators'), ask('GET', 'load'), ask('GET', 'script')]);
    for (const operator of operators) cards.get(operator.name)?.show(operator);
    loads.show(all.loads);
    crowd.show(scripts.scripts);
    document.querySelector('#offline').hidden = true;
  } catch {
    document.querySelector('#offline').hidden = false;
  }
  setTimeout(refresh, 1000);
}

class Card {
  constructor(operator, kinds) {
    this.name = operator.name;
    this.state = el('span.pill');
    this.flows = { texted: new Flow('texted'), answered: new Flow('answered') };
    this.figures = el('dl.figures');
    this.binds = scroll(t('port', { port: String(operator.port) }));
    this.fields = new Map();
    this.pill = el('span.pill');
    this.faults = { ...SOUND };
    this.presets = Object.entries(PRESETS).map(([key, faults]) => el('button', { type: 'button', 'aria-pressed': 'false',
      onclick: () => this.change(this.has(faults) ? { ...this.faults, ...sound(faults) } : { ...this.faults, ...faults }) }, t(key)));
    this.verdict = el('p.verdict', { role: 'status' });
    this.kind = el('select', {}, kinds.map(k => el('option', { value: k }, k.toLowerCase().replaceAll('_', ' '))));
    this.node = el('section.card', { 'aria-label': title(operator.name) },
      el('header', {}, el('div.named', {}, el('h2', {}, title(operator.name)), el('small', {}, t('port', { port: String(operator.port) }))), el('span.fill'), this.state),
      el('div.flows', {}, this.flows.texted.node, this.flows.answered.node),
      this.figures, this.binds,
      el('details.faults', { open: new URLSearchParams(location.search).has('faults') },
        el('summary', {}, t('faults'), this.pill, icon(CHEVRON)),
        el('div.presets', {}, this.presets, el('button.quiet', { type: 'button', onclick: () => this.change(SOUND) }, t('reset'))),
        el('div.groups', {}, Object.entries(GROUPS).map(([key, names]) => el('fieldset', {}, el('legend', {}, t(key)), names.map(n => this.setting(n))))),
        el('div.actions', {},
          el('label', {}, t('badPdu'), this.kind),
          el('button', { type: 'button', onclick: () => this.sendBad() }, t('sendIt')),
          el('button.bad', { type: 'button', onclick: () => ask('POST', 'drop', { operator: this.name }) }, t('dropNow')),
          this.verdict)));
  }

  setting(name) {
    const change = value => this.change({ ...this.faults, [name]: value });
    let field;
    if (CHOICES[name]) {
      field = el('select', { onchange: () => change(field.value) }, CHOICES[name].map(c => el('option', { value: c }, t(c))));
    } else if (typeof SOUND[name] === 'boolean') {
      field = el('input', { type: 'checkbox', onchange: () => change(field.checked) });
    } else {
      field = el('input', { type: 'number', min: 0, max: name.endsWith('Percent') ? 100 : null, inputmode: 'numeric', onchange: () => change(Number(field.value)) });
    }
    const row = el(CHOICES[name] ? 'label.setting.choice' : 'label.setting', {}, el('span', {}, t(name === 'receipts' ? 'receiptsMode' : name)), field);
    this.fields.set(name, { field, row });
    return row;
  }

  has(faults) {
    return Object.entries(faults).every(([key, value]) => this.faults[key] === value);
  }

  async change(faults) {
    this.verdict.textContent = '';
    try {
      this.showFaults(await ask('POST', 'faults', { operator: this.name, ...faults }));
    } catch (e) {
      this.say(e.message, false);
    }
  }

  async sendBad() {
    try {
      const verdict = await ask('POST', 'malformed', { operator: this.name, kind: this.kind.value, timeoutMillis: 3000 });
      const due = !/^(LENGTH|GARBAGE|RESPONSE)/.test(verdict.kind);
      this.say(verdict.answered ? t('answeredWith', { status: hex(verdict.status) }) : t(due ? 'notAnswered' : 'noAnswerDue'), verdict.answered || !due);
    } catch (e) {
      this.say(e.message, false);
    }
  }

  say(text, good) {
    this.verdict.textContent = text;
    this.verdict.className = 'verdict ' + (good ? 'good' : 'bad');
  }

  show(operator) {
    const { counted, binds } = operator;
    const bound = binds.filter(b => b.type !== 'NONE').length;
    this.state.className = bound ? 'pill good' : 'pill';
    this.state.replaceChildren(el(bound ? 'i.dot.good' : 'i.dot'), t(bound ? 'bound' : 'unbound'));
    this.flows.texted.show(counted.textsTaken);
    this.flows.answered.show(counted.accepted);
    const figure = (key, value, tone) => el('div', { class: value ? tone : null }, el('dt', {}, t(key)), el('dd', {}, count(value)));
    this.figures.replaceChildren(
      figure('waiting', operator.waiting), figure('resent', counted.resent, 'warn'), figure('refusedCount', counted.refused, 'bad'),
      figure('unanswered', counted.unanswered, 'bad'), figure('throttled', counted.throttled, 'warn'), figure('receipts', counted.receipts),
      figure('lostBinds', counted.lostBinds, 'warn'), figure('badPdus', counted.badPdus, 'bad'));
    this.binds.replaceChildren(binds.length ? this.table(operator) : el('div.nobody', {}, el('strong', {}, t('noBinds')), el('p', {}, t('noBindsHelp', { port: String(operator.port) }))));
    this.showFaults(operator.faults);
  }

  table(operator) {
    return el('table', {},
      el('thead', {}, el('tr', {}, ['system', 'kind', 'peer', 'since', 'window'].map(k => el('th', { scope: 'col' }, t(k))))),
      el('tbody', {}, operator.binds.map(b => el('tr', {},
        el('td', {}, b.systemId || '–'),
        el('td', {}, b.frozen ? el('span.pill.warn', {}, t('frozen')) : t(b.type === 'NONE' ? 'NONE_BIND' : b.type)),
        el('td', {}, b.peer), el('td', {}, clockSeconds(b.since)),
        el('td', {}, el('span.gauge', {}, el('meter', { max: operator.window, value: b.inFlight, 'aria-label': t('window') }), `${b.inFlight} / ${operator.window}`))))));
  }

  showFaults(faults) {
    this.faults = Object.fromEntries(Object.keys(SOUND).map(k => [k, faults[k]]));
    let wrong = 0;
    for (const [name, { field, row }] of this.fields) {
      const value = faults[name];
      const on = value !== SOUND[name];
      wrong += on;
      row.classList.toggle('on', on);
      if (document.activeElement === field) continue;
      if (field.type === 'checkbox') field.checked = value;
      else field.value = value;
    }
    this.pill.className = wrong ? 'pill warn' : 'pill good';
    this.pill.textContent = wrong ? t('faulty', { n: wrong }) : t('sound');
    Object.values(PRESETS).forEach((p, i) => this.presets[i].setAttribute('aria-pressed', String(this.has(p))));
  }
}

const sound = faults => Object.fromEntries(Object.keys(faults).map(k => [k, SOUND[k]]));

/** Where a wide table is moved, by keyboard too: it stays while what is in it is drawn anew. */
const scroll = label => el('div.scroll', { tabindex: '0', role: 'region', 'aria-label': label });

/** What was added to a counter in each of the last seconds. */
class Series {
  constructor() {
    this.values = [];
  }

  take(total) {
    const now = performance.now();
    if (this.at) {
      this.values.push(Math.max(0, (total - this.total) / (now - this.at) * 1000));
      if (this.values.length > SPAN) this.values.shift();
    }
    this.at = now;
    this.total = total;
    return this.values;
  }
}

class Flow {
  constructor(key) {
    this.series = new Series();
    this.total = el('strong', {}, '0');
    this.rate = el('small');
    this.line = el('polyline', { 'vector-effect': 'non-scaling-stroke' });
    this.area = el('polyline.area');
    this.node = el('div.flow', {}, el('h3', {}, t(key)), this.total, this.rate,
      el('svg.spark', { viewBox: '0 0 59 40', preserveAspectRatio: 'none', role: 'img', 'aria-label': t('perSecondTitle') },
        el('path.base', { d: 'M0 40H59', 'vector-effect': 'non-scaling-stroke' }), this.area, this.line));
  }

  show(total) {
    const values = this.series.take(total);
    const most = Math.max(1, ...values);
    const points = values.map((v, i) => `${SPAN - values.length + i},${(40 - v / most * 36).toFixed(1)}`);
    this.total.textContent = count(total);
    this.rate.textContent = t('perSecond', { n: Math.round(values.at(-1) ?? 0) });
    this.line.setAttribute('points', points.join(' '));
    this.area.setAttribute('points', points.length ? `${SPAN - values.length},40 ${points.join(' ')} 59,40` : '');
  }
}

function choice(operators) {
  return el('select', {}, el('option', { value: '' }, t('all')), operators.map(o => el('option', { value: o.name }, title(o.name))));
}

const field = (key, input, broad) => el(broad ? 'label.broad' : 'label', {}, t(key), input);
const number = value => el('input', { type: 'number', min: 0, value, inputmode: 'numeric', required: true });

class Crowd {
  constructor(operators, contacts) {
    const to = el('input', { value: contacts[0]?.number ?? '3344', inputmode: 'numeric', required: true });
    const [people, rate, seconds] = [number(50), number(2), number(60)];
    const operator = choice(operators);
    const texts = el('textarea', { required: true });
    texts.value = (contacts[0]?.texts.length ? contacts[0].texts : ['VOTE 1', 'VOTE 2']).map((text, i) => (i ? text : '3 ' + text)).join('\n');
    this.problem = el('p.problem', { role: 'alert', hidden: true });
    this.runs = el('ul.runs');
    this.node = el('section.card.full', {}, el('header', {}, el('h2', {}, t('crowd'))), el('p.help', {}, t('crowdHelp')),
      el('form.form', { onsubmit: e => { e.preventDefault(); start(this.problem, 'script', {
        to: to.value, phones: Number(people.value), ratePerSecond: Number(rate.value), durationSeconds: Number(seconds.value),
        operators: operator.value ? [operator.value] : [], texts: lines(texts.value) }); } },
      field('to', to), field('people', people), field('crowdRate', rate), field('seconds', seconds), field('through', operator),
      field('crowdTexts', texts, true), el('button.strong', {}, t('start'))), this.problem, this.runs);
  }

  show(scripts) {
    this.runs.replaceChildren(...scripts.slice(-4).reverse().map(s => el('li', {}, el('span', {}, s.id), t('crowdRuns', { n: s.sent }), el('span.fill'),
      s.over ? el('span.pill', {}, t('over')) : el('button', { onclick: () => ask('DELETE', 'script/' + s.id, {}) }, t('stop')))));
  }
}

class Loads {
  constructor(operators, contacts) {
    const to = el('input', { value: contacts[0]?.number ?? '3344', inputmode: 'numeric', required: true });
    const [messages, rate, window] = [number(10000), number(0), number(100)];
    const text = el('input', { value: contacts[0]?.texts[0] ?? 'VOTE 1', required: true, maxlength: 70 });
    const operator = choice(operators);
    this.problem = el('p.problem', { role: 'alert', hidden: true });
    this.results = scroll(t('load'));
    this.node = el('section.card.full', {}, el('header', {}, el('h2', {}, t('load'))), el('p.help', {}, t('loadHelp')),
      el('form.form', { onsubmit: e => { e.preventDefault(); start(this.problem, 'load', {
        to: to.value, messages: Number(messages.value), ratePerSecond: Number(rate.value), window: Number(window.value),
        operators: operator.value ? [operator.value] : [], texts: [{ text: text.value, weight: 1 }] }); } },
      field('to', to), field('text', text), field('messages', messages), field('rate', rate), field('window', window), field('through', operator),
      el('button.strong', {}, t('start'))), this.problem, this.results);
  }

  show(loads) {
    if (!loads.length) {
      this.results.replaceChildren(el('p.note', {}, t('noLoads')));
      return;
    }
    const heads = ['run', 'sent', 'acked', 'replied', 'open', 'lost', 'dup', 'foreign', 'ackTime', 'replyTime'];
    const n = (value, tone) => el('td.number', { class: 'number ' + (value && tone ? tone : '') }, count(value));
    const times = l => el('td.number', {}, `${count(l.p50Millis)} / ${count(l.p99Millis)} ms`);
    const pair = (value, rate) => el('td.number', {}, `${count(value)} · ${t('aSecond', { n: Math.round(rate) })}`);
    this.results.replaceChildren(el('table', {},
      el('thead', {}, el('tr', {}, heads.map((h, i) => el('th', { scope: 'col', class: i ? 'number' : null }, t(h))), el('th'))),
      el('tbody', {}, loads.slice(-8).reverse().map(l => el('tr', {}, el('td', {}, l.id), n(l.sent), pair(l.acked, l.ackedPerSecond), pair(l.replied, l.repliedPerSecond),
        n(l.over ? 0 : l.lost), n(l.over ? l.lost : 0, 'bad'), n(l.duplicates, 'bad'), n(l.foreign, 'bad'), times(l.ack), times(l.reply),
        el('td', {}, l.over ? el('span.pill', {}, t('over')) : el('button', { onclick: () => ask('DELETE', 'load/' + l.id, {}) }, t('stop'))))))));
  }
}

/** "3 YES" is the text YES with weight 3. */
function lines(text) {
  return text.split('\n').map(l => l.trim()).filter(Boolean).map(line => {
    const weighted = line.match(/^(\d{1,3})\s+(.+)$/);
    return weighted ? { text: weighted[2], weight: Number(weighted[1]) } : { text: line, weight: 1 };
  });
}

async function start(problem, path, plan) {
  problem.hidden = true;
  try {
    await ask('POST', path, plan);
  } catch (e) {
    problem.textContent = e.message;
    problem.hidden = false;
  }
}

// Phones on the screen: each one is a subscriber of an operator and texts to numbers.
import { ask, clock, dress, duration, el, hex, icon, language, phoneNumber, t, title } from '/texts.js';

const SEND = 'M3.5 10 16.5 4l-4 12.5-3-5z';
const CHEVRON = 'm6 8 4 4 4-4';
const TICK = 'm5 10.5 3.2 3.2L15 7';
const TICKS = 'm2.5 10.5 3.2 3.2L12 7m-2.6 5.9.8.8L17 7';
const CLOCK = 'M10 6v4l2.5 2M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z';
const CROSS = 'M6 6l8 8M14 6l-8 8';
const WARN = 'M10 6v5M10 13.8v.2M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z';
const STYLES = ['UDH8', 'UDH16', 'SAR', 'PAYLOAD'];
const FIRST = ['380501112233', '380671112233', '380631112233', '380991112233'];

const GSM = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_TWICE = '\f^{}\\[~]|€';

let operators = [];
let contacts = [];
let phones = [];
let events;

dress();
document.querySelector('#add').addEventListener('click', () => {
  const phone = add({});
  save();
  listen();
  phone.node.scrollIntoView({ behavior: calm(), inline: 'center', block: 'nearest' });
  phone.write.focus({ preventScroll: true });
});
begin();

async function begin() {
  try {
    [{ operators }, { contacts }] = await Promise.all([ask('GET', 'operators'), ask('GET', 'contacts')]);
  } catch {
    document.querySelector('#offline').hidden = false;
    setTimeout(begin, 2000);
    return;
  }
  document.querySelector('#offline').hidden = true;
  document.querySelector('#contacts').append(...contacts.map(c => el('option', { value: c.number }, c.name)));
  const asked = new URLSearchParams(location.search).getAll('phone').map(number => ({ number }));
  const kept = asked.length ? asked : JSON.parse(localStorage.getItem('phones') ?? 'null') ?? FIRST.slice(0, 3).map(number => ({ number }));
  kept.forEach(add);
  save();
  listen();
  showLinks();
  setInterval(refreshLinks, 3000);
}

const calm = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

// --- the operators' state in the bar -------------------------------------------------------

async function refreshLinks() {
  try {
    ({ operators } = await ask('GET', 'operators'));
    document.querySelector('#offline').hidden = true;
  } catch {
    document.querySelector('#offline').hidden = false;
  }
  showLinks();
  for (const phone of phones) phone.time.textContent = clock(Date.now());
}

function showLinks() {
  document.querySelector('#links').replaceChildren(...operators.map(o => {
    const bound = o.binds.some(b => b.type !== 'NONE');
    return el('li', { title: t('port', { port: String(o.port) }) },
      el(bound ? 'i.dot.good' : 'i.dot'), title(o.name), ' ', el('span', {}, t(bound ? 'bound' : 'unbound')));
  }));
  for (const phone of phones) phone.signal();
}

// --- phones ------------------------------------------------------------------------------------

function save() {
  localStorage.setItem('phones', JSON.stringify(phones.map(({ number, operator, to, style }) => ({ number, operator, to, style }))));
  const tabs = document.querySelector('#tabs');
  tabs.hidden = phones.length < 2;
  tabs.replaceChildren(...phones.map(p => el('button', { onclick: () => p.node.scrollIntoView({ behavior: calm(), inline: 'center', block: 'nearest' }) },
    phoneNumber(p.number))));
  for (const phone of phones) {
    inSight.unobserve(phone.node);
    inSight.observe(phone.node); // tells anew which one is in sight
  }
}

/** The tab of the phone that fills a narrow screen. */
const inSight = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    const tab = document.querySelector('#tabs').children[phones.findIndex(p => p.node === target)];
    if (isIntersecting) tab?.setAttribute('aria-current', 'true');
    else tab?.removeAttribute('aria-current');
  }
}, { threshold: 0.6 });

function free() {
  return FIRST.find(n => !phones.some(p => p.number === n)) ?? String(380500000000 + Math.floor(Math.random() * 9999999));
}

function add({ number, operator, to, style }) {
  const phone = new Phone(number ?? free(), operator, to, style);
  phones.push(phone);
  document.querySelector('#phones').append(phone.node);
  inSight.observe(phone.node);
  return phone;
}

function remove(phone) {
  phones = phones.filter(p => p !== phone);
  phone.node.remove();
  save();
  listen();
}

function listen() {
  events?.close();
  for (const phone of phones) phone.forget();
  if (!phones.length) return;
  events = new EventSource('/api/events?phones=' + [...new Set(phones.map(p => p.number))].join(','));
  events.onmessage = event => {
    for (const message of JSON.parse(event.data).messages) {
      for (const phone of phones) if (phone.number === message.phone) phone.take(message);
    }
  };
}

class Phone {
  constructor(number, operator, to, style) {
    this.number = number;
    const index = phones.length % operators.length;
    this.operator = operators.some(o => o.name === operator) ? operator : operators[index].name;
    this.to = to ?? contacts[0]?.number ?? '3344';
    this.style = style ?? 'UDH8';
    this.messages = new Map();
    this.unread = new Map();
    this.build();
    this.forget();
  }

  build() {
    this.bars = el('svg.signal', { viewBox: '0 0 18 12', 'aria-hidden': 'true' }, [0, 1, 2, 3].map(i =>
      el('rect', { x: i * 5, y: 9 - i * 3, width: 3, height: 3 + i * 3, rx: 1 })));
    this.time = el('span', {}, clock(Date.now()));
    this.network = el('span.network');
    this.owner = el('strong');
    this.face = el('span.face', { 'aria-hidden': 'true' });
    this.who = el('details.who', {},
      el('summary', { title: t('who') }, this.face, el('span.names', {}, this.owner, this.network), icon(CHEVRON)),
      this.identity());
    this.target = el('input.target', { list: 'contacts', value: this.to, inputmode: 'numeric', autocomplete: 'off', 'aria-label': t('to'), placeholder: t('toHint'),
      oninput: () => this.choose(this.target.value.replace(/\D/g, ''), false) });
    this.named = el('span.named');
    this.threads = el('div.threads');
    this.list = el('ol.bubbles', { 'aria-live': 'polite', tabindex: '0', 'aria-label': t('handsets') });
    this.tries = el('div.tries');
    this.write = el('textarea', { rows: 1, maxlength: 2000, placeholder: t('write'), 'aria-label': t('write'),
      oninput: () => this.measure(),
      onkeydown: e => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.send(); } } });
    this.measureNode = el('p.measure', { 'aria-live': 'off' });
    this.button = el('button.send', { type: 'submit', 'aria-label': t('send'), title: t('send'), disabled: true }, icon(SEND));
    this.problem = el('p.problem', { role: 'alert', hidden: true });
    this.node = el('section.phone', {},
      el('div.screen', {},
        el('div.status', { 'aria-hidden': 'true' }, this.time, el('span.island'), el('span.right', {}, this.bars, el('i.battery'))),
        this.who,
        el('label.to', {}, el('span', {}, t('to')), this.target, this.named),
        this.threads, this.list, this.tries,
        el('form.composer', { onsubmit: e => { e.preventDefault(); this.send(); } },
          this.problem, el('div.field', {}, this.write, this.button), this.measureNode)));
    this.name();
    this.measure();
  }

  identity() {
    const number = el('input', { value: this.number, inputmode: 'numeric', autocomplete: 'off' });
    const operator = el('select', {}, operators.map(o => el('option', { value: o.name, selected: o.name === this.operator }, title(o.name))));
    const style = el('select', {}, STYLES.map(s => el('option', { value: s, selected: s === this.style }, t(s))));
    const change = () => {
      const digits = number.value.replace(/\D/g, '');
      if (digits.length >= 3 && digits.length <= 15) this.number = digits;
      this.operator = operator.value;
      this.style = style.value;
      this.name();
      save();
      listen();
    };
    for (const field of [number, operator, style]) field.addEventListener('change', change);
    return el('div.identity', {},
      el('label', {}, t('number'), number, el('small', {}, t('numberHelp'))),
      el('label', {}, t('operator'), operator),
      el('label', {}, t('style'), style),
      el('button.quiet.bad', { type: 'button', onclick: () => remove(this) }, t('removePhone')));
  }

  name() {
    this.owner.textContent = phoneNumber(this.number);
    this.network.textContent = title(this.operator);
    this.face.textContent = this.number.slice(-9, -7) || this.number.slice(0, 2);
    this.face.dataset.hue = String(FIRST.indexOf(this.number) >= 0 ? FIRST.indexOf(this.number) : Number(this.number.slice(-3)) % 6);
    this.node.setAttribute('aria-label', t('phone', { number: phoneNumber(this.number) }));
    this.signal();
  }

  signal() {
    const operator = operators.find(o => o.name === this.operator);
    const bound = operator?.binds.some(b => b.type === 'TRANSCEIVER' || b.type === 'RECEIVER');
    this.bars.classList.toggle('weak', !bound);
  }

  forget() {
    this.messages.clear();
    this.show();
  }

  choose(number, focus = true) {
    this.to = number;
    if (this.target.value !== number) this.target.value = number;
    this.unread.delete(number);
    this.show();
    save();
    if (focus) this.write.focus({ preventScroll: true });
  }

  take(message) {
    const known = this.messages.has(message.id);
    this.messages.set(message.id, message);
    if (!known && message.number !== this.to && message.direction === 'RECEIVED' && isNew(message)) {
      this.unread.set(message.number, (this.unread.get(message.number) ?? 0) + 1);
    }
    if (!this.drawing) {
      this.drawing = true;
      requestAnimationFrame(() => { this.drawing = false; this.show(); });
    }
  }

  show() {
    const contact = contacts.find(c => c.number === this.to);
    this.named.textContent = contact?.name ?? '';
    const all = [...this.messages.values()].sort((a, b) => a.id - b.id);
    const others = [...new Set(all.map(m => m.number))].filter(n => n !== this.to);
    this.threads.replaceChildren(...others.slice(-6).map(n => el('button', { type: 'button', onclick: () => this.choose(n) },
      contacts.find(c => c.number === n)?.name ?? phoneNumber(n),
      this.unread.get(n) ? el('b', { 'aria-label': t('newTexts', { n: this.unread.get(n) }) }, String(this.unread.get(n))) : null)));
    const thread = all.filter(m => m.number === this.to).slice(-200);
    const stay = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight > 80;
    this.list.replaceChildren(...(thread.length ? this.bubbles(thread) : [this.empty()]));
    if (!stay) this.list.scrollTop = this.list.scrollHeight;
    this.drawn = Math.max(0, ...all.map(m => m.id));
    this.tries.replaceChildren(...(thread.length ? (contact?.texts ?? []).slice(0, 6) : []).map(text =>
      el('button', { type: 'button', onclick: () => { this.write.value = text; this.measure(); this.send(); } }, text)));
  }

  empty() {
    const offers = contacts.slice(0, 4).map(c => el('button', { type: 'button', onclick: () => { this.choose(c.number); this.write.value = c.texts[0] ?? ''; this.measure(); } },
      el('strong', {}, phoneNumber(c.number)), el('span', {}, c.name), c.texts[0] ? el('q', {}, c.texts[0]) : null));
    return el('li.empty', {}, drawing(), el('strong', {}, t('emptyTitle')), el('p', {}, t('empty')), offers.length ? el('p.try', {}, t('emptyTry')) : null, ...offers);
  }

  bubbles(thread) {
    let day = '';
    let before = null;
    return thread.flatMap((m, i) => {
      const nodes = [];
      const on = dayOf(m.at);
      if (on !== day) nodes.push(el('li.day', {}, on));
      const next = thread[i + 1];
      const last = !next || next.direction !== m.direction || dayOf(next.at) !== on;
      nodes.push(this.bubble(m, before, last));
      day = on;
      before = m;
      return nodes;
    });
  }

  bubble(m, before, last) {
    const mine = m.direction === 'SENT';
    const meta = [clock(m.at)];
    if (m.parts > 1) meta.push(t('sms', { n: m.parts }));
    if (!mine && before?.direction === 'SENT') meta.push(t('after', { time: duration(Math.max(1, new Date(m.at) - new Date(before.at))) }));
    if (m.state === 'REFUSED') meta.push(t('refusedWith', { status: hex(m.status) }));
    const path = { WAITING: CLOCK, ON_AIR: TICK, ACKNOWLEDGED: TICKS, REFUSED: WARN, RECEIPT_TAKEN: TICKS, FAILURE_TAKEN: CROSS }[m.state];
    const state = path ? el('span', { title: t(m.state), class: 'state ' + m.state }, icon(path, t(m.state))) : null;
    // Drawn anew with each change of state; it arrives once.
    const arriving = m.id > this.drawn && isNew(m) ? '.arriving' : '';
    return el(`li.bubble.${mine ? 'mine' : 'theirs'}${last ? '.last' : ''}${arriving}`, {},
      el('p', {}, linked(m.text)),
      el('small', {}, meta.join(' · '), state));
  }

  measure() {
    const text = this.write.value;
    this.write.style.height = '';
    if (text) this.write.style.height = Math.min(this.write.scrollHeight, 132) + 'px';
    this.button.disabled = !text.trim() || !this.to;
    const { units, parts, left, gsm } = size(text);
    this.measureNode.replaceChildren(el('span', {}, t(gsm ? 'gsm' : 'unicode')), el('span', {}, t('left', { n: left })),
      el('span', { class: parts > 1 ? 'many' : '' }, t('sms', { n: parts })));
    this.measureNode.classList.toggle('idle', units === 0);
  }

  async send() {
    const text = this.write.value;
    if (!text.trim() || !this.to) return;
    this.problem.hidden = true;
    try {
      await ask('POST', 'mo', { from: this.number, to: this.to, text, operator: this.operator, style: this.style });
      this.write.value = '';
      this.measure();
    } catch (e) {
      this.problem.textContent = e.message;
      this.problem.hidden = false;
    }
    this.list.scrollTop = this.list.scrollHeight;
    this.write.focus({ preventScroll: true });
  }
}

function isNew(message) {
  return Date.now() - new Date(message.at) < 5000;
}

function drawing() {
  return el('svg.drawing', { viewBox: '0 0 96 64', 'aria-hidden': 'true' },
    el('path', { class: 'soft', d: 'M8 12a8 8 0 0 1 8-8h36a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H24L12 42v-9a8 8 0 0 1-4-7z' }),
    el('path', { class: 'line', d: 'M18 15h32M18 23h20' }),
    el('path', { class: 'strong', d: 'M88 34a8 8 0 0 0-8-8H54a8 8 0 0 0-8 8v10a8 8 0 0 0 8 8h20l10 8v-9a8 8 0 0 0 4-7z' }),
    el('path', { class: 'ink', d: 'm59 39 5 5 10-10' }));
}

function dayOf(at) {
  const date = new Date(at);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(date);
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((piece, i) =>
    i % 2 ? el('a', { href: piece, target: '_blank', rel: 'noreferrer' }, piece) : piece);
}

/** Characters and parts, as an operator counts them. */
function size(text) {
  const gsm = [...text].every(c => GSM.includes(c) || GSM_TWICE.includes(c));
  const cost = gsm ? c => (GSM_TWICE.includes(c) ? 2 : 1) : c => c.length;
  const units = [...text].reduce((sum, c) => sum + cost(c), 0);
  const whole = gsm ? 160 : 70;
  const room = gsm ? 153 : 67;
  if (units <= whole) return { units, gsm, parts: 1, left: whole - units };
  let parts = 1;
  let used = 0;
  for (const c of text) {
    if (used + cost(c) > room) { parts++; used = 0; }
    used += cost(c);
  }
  return { units, gsm, parts, left: room - used };
}

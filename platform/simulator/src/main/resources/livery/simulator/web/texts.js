// The words of both pages in three languages, numbers and times as their readers write them.

const words = {
  en: {
    handsets: 'Handsets', operators: 'Operators', language: 'Language', theme: 'Light or dark',
    handsetsTitle: 'Handsets', operatorsTitle: 'Operators',
    addPhone: 'Add a phone', removePhone: 'Remove this phone', phone: 'Phone {number}',
    who: 'Who I am', number: 'My number', operator: 'My operator', style: 'Long texts travel as',
    numberHelp: 'Digits with the country code',
    UDH8: 'parts, 8-bit header', UDH16: 'parts, 16-bit header', SAR: 'parts, sar_* fields', PAYLOAD: 'one message_payload',
    to: 'To', toHint: 'Number', write: 'Text message', send: 'Send',
    emptyTitle: 'Nobody has texted yet', empty: 'Choose a number, write a word and press Enter. The answer arrives here.',
    emptyTry: 'Or try one of these',
    left: { one: '{n} left', other: '{n} left' }, sms: { one: '{n} SMS', other: '{n} SMS' },
    unicode: 'Unicode', gsm: 'GSM',
    WAITING: 'Waiting for the portal to bind', ON_AIR: 'Sent to the portal', ACKNOWLEDGED: 'Taken by the portal',
    REFUSED: 'Refused by the portal', SHOWN: 'Received', RECEIPT_TAKEN: 'Receipt taken by the portal', FAILURE_TAKEN: 'Reported as not delivered',
    after: 'after {time}', refusedWith: 'refused, {status}', today: 'Today', yesterday: 'Yesterday',
    bound: 'bound', unbound: 'nobody bound', offline: 'The simulator does not answer. Trying again…',
    newTexts: { one: '{n} new', other: '{n} new' },
    port: 'SMPP port {port}', noBinds: 'Nobody is bound', noBindsHelp: 'Texts wait here and go out with the first bind. Point a link of the portal at port {port}.',
    system: 'System', kind: 'Bind', peer: 'From', since: 'Since', window: 'Window', frozen: 'frozen',
    TRANSCEIVER: 'transceiver', RECEIVER: 'receiver', TRANSMITTER: 'transmitter', NONE_BIND: 'not bound yet',
    texted: 'Texted', answered: 'Answered', perSecond: '{n} a second', aSecond: '{n}/s', through: 'Operator', perSecondTitle: 'a second, last minute',
    waiting: 'Waiting', throttled: 'Throttled', resent: 'Sent again', receipts: 'Receipts', refusedCount: 'Refused', badPdus: 'Bad PDUs seen',
    waitingHelp: 'for a bind or a window', lostBinds: 'Binds lost', unanswered: 'Unanswered',
    faults: 'Faults', sound: 'Sound', faulty: { one: '{n} fault', other: '{n} faults' }, reset: 'All sound again', dropNow: 'Drop connections now',
    presetSlow: 'Slow', presetThrottle: 'Throttles', presetDrops: 'Drops', presetHalfOpen: 'Half-open', presetRepeats: 'Repeats', presetReceipts: 'Odd receipts', presetBadPdus: 'Bad PDUs',
    groupLink: 'Link', groupSubmit: 'Answers to submit_sm', groupDeliver: 'What is delivered', groupReceipts: 'Receipts',
    dropTcpEverySeconds: 'Drop TCP every, s', dropInsidePdu: 'Tear inside a PDU', freeze: 'Half-open links',
    NONE: 'none', EXISTING: 'those bound now', ALL: 'all, new ones too',
    respDelayMillis: 'Delay, ms', noRespPercent: 'Never answered, %', throttlePercent: 'Throttled at random, %', submitLimitPerSecond: 'Limit a second', burstMillis: 'Burst, ms of the limit',
    duplicatePercent: 'Sent twice, %', reorderParts: 'Parts out of order', missingPartPercent: 'A part missing, %', malformedPercent: 'Bad PDU after it, %',
    receiptsMode: 'Receipts come', AS_ASKED: 'as asked', NEVER: 'never', TWICE: 'twice', BEFORE_RESPONSE: 'before the answer', FINAL_THEN_ACCEPTED: 'final, then accepted', UNKNOWN_ID: 'with an unknown id',
    receiptDelayMillis: 'Delay, ms', receiptMissingPercent: 'Missing, %', receiptFailedPercent: 'Not delivered, %', idFormat: 'Message ids', SAME: 'the same in both', HEX_IN_RESPONSE: 'hex in the answer', HEX_IN_RECEIPT: 'hex in receipts',
    badPdu: 'Send one bad PDU', badPduHelp: 'and see what the portal says to it', sendIt: 'Send', answeredWith: 'answered with {status}', notAnswered: 'no answer in 3 s', noAnswerDue: 'sent; the link must close',
    load: 'Load', loadHelp: 'Every message comes from its own subscriber, so that each loss and each repeat is seen.',
    messages: 'Messages', rate: 'A second, 0 = as fast as it goes', text: 'Text', start: 'Start', stop: 'Stop', noLoads: 'No load has run yet.',
    run: 'Run', sent: 'Sent', acked: 'Acknowledged', replied: 'Replied', lost: 'Lost', open: 'Open', dup: 'Repeated', foreign: 'Foreign', ackTime: 'Ack p50 / p99', replyTime: 'Reply p50 / p99', running: 'running', over: 'ended',
    crowd: 'Crowd', crowdHelp: 'People text at moments of their own; they can be seen on handsets.', people: 'People', crowdRate: 'Texts a second', seconds: 'For, s', crowdTexts: 'Texts, one a line; “3 YES” comes up three times as often',
    crowdRuns: '{n} texted', all: 'all operators',
  },
  uk: {
    handsets: 'Телефони', operators: 'Оператори', language: 'Мова', theme: 'Світла чи темна',
    handsetsTitle: 'Телефони', operatorsTitle: 'Оператори',
    addPhone: 'Додати телефон', removePhone: 'Прибрати цей телефон', phone: 'Телефон {number}',
    who: 'Хто я', number: 'Мій номер', operator: 'Мій оператор', style: 'Довгі тексти йдуть як',
    numberHelp: 'Цифри з кодом країни',
    UDH8: 'частини, заголовок 8 біт', UDH16: 'частини, заголовок 16 біт', SAR: 'частини, поля sar_*', PAYLOAD: 'одне message_payload',
    to: 'Кому', toHint: 'Номер', write: 'Повідомлення', send: 'Надіслати',
    emptyTitle: 'Ще ніхто не писав', empty: 'Оберіть номер, напишіть слово й натисніть Enter. Відповідь з’явиться тут.',
    emptyTry: 'Або спробуйте щось із цього',
    left: { one: 'лишився {n}', few: 'лишилося {n}', many: 'лишилося {n}', other: 'лишилося {n}' }, sms: { one: '{n} SMS', few: '{n} SMS', many: '{n} SMS', other: '{n} SMS' },
    unicode: 'Юнікод', gsm: 'GSM',
    WAITING: 'Чекає, доки портал під’єднається', ON_AIR: 'Передано порталу', ACKNOWLEDGED: 'Портал прийняв',
    REFUSED: 'Портал відхилив', SHOWN: 'Отримано', RECEIPT_TAKEN: 'Портал прийняв звіт про доставку', FAILURE_TAKEN: 'Звіт: не доставлено',
    after: 'за {time}', refusedWith: 'відхилено, {status}', today: 'Сьогодні', yesterday: 'Учора',
    bound: 'на зв’язку', unbound: 'ніхто не під’єднаний', offline: 'Симулятор не відповідає. Пробуємо ще…',
    newTexts: { one: '{n} нове', few: '{n} нові', many: '{n} нових', other: '{n} нового' },
    port: 'Порт SMPP {port}', noBinds: 'Ніхто не під’єднаний', noBindsHelp: 'Тексти чекають тут і підуть із першим під’єднанням. Спрямуйте канал порталу на порт {port}.',
    system: 'Система', kind: 'Тип', peer: 'Звідки', since: 'Від', window: 'Вікно', frozen: 'завис',
    TRANSCEIVER: 'TRX', RECEIVER: 'RX', TRANSMITTER: 'TX', NONE_BIND: 'ще без bind',
    texted: 'Написали', answered: 'Відповіли', perSecond: '{n} за секунду', aSecond: '{n}/с', through: 'Оператор', perSecondTitle: 'за секунду, остання хвилина',
    waiting: 'Чекають', throttled: 'Стримано', resent: 'Надіслано знову', receipts: 'Звіти', refusedCount: 'Відхилено', badPdus: 'Отримано хибних PDU',
    waitingHelp: 'на зв’язок або місце у вікні', lostBinds: 'Обривів', unanswered: 'Без відповіді',
    faults: 'Несправності', sound: 'Справний', faulty: { one: '{n} несправність', few: '{n} несправності', many: '{n} несправностей', other: '{n} несправності' }, reset: 'Усе справне', dropNow: 'Обірвати з’єднання зараз',
    presetSlow: 'Повільний', presetThrottle: 'Стримує', presetDrops: 'Обриває', presetHalfOpen: 'Напіввідкритий', presetRepeats: 'Повторює', presetReceipts: 'Дивні звіти', presetBadPdus: 'Хибні PDU',
    groupLink: 'Канал', groupSubmit: 'Відповіді на submit_sm', groupDeliver: 'Що доставляє', groupReceipts: 'Звіти про доставку',
    dropTcpEverySeconds: 'Рвати TCP кожні, с', dropInsidePdu: 'Рвати посеред PDU', freeze: 'Напіввідкриті з’єднання',
    NONE: 'жодного', EXISTING: 'наявні зараз', ALL: 'усі, й нові',
    respDelayMillis: 'Затримка, мс', noRespPercent: 'Без відповіді, %', throttlePercent: 'Стримано навмання, %', submitLimitPerSecond: 'Межа за секунду', burstMillis: 'Сплеск, мс межі',
    duplicatePercent: 'Двічі, %', reorderParts: 'Частини не по порядку', missingPartPercent: 'Бракує частини, %', malformedPercent: 'Слідом хибний PDU, %',
    receiptsMode: 'Звіти надходять', AS_ASKED: 'як просили', NEVER: 'ніколи', TWICE: 'двічі', BEFORE_RESPONSE: 'до відповіді', FINAL_THEN_ACCEPTED: 'остаточний, тоді прийнято', UNKNOWN_ID: 'з невідомим id',
    receiptDelayMillis: 'Затримка, мс', receiptMissingPercent: 'Бракує, %', receiptFailedPercent: 'Не доставлено, %', idFormat: 'Номери повідомлень', SAME: 'однакові', HEX_IN_RESPONSE: 'hex у відповіді', HEX_IN_RECEIPT: 'hex у звітах',
    badPdu: 'Надіслати один хибний PDU', badPduHelp: 'і побачити, що скаже портал', sendIt: 'Надіслати', answeredWith: 'відповідь {status}', notAnswered: 'за 3 с без відповіді', noAnswerDue: 'надіслано; з’єднання має закритися',
    load: 'Навантаження', loadHelp: 'Кожне повідомлення від свого абонента, тож видно кожну втрату й кожен повтор.',
    messages: 'Повідомлень', rate: 'За секунду, 0 = скільки вийде', text: 'Текст', start: 'Почати', stop: 'Зупинити', noLoads: 'Навантажень ще не було.',
    run: 'Запуск', sent: 'Надіслано', acked: 'Прийнято', replied: 'З відповіддю', lost: 'Втрачено', open: 'Чекають', dup: 'Повторено', foreign: 'Чужі', ackTime: 'Прийом p50 / p99', replyTime: 'Відповідь p50 / p99', running: 'триває', over: 'завершено',
    crowd: 'Натовп', crowdHelp: 'Люди пишуть, коли заманеться; їх видно на телефонах.', people: 'Людей', crowdRate: 'Текстів за секунду', seconds: 'Упродовж, с', crowdTexts: 'Тексти, по одному в рядку; «3 ТАК» трапляється втричі частіше',
    crowdRuns: 'написано: {n}', all: 'усі оператори',
  },
  ru: {
    handsets: 'Телефоны', operators: 'Операторы', language: 'Язык', theme: 'Светлая или тёмная',
    handsetsTitle: 'Телефоны', operatorsTitle: 'Операторы',
    addPhone: 'Добавить телефон', removePhone: 'Убрать этот телефон', phone: 'Телефон {number}',
    who: 'Кто я', number: 'Мой номер', operator: 'Мой оператор', style: 'Длинные тексты идут как',
    numberHelp: 'Цифры с кодом страны',
    UDH8: 'части, заголовок 8 бит', UDH16: 'части, заголовок 16 бит', SAR: 'части, поля sar_*', PAYLOAD: 'одно message_payload',
    to: 'Кому', toHint: 'Номер', write: 'Сообщение', send: 'Отправить',
    emptyTitle: 'Пока никто не писал', empty: 'Выберите номер, напишите слово и нажмите Enter. Ответ появится здесь.',
    emptyTry: 'Или попробуйте что-нибудь из этого',
    left: { one: 'остался {n}', few: 'осталось {n}', many: 'осталось {n}', other: 'осталось {n}' }, sms: { one: '{n} SMS', few: '{n} SMS', many: '{n} SMS', other: '{n} SMS' },
    unicode: 'Юникод', gsm: 'GSM',
    WAITING: 'Ждёт, пока портал подключится', ON_AIR: 'Передано порталу', ACKNOWLEDGED: 'Портал принял',
    REFUSED: 'Портал отклонил', SHOWN: 'Получено', RECEIPT_TAKEN: 'Портал принял отчёт о доставке', FAILURE_TAKEN: 'Отчёт: не доставлено',
    after: 'за {time}', refusedWith: 'отклонено, {status}', today: 'Сегодня', yesterday: 'Вчера',
    bound: 'на связи', unbound: 'никто не подключён', offline: 'Симулятор не отвечает. Пробуем ещё…',
    newTexts: { one: '{n} новое', few: '{n} новых', many: '{n} новых', other: '{n} нового' },
    port: 'Порт SMPP {port}', noBinds: 'Никто не подключён', noBindsHelp: 'Тексты ждут здесь и уйдут с первым подключением. Направьте канал портала на порт {port}.',
    system: 'Система', kind: 'Тип', peer: 'Откуда', since: 'С', window: 'Окно', frozen: 'завис',
    TRANSCEIVER: 'TRX', RECEIVER: 'RX', TRANSMITTER: 'TX', NONE_BIND: 'ещё без bind',
    texted: 'Написали', answered: 'Ответили', perSecond: '{n} в секунду', aSecond: '{n}/с', through: 'Оператор', perSecondTitle: 'в секунду, последняя минута',
    waiting: 'Ждут', throttled: 'Сдержано', resent: 'Отправлено снова', receipts: 'Отчёты', refusedCount: 'Отклонено', badPdus: 'Получено негодных PDU',
    waitingHelp: 'связи или места в окне', lostBinds: 'Обрывов', unanswered: 'Без ответа',
    faults: 'Неисправности', sound: 'Исправен', faulty: { one: '{n} неисправность', few: '{n} неисправности', many: '{n} неисправностей', other: '{n} неисправности' }, reset: 'Всё исправно', dropNow: 'Оборвать соединения сейчас',
    presetSlow: 'Медленный', presetThrottle: 'Сдерживает', presetDrops: 'Обрывает', presetHalfOpen: 'Полуоткрытый', presetRepeats: 'Повторяет', presetReceipts: 'Странные отчёты', presetBadPdus: 'Негодные PDU',
    groupLink: 'Канал', groupSubmit: 'Ответы на submit_sm', groupDeliver: 'Что доставляет', groupReceipts: 'Отчёты о доставке',
    dropTcpEverySeconds: 'Рвать TCP каждые, с', dropInsidePdu: 'Рвать посреди PDU', freeze: 'Полуоткрытые соединения',
    NONE: 'нет', EXISTING: 'имеющиеся сейчас', ALL: 'все, и новые',
    respDelayMillis: 'Задержка, мс', noRespPercent: 'Без ответа, %', throttlePercent: 'Сдержано наугад, %', submitLimitPerSecond: 'Предел в секунду', burstMillis: 'Всплеск, мс предела',
    duplicatePercent: 'Дважды, %', reorderParts: 'Части не по порядку', missingPartPercent: 'Нет одной части, %', malformedPercent: 'Следом негодный PDU, %',
    receiptsMode: 'Отчёты приходят', AS_ASKED: 'как просили', NEVER: 'никогда', TWICE: 'дважды', BEFORE_RESPONSE: 'до ответа', FINAL_THEN_ACCEPTED: 'окончательный, затем принято', UNKNOWN_ID: 'с неизвестным id',
    receiptDelayMillis: 'Задержка, мс', receiptMissingPercent: 'Не приходят, %', receiptFailedPercent: 'Не доставлено, %', idFormat: 'Номера сообщений', SAME: 'одинаковые', HEX_IN_RESPONSE: 'hex в ответе', HEX_IN_RECEIPT: 'hex в отчётах',
    badPdu: 'Отправить один негодный PDU', badPduHelp: 'и увидеть, что скажет портал', sendIt: 'Отправить', answeredWith: 'ответ {status}', notAnswered: 'за 3 с нет ответа', noAnswerDue: 'отправлено; соединение должно закрыться',
    load: 'Нагрузка', loadHelp: 'Каждое сообщение от своего абонента, поэтому видна каждая потеря и каждый повтор.',
    messages: 'Сообщений', rate: 'В секунду, 0 = сколько выйдет', text: 'Текст', start: 'Начать', stop: 'Остановить', noLoads: 'Нагрузок ещё не было.',
    run: 'Запуск', sent: 'Отправлено', acked: 'Принято', replied: 'С ответом', lost: 'Потеряно', open: 'Ждут', dup: 'Повторено', foreign: 'Чужие', ackTime: 'Приём p50 / p99', replyTime: 'Ответ p50 / p99', running: 'идёт', over: 'завершено',
    crowd: 'Толпа', crowdHelp: 'Люди пишут, когда захотят; их видно на телефонах.', people: 'Людей', crowdRate: 'Текстов в секунду', seconds: 'В течение, с', crowdTexts: 'Тексты, по одному в строке; «3 ДА» встречается втрое чаще',
    crowdRuns: 'написано: {n}', all: 'все операторы',
  },
};

const asked = new URLSearchParams(location.search).get('lang');
const wished = asked ?? localStorage.getItem('lang') ?? navigator.language.slice(0, 2);
export const language = words[wished] ? wished : 'en';

export function t(key, values = {}) {
  let word = words[language][key] ?? words.en[key] ?? key;
  if (typeof word === 'object') {
    word = word[new Intl.PluralRules(language).select(values.n)] ?? word.other;
  }
  return word.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === 'number' ? count(values[name]) : values[name] ?? '');
}

export const count = n => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(n);
export const clock = at => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at));
export const clockSeconds = at => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(new Date(at));
export const hex = status => '0x' + status.toString(16).toUpperCase().padStart(2, '0');

export function duration(millis) {
  const unit = millis < 1000 ? 'millisecond' : 'second';
  const value = millis < 1000 ? Math.round(millis) : Math.round(millis / 100) / 10;
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** Digits grouped as people of the country read them; short codes as they are. */
export function phoneNumber(digits) {
  if (!/^\d{7,}$/.test(digits)) return digits;
  const ua = digits.match(/^380(\d\d)(\d{3})(\d\d)(\d\d)$/);
  if (ua) return `+380 ${ua[1]} ${ua[2]} ${ua[3]} ${ua[4]}`;
  return '+' + digits.replace(/(\d{1,3})(?=(\d{3})+$)/g, '$1 ');
}

export const title = name => name.split('-').map(w => w[0].toUpperCase() + w.slice(1)).join(' ');

/** An element with properties, attributes and children, without any HTML being parsed. */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = ['svg', 'path', 'polyline', 'use', 'circle', 'rect'].includes(name)
    ? document.createElementNS('http://www.w3.org/2000/svg', name)
    : document.createElement(name);
  if (classes.length) node.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter(c => c != null));
  return node;
}

export function icon(path, label) {
  return el('svg.icon', { viewBox: '0 0 20 20', role: label ? 'img' : null, 'aria-label': label, 'aria-hidden': label ? null : 'true' },
    el('path', { d: path }));
}

export async function ask(method, path, body) {
  const response = await fetch('/api/' + path, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

/** Language, light or dark, and the marked texts of the page. */
export function dress() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
  document.title = t(document.body.dataset.title) + ' · Livery';
  const choice = document.querySelector('#language');
  choice.value = language;
  choice.addEventListener('change', () => {
    localStorage.setItem('lang', choice.value);
    const address = new URL(location);
    address.searchParams.delete('lang');
    location.assign(address);
  });
  const root = document.documentElement;
  const dark = () => matchMedia('(prefers-color-scheme: dark)').matches;
  const kept = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  if (kept) root.dataset.theme = kept;
  const button = document.querySelector('#theme');
  button.title = t('theme');
  button.addEventListener('click', () => {
    const now = root.dataset.theme ?? (dark() ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  });
}

// The trial pay page: what the buyer chooses is what the shop is told.
const words = {
  en: {
    trial: 'A trial. No money moves here; you choose what the shop is told.', shop: 'to {merchant}, payment {payment}', back: 'Back to the shop', told: 'The shop was told: {told}', error: 'This cannot be paid: {why}',
    pay: ['Pay', 'the money is there at once'], fail: ['Fail', 'the card is refused'], later: ['Pay later', 'under way now, paid in 8 seconds'], twice: ['Send twice', 'the same news three times'],
    'wrong-order': ['Wrong order', 'paid first, then failed, then under way'], refund: ['Refund', 'give it back after it was paid'], chargeback: ['Chargeback', 'the bank takes it back; told before it was paid'], forged: ['Forge', 'news with a wrong signature'],
  },
  uk: {
    trial: 'Це проба. Гроші тут не рухаються; ви вибираєте, що повідомити продавцеві.', shop: 'для {merchant}, платіж {payment}', back: 'Назад до продавця', told: 'Продавцеві повідомлено: {told}', error: 'Оплатити не можна: {why}',
    pay: ['Оплатити', 'гроші надходять одразу'], fail: ['Відмова', 'картку відхилено'], later: ['Пізніше', 'зараз виконується, сплачено за 8 секунд'], twice: ['Надіслати двічі', 'те саме повідомлення тричі'],
    'wrong-order': ['Не в тому порядку', 'спершу «сплачено», потім «відмова», потім «виконується»'], refund: ['Повернення', 'повернути вже сплачене'], chargeback: ['Відкликання', 'банк забирає гроші; повідомлено раніше за оплату'], forged: ['Підробка', 'повідомлення з хибним підписом'],
  },
  ru: {
    trial: 'Это проба. Деньги здесь не движутся; вы выбираете, что сообщить продавцу.', shop: 'для {merchant}, платёж {payment}', back: 'Назад к продавцу', told: 'Продавцу сообщено: {told}', error: 'Оплатить нельзя: {why}',
    pay: ['Оплатить', 'деньги поступают сразу'], fail: ['Отказ', 'карта отклонена'], later: ['Позже', 'сейчас выполняется, оплачено через 8 секунд'], twice: ['Отправить дважды', 'одно и то же сообщение трижды'],
    'wrong-order': ['Не в том порядке', 'сначала «оплачено», потом «отказ», потом «выполняется»'], refund: ['Возврат', 'вернуть уже оплаченное'], chargeback: ['Отзыв', 'банк забирает деньги; сообщено раньше оплаты'], forged: ['Подделка', 'сообщение с неверной подписью'],
  },
};
const language = Object.keys(words).find(code => (navigator.language || 'en').startsWith(code)) || 'en';
const w = words[language];
const fields = Object.fromEntries(new URLSearchParams(location.search));
const at = id => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

async function ask(act) {
  const answer = await fetch('/api/pay', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...fields, act }),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.detail);
  return json;
}

async function choose(act) {
  for (const one of at('acts').children) one.disabled = true;
  try {
    const { told } = await ask(act);
    at('said').textContent = fill(w.told, { told: told.map(one => `${one.type} (${one.status})`).join(', ') });
  } catch (failure) {
    at('said').textContent = fill(w.error, { why: failure.message });
  }
  for (const one of at('acts').children) one.disabled = false;
}

document.documentElement.lang = language;
document.querySelector('[data-pay]').textContent = w.trial;
try {
  const { order } = await ask('look');
  at('amount').textContent = `${order.amount} ${order.currency}`;
  at('shop').textContent = fill(w.shop, order);
  for (const act of ['pay', 'fail', 'later', 'twice', 'wrong-order', 'refund', 'chargeback', 'forged']) {
    const button = document.createElement('button');
    button.id = act;
    const more = document.createElement('small');
    button.append(w[act][0], more);
    more.textContent = w[act][1];
    button.addEventListener('click', () => choose(act));
    at('acts').append(button);
  }
  at('acts').hidden = false;
  at('back').href = order.back;
  at('back').textContent = w.back;
  at('back').hidden = false;
} catch (failure) {
  at('amount').textContent = fill(w.error, { why: failure.message });
}

/*
 * Fills every text field of the open page with bad strings and sends the form to the server as the
 * page would; says what came back wrong. Fields and buttons are found, not named: a page that is new
 * is tried like any other.
 *
 * All fields of a form see one string of each class at once, for what reads and shows them; then each
 * sees strings of its own while the others are good, so that what it holds gets as far as it can.
 *
 * given: { strings: the list, of: a field sees one in so many, worst: one of each class, turn: where
 * the list goes on, alike: how many of a repeated row, done: [keys of fields tried before] }
 */
async (given) => {
  // The page itself is quiet meanwhile: its own polls would find their view gone.
  XMLHttpRequest.prototype.send = () => {};
  const problems = [];
  const tried = [];
  let sent = 0;

  const TEXT =
    'textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file])' +
    ':not([type=submit]):not([type=button])';
  const HELPERS = /(_focus|_filter)$/;

  /** What a field needs so that a try at another one gets as far as it can. */
  const good = (field) => {
    const any = Math.random().toString(36).slice(2, 10);
    const id = field.name.split(':').pop();
    const byId = {
      amount: '1', unitPrice: '0.01', price: '0.01', setup: '0', digits: '3805' + Date.now() % 1e8,
      to: '380509990199', phone: '380509990199', host: '127.0.0.1', port: '1', word: any,
      password: 'a password of many words', current: 'not the password',
    };
    const byType = {
      email: any + '@guinea.example', number: '1', date: '2030-01-01',
      'datetime-local': '2030-01-01T10:00', tel: '380509990199', url: 'https://guinea.example',
    };
    return byId[id] ?? byType[field.type] ?? any;
  };

  const fieldsOf = (form) =>
    [...form.querySelectorAll(TEXT)].filter(
      (one) => one.name && !one.disabled && !one.readOnly && !HELPERS.test(one.name) &&
        !one.name.startsWith('jakarta.'));

  const buttonOf = (form) => {
    const all = [...form.querySelectorAll('button[type=submit][name], input[type=submit][name]')]
      .filter((one) => !one.disabled && !one.closest('.row, .row-actions'));
    return all.find((one) => !/ui-button-(secondary|danger)/.test(one.className)) ?? all[0];
  };

  const inspect = (answer, html, what, string) => {
    if (answer.status >= 500 || /\/error\/500/.test(answer.url)) {
      problems.push(what + ' → ' + answer.status);
      return null;
    }
    const page = new DOMParser().parseFromString(html, 'text/html');
    const said = (page.body?.textContent ?? '').split(string).join('');
    if (/\b(java|jakarta|livery|org)\.[a-z]+\.[\w.]+|Exception\b|\tat \w/.test(said)) {
      problems.push(what + ' → tells about the inside: ' + said.match(/.{0,80}Exception.{0,80}/s));
    }
    if (page.querySelector('#pwned')) {
      problems.push(what + ' → became markup');
    }
    for (const one of page.querySelectorAll('*')) {
      for (const attribute of one.attributes) {
        const acts = /^on/i.test(attribute.name) && /alert/i.test(attribute.value);
        const leads = /^(.*:)?(href|src|action|formaction)$/i.test(attribute.name) &&
          /^\s*javascript:(?!void)/i.test(attribute.value);
        if (acts || leads) {
          problems.push(what + ' → runs as ' + one.tagName + ' ' + attribute.name);
        }
      }
    }
    for (const script of page.querySelectorAll('script:not([src]):not([type])')) {
      try {
        new Function(script.textContent);
      } catch (broken) {
        problems.push(what + ' → breaks a script: ' + broken.message);
      }
    }
    return page;
  };

  const send = async (form, values, what, string) => {
    // A form that takes files travels in parts.
    const data = form.enctype === 'multipart/form-data' ? new FormData() : new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && !(name in values)) {
        data.append(name, value);
      }
    }
    for (const name in values) {
      data.append(name, values[name]);
    }
    // The page's script would send along which scripts the answer may hold.
    const nonce = form.ownerDocument.querySelector('script[nonce]');
    if (nonce) {
      data.set('primefaces.nonce', nonce.nonce || nonce.getAttribute('nonce'));
    }
    const action = form.getAttribute('action') || location.pathname;
    const get = (form.getAttribute('method') || 'get').toLowerCase() === 'get';
    const url = new URL(action, location.href);
    if (get) {
      url.search = data.toString();
    }
    sent++;
    const answer = await fetch(url, get ? {} : { method: 'POST', body: data });
    return inspect(answer, await answer.text(), what, string);
  };

  const attack = async (first, names, key, strings) => {
    let form = first;
    for (const string of strings) {
      const what = key + ' ' + JSON.stringify(string.slice(0, 60));
      const button = buttonOf(form);
      const values = {};
      for (const other of fieldsOf(form)) {
        if (!other.value) {
          values[other.name] = good(other);
        }
      }
      for (const name of names) {
        values[name] = string;
      }
      if (button) {
        values[button.name] = button.value || button.name;
      }
      let page = await send(form, values, what, string);
      if (!page) {
        return;
      }
      const again = (from) => {
        const same = [...from.forms].find((one) => one.id === first.id);
        return same && [...same.elements].some((one) => one.name === names[0]) ? same : null;
      };
      let next = again(page);
      const back = !next && [...page.forms].flatMap((one) => [...one.elements])
        .find((one) => /:back$/.test(one.name) && !one.disabled);
      if (back) {
        page = await send(back.form, { [back.name]: back.name }, what + ' back', string);
        next = page && again(page);
      }
      if (!next) {
        const anew = await (await fetch(location.href)).text();
        next = again(new DOMParser().parseFromString(anew, 'text/html'));
      }
      if (!next) {
        return;
      }
      form = next;
    }
  };

  const filter = async (input, key, strings) => {
    const form = input.form;
    const table = input.closest('.ui-datatable').id;
    for (const string of strings) {
      sent++;
      const data = new URLSearchParams(new FormData(form));
      data.set(input.name, string);
      data.set('jakarta.faces.partial.ajax', 'true');
      data.set('jakarta.faces.source', table);
      data.set('jakarta.faces.partial.execute', table);
      data.set('jakarta.faces.partial.render', table);
      data.set(table + '_filtering', 'true');
      data.set(table + '_encodeFeature', 'true');
      const answer = await fetch(form.action, {
        method: 'POST', body: data, headers: { 'Faces-Request': 'partial/ajax' } });
      const text = await answer.text();
      if (answer.status >= 500 || /<error>|error\/500/.test(text)) {
        problems.push(key + ' ' + JSON.stringify(string) + ' → ' + text.slice(0, 200));
      }
    }
  };

  let turn = given.turn;
  for (const form of [...document.forms]) {
    const to = new URL(form.getAttribute('action') || location.pathname, location.href);
    const where = to.pathname + ' ' + (form.id || 'form') + ' ';
    const fields = [];
    for (const field of fieldsOf(form)) {
      const key = where + field.name;
      // Fields of a repeated row are alike; a few of them do.
      const alike = key.replace(/:\d+/g, ':n');
      const others = tried.filter((one) => one.replace(/:\d+/g, ':n') === alike).length;
      if (tried.includes(key) || given.done.includes(key) || others >= given.alike) {
        continue;
      }
      tried.push(key);
      if (field.classList.contains('ui-column-filter')) {
        await filter(field, key, given.worst);
      } else {
        fields.push(field);
      }
    }
    if (fields.length > 1) {
      await attack(form, fields.map((one) => one.name), where + 'all', given.worst);
    }
    for (const field of fields) {
      // Its own share of the list, so that all fields together have seen all of it.
      const share = given.strings.filter((_, at) => at % given.of === turn % given.of);
      const worst = fields.length > 1 ? [given.worst[turn % given.worst.length]] : given.worst;
      turn++;
      await attack(form, [field.name], where + field.name, worst.concat(share));
    }
  }
  return { problems, tried, sent };
}

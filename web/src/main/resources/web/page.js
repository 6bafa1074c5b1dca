// What all pages share: the connection to the server, times in the reader's zone, keys, and changes by calls of the REST API.
import {call, failure} from '/assets/api-call.js';

const connection = document.getElementById('connection');
const notice = document.getElementById('notice');
let lostAt = null;

// --- the stream of changes, which htmx listens to for the parts of a page that follow them
document.body.addEventListener('htmx:sseOpen', () => {
  if (lostAt !== null) refresh();
  lostAt = null;
  show('live', connection.dataset.live);
});
document.body.addEventListener('htmx:sseError', () => {
  lostAt ??= new Date();
  show('lost', connection.dataset.lost + ' ' + clock(lostAt));
});

function show(state, text) {
  connection.className = 'connection ' + state;
  if (connection.textContent !== text) connection.textContent = text;
}

/** Asks for what the page shows once more. */
export function refresh() {
  for (const part of document.querySelectorAll('[hx-trigger*="sse:"]')) {
    window.htmx.ajax('GET', part.getAttribute('hx-get'), {source: part, target: part, select: part.getAttribute('hx-select'), selectOOB: part.getAttribute('hx-select-oob'), swap: 'outerHTML'});
  }
}

// --- nothing moves that did not change, nor while the reader works in it
// (a part is compared with what the server sent of it before; at first that is the page itself)
// (one request may bring several parts: its own, and those that hx-select-oob names)
const shown = new Map();
for (const part of document.querySelectorAll('[hx-select][id]')) {
  for (const one of parts(part)) shown.set(one.id, one.outerHTML);
}

function parts(target) {
  const others = (target.getAttribute('hx-select-oob') ?? '').split(',').filter(Boolean);
  return [target, ...others.map((selector) => document.querySelector(selector)).filter(Boolean)];
}

document.body.addEventListener('htmx:beforeSwap', (event) => {
  const target = event.detail.target;
  if (!target.id) return;
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
  const all = parts(target);
  const texts = new Map(all.map((part) => [part.id, answer.getElementById(part.id)?.outerHTML ?? event.detail.xhr.responseText]));
  const same = all.every((part) => shown.get(part.id) === texts.get(part.id));
  const writing = all.some((part) => part.contains(document.activeElement)) && document.activeElement.matches('input, select, textarea');
  const playing = all.some((part) => [...part.querySelectorAll('audio')].some((audio) => !audio.paused));
  const busy = writing || playing;
  if (event.detail.xhr.status === 200 && (same || busy)) event.detail.shouldSwap = false;
  else texts.forEach((text, id) => shown.set(id, text));
});
document.body.addEventListener('htmx:oobAfterSwap', (event) => localTimes(event.detail.elt?.parentElement ?? document));
document.body.addEventListener('htmx:afterSwap', (event) => localTimes(event.detail.elt.parentElement ?? document));

// --- times in the reader's zone
const language = document.documentElement.lang;
const dayTime = new Intl.DateTimeFormat(language, {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
const date = new Intl.DateTimeFormat(language, {month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const full = new Intl.DateTimeFormat(language, {dateStyle: 'full', timeStyle: 'long'});

function clock(time) {
  return dayTime.format(time);
}

export function localTimes(root) {
  const today = new Date().toDateString();
  for (const element of root.querySelectorAll('time[datetime]')) {
    const time = new Date(element.dateTime);
    if (Number.isNaN(time.getTime())) continue;
    const text = time.toDateString() === today ? clock(time) : date.format(time);
    if (element.textContent !== text) element.textContent = text;
    element.title = full.format(time);
  }
}
localTimes(document);

// --- keys: each [data-key] is focused or clicked by its key, while nothing is being written
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
  const element = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === event.key);
  if (!element) return;
  event.preventDefault();
  if (element.matches('input, textarea')) element.focus();
  else element.click();
});

// --- changes: <button data-call="POST /api/v1/..."> and <form data-call="...">; data-confirm asks first
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-call]');
  if (button) act(button, null);
});
document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-call]');
  if (!form) return;
  event.preventDefault();
  act(form, fields(form));
});

async function act(element, body) {
  const question = element.dataset.confirm;
  if (question && !window.confirm(question)) return;
  const [method, template] = element.dataset.call.split(' ');
  // a field in the path, such as {name}, is no field of the body
  const path = template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = encodeURIComponent(body[name] ?? '');
    delete body[name];
    return value;
  });
  const button = element.matches('form') ? element.querySelector('[type=submit]') : element;
  button.disabled = true;
  try {
    const answer = await call(method, path, element.dataset.body ? JSON.parse(element.dataset.body) : body);
    element.dispatchEvent(new CustomEvent('done', {bubbles: true, detail: answer}));
    if (element.dataset.then) window.location.assign(element.dataset.then);
    else refresh();
  } catch (error) {
    tell(failure(error));
  } finally {
    button.disabled = false;
  }
}

/** The fields of a form as JSON: empty ones are left out, numbers (and fields with data-number) are numbers, checks are true, times are UTC. */
export function fields(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.matches('button')) continue;
    if (field.type === 'checkbox') {
      if (field.checked) body[field.name] = true;
    } else if (field.value !== '' && (field.type !== 'radio' || field.checked)) {
      body[field.name] = value(field);
    }
  }
  return body;
}

function value(field) {
  if ('number' in field.dataset) return Number(field.value);
  switch (field.type) {
    case 'number':
    case 'range': return Number(field.value);
    case 'datetime-local': return new Date(field.value).toISOString();
    default: return field.value;
  }
}

let hiding = 0;
/** Says something to the reader for some seconds. */
export function tell(text) {
  notice.textContent = text;
  notice.hidden = false;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => { notice.hidden = true; }, 8000);
}

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
    window.htmx.ajax('GET', part.getAttribute('hx-get'), {source: part, target: part, select: part.getAttribute('hx-select'), swap: 'outerHTML'});
  }
}

// --- nothing moves that did not change, nor while the reader works in it
const shown = new Map();
document.body.addEventListener('htmx:beforeSwap', (event) => {
  const part = event.detail.target;
  if (!part.id) return;
  const text = event.detail.xhr.responseText;
  const same = shown.get(part.id) === text;
  const busy = part.contains(document.activeElement) && document.activeElement.matches('input, select, textarea');
  if (event.detail.xhr.status === 200 && (same || busy)) event.detail.shouldSwap = false;
  else shown.set(part.id, text);
});
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
  const [method, path] = element.dataset.call.split(' ');
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

/** The fields of a form as JSON: empty ones are left out, numbers are numbers, checks are true. */
export function fields(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.matches('button')) continue;
    if (field.type === 'checkbox') {
      if (field.checked) body[field.name] = true;
    } else if (field.value !== '' && (field.type !== 'radio' || field.checked)) {
      body[field.name] = field.type === 'number' || field.type === 'range' ? Number(field.value) : field.value;
    }
  }
  return body;
}

let hiding = 0;
/** Says something to the reader for some seconds. */
export function tell(text) {
  notice.textContent = text;
  notice.hidden = false;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => { notice.hidden = true; }, 8000);
}

// The three forms: send a request, show its progress and its result in place.
import {call, h, post, stream} from '/assets/api.js';
import {showResult} from '/assets/results.js';

export function listenToForms() {
  for (const form of document.forms) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(form);
    });
  }
}

async function send(form) {
  const button = form.querySelector('button');
  const output = form.querySelector('output');
  button.disabled = true;
  try {
    const body = read(form);
    if (form.dataset.type === 'llm') await chat(form.dataset.path, body, output);
    else await follow(await post(form.dataset.path, {...body, async: true}), output);
  } catch (error) {
    output.replaceChildren(h('p', {class: 'error'}, error.message));
  } finally {
    button.disabled = false;
  }
}

function read(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.value === '') continue;
    if (field.name === 'size') {
      body.width = Number(field.value);
      body.height = Number(field.value);
    } else {
      body[field.name] = field.type === 'number' ? Number(field.value) : field.value;
    }
  }
  return body;
}

async function chat(path, body, output) {
  const text = h('p', {class: 'text'});
  output.replaceChildren(text);
  let last = null;
  await stream(path, {...body, stream: true}, (name, data) => {
    if (name === 'token') text.textContent += data.text;
    if (name === 'task' && data.why_pending) text.dataset.waiting = data.why_pending;
    if (name === 'result') last = data;
    if (name === 'error') throw new Error(data.detail);
  });
  if (last) output.replaceChildren(showResult(last));
}

/** Follows a task by its events until it is final. */
function follow(task, output) {
  const bar = h('progress', {max: 1, value: 0, 'aria-label': 'progress'});
  const note = h('span', {class: 'muted'}, task.why_pending || task.status);
  output.replaceChildren(bar, note);
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/v1/task/${task.task_id}/events`);
    const look = async () => {
      try {
        const now = await call('/api/v1/task/status/' + task.task_id);
        bar.value = now.progress;
        note.textContent = now.progress_note || now.why_pending || now.status;
        if (['succeeded', 'failed', 'cancelled'].includes(now.status)) {
          events.close();
          output.replaceChildren(showResult(now));
          resolve();
        }
      } catch (error) {
        events.close();
        reject(error);
      }
    };
    events.addEventListener('state', look);
    events.addEventListener('progress', look);
    events.onerror = look;
  });
}

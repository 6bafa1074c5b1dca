// The recent tasks: kept up to date by the server's events, opened on demand.
import {call, h, notify, post} from '/assets/api.js';
import {showResult} from '/assets/results.js';

const OPEN = new Set(['scheduled', 'queued', 'running']);
const rows = new Map();

export async function refreshTasks() {
  const filter = document.getElementById('filter').value;
  const page = await call('/api/v1/tasks?limit=25' + (filter ? '&' + filter : ''));
  const list = document.getElementById('tasks');
  const known = new Set(page.tasks.map((task) => task.task_id));
  for (const [id, row] of rows) {
    if (!known.has(id)) {
      row.root.remove();
      rows.delete(id);
    }
  }
  let previous = null;
  for (const task of page.tasks) {
    if (!rows.has(task.task_id)) rows.set(task.task_id, makeRow(task));
    const row = rows.get(task.task_id);
    fill(row, task);
    const place = previous ? previous.nextSibling : list.firstChild;
    if (row.root !== place) list.insertBefore(row.root, place);
    previous = row.root;
  }
  document.getElementById('empty').hidden = page.tasks.length > 0;
}

function makeRow(task) {
  const id = task.task_id;
  const row = {
    status: h('span', {class: 'chip'}),
    what: h('span', {class: 'what'}, task.excerpt || id),
    meta: h('span', {class: 'meta'}),
    bar: h('progress', {max: 1, value: 0, 'aria-label': 'progress'}),
    details: h('div', {hidden: true}),
    act: h('button', {class: 'quiet', type: 'button'}),
    show: h('button', {class: 'quiet', type: 'button', 'aria-expanded': 'false'}, 'Show'),
  };
  row.act.addEventListener('click', () => act(id, row.act.dataset.action));
  row.show.addEventListener('click', () => toggle(id, row));
  const head = h('div', {class: 'head'}, h('span', {class: 'chip'}, task.type), row.status, row.what,
    h('span', {class: 'buttons'}, row.act, row.show));
  row.root = h('li', {'data-task': id}, head, row.bar, row.meta, row.details);
  return row;
}

function fill(row, task) {
  const open = OPEN.has(task.status);
  row.status.textContent = task.status;
  row.status.className = 'chip ' + task.status;
  row.bar.hidden = !open;
  row.bar.value = task.progress;
  row.act.hidden = task.status === 'succeeded';
  row.act.dataset.action = open ? 'cancel' : 'retry';
  row.act.textContent = open ? 'Cancel' : 'Retry';
  const note = open && task.progress_note ? ', ' + task.progress_note : '';
  const attempt = task.attempt > 1 ? `, attempt ${task.attempt}/${task.max_attempts}` : '';
  const model = task.model ? ', ' + task.model : '';
  const time = new Date(task.created_at).toLocaleTimeString();
  row.meta.textContent = `${time}, priority ${task.priority}${attempt}${note}${model}`;
  if (row.shown && row.shown !== task.status) load(task.task_id, row);
}

async function act(id, action) {
  try {
    await post(`/api/v1/task/${id}/${action}`);
    await refreshTasks();
  } catch (error) {
    notify(error.message);
  }
}

function toggle(id, row) {
  const opening = row.details.hidden;
  row.details.hidden = !opening;
  row.show.textContent = opening ? 'Hide' : 'Show';
  row.show.setAttribute('aria-expanded', String(opening));
  row.shown = null;
  if (opening) load(id, row);
}

async function load(id, row) {
  try {
    const task = await call('/api/v1/task/status/' + id);
    row.shown = task.status;
    const why = task.why_pending ? h('p', {class: 'muted'}, task.why_pending) : null;
    row.details.replaceChildren(...[why, showResult(task)].filter(Boolean));
  } catch (error) {
    notify(error.message);
  }
}

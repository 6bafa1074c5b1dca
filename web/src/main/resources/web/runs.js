// Bulk runs and workflows: how far each is, and what can be done with it; hidden while there are none.
import {call, h, notify, post} from '/assets/api.js';

const OVER = new Set(['succeeded', 'failed', 'cancelled']);

export async function refreshRuns() {
  const [bulk, flows] = await Promise.all([call('/api/v1/bulk?limit=10'), call('/api/v1/workflows?limit=10')]);
  show('bulk', bulk.runs.map(bulkRun));
  show('workflows', flows.workflows.map(workflow));
}

function show(name, items) {
  document.getElementById(name + '-section').hidden = items.length === 0;
  document.getElementById(name).replaceChildren(...items);
}

function bulkRun(run) {
  const path = '/api/v1/bulk/' + run.run_id;
  const done = run.rejected + run.succeeded + run.failed + run.cancelled;
  const links = run.dry_run ? [link(path + '/rejects.csv', 'rejects')] : [
    link(path + '/results.csv', 'results'), link(path + '/results.zip', 'zip'), link(path + '/contact.png', 'pictures'),
    link(path + '/sound.wav', 'sound'),
    run.rejected ? link(path + '/rejects.csv', 'rejects') : null];
  const rate = run.items_per_second && !OVER.has(run.status) ? `, ${run.items_per_second.toFixed(1)} a second` : '';
  const eta = run.eta_s && !OVER.has(run.status) ? `, ${Math.ceil(run.eta_s)} s left` : '';
  const figures = `${done} of ${run.total}: ${run.succeeded} succeeded, ${run.failed} failed, ${run.rejected} rejected` +
    `${run.cancelled ? `, ${run.cancelled} cancelled` : ''}${run.in_flight ? `, ${run.in_flight} in flight` : ''}${rate}${eta}`;
  return row(run.run_id, run, path, done / Math.max(1, run.total), figures, links, run.failed ? 'retry' : 'restart');
}

function workflow(run) {
  const path = '/api/v1/workflows/' + run.run_id;
  const {waiting, running} = run.steps;
  const steps = Object.values(run.steps).reduce((sum, count) => sum + count, 0);
  const fraction = (steps - waiting - running) / Math.max(1, steps);
  const figures = [run.note, `${run.jobs} jobs${run.jobs_in_flight ? `, ${run.jobs_in_flight} in flight` : ''}`].filter(Boolean).join(', ');
  return row(run.run_id, run, path, fraction, figures, [link(path + '/graph?format=mermaid', 'graph'), link(path + '/outputs', 'outputs')],
    'restart');
}

function row(id, run, path, fraction, figures, links, again) {
  const over = OVER.has(run.status);
  const state = h('span', {class: 'chip ' + run.status}, run.status);
  const bar = over ? null : h('progress', {max: 1, value: fraction, 'aria-label': 'progress of ' + run.name});
  const buttons = h('span', {class: 'buttons'},
    over ? null : action(path, run.status === 'paused' ? 'resume' : 'pause', run.name),
    over ? null : action(path, 'cancel', run.name),
    over && run.status !== 'succeeded' ? action(path, again, run.name) : null);
  const why = run.error ? h('p', {class: 'error'}, run.error) : null;
  return h('li', {'data-run': id}, h('div', {class: 'head'}, state, h('span', {class: 'what'}, run.name), buttons), bar,
    h('span', {class: 'meta'}, figures, ' · ', ...links.filter(Boolean).flatMap((one) => [one, ' '])), why);
}

function link(path, text) {
  return h('a', {href: path}, text);
}

function action(path, name, run) {
  const button = h('button', {class: 'quiet', type: 'button', 'aria-label': name + ' ' + run}, name[0].toUpperCase() + name.slice(1));
  button.addEventListener('click', async () => {
    try {
      await post(path + '/' + name);
      await refreshRuns();
    } catch (error) {
      notify(error.message);
    }
  });
  return button;
}

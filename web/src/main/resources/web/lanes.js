// The lanes: how many jobs run and wait, their part of the device and its memory, and which model serves them.
import {call, h, notify, post} from '/assets/api.js';

const cards = new Map();

export async function refreshLanes() {
  const resources = await call('/api/v1/system/resources');
  const box = document.getElementById('lanes');
  for (const lane of resources.lanes) {
    if (!cards.has(lane.lane)) {
      const card = makeCard(lane.lane);
      cards.set(lane.lane, card);
      box.append(card.root);
      document.getElementById('filter').append(h('option', {value: 'type=' + lane.lane}, lane.lane));
    }
    const model = resources.models.find((candidate) => candidate.type === lane.lane);
    fill(cards.get(lane.lane), lane, model);
    fillUse(cards.get(lane.lane), shareOf(resources.device_share, lane), heldBy(resources, lane.lane, model));
  }
  const memory = Math.round((resources.memory.rss || resources.memory.heap_used) / 1048576);
  const load = resources.cpu.load === null ? '' : ', CPU ' + Math.round(resources.cpu.load * 100) + ' %';
  document.getElementById('node').textContent =
    `node ${resources.node.name}, version ${resources.node.version}, up ${resources.node.uptime_s} s, ` +
    `${resources.running_tasks} of ${resources.max_concurrent_tasks} tasks running${load}, ${memory} MiB`;
}

function makeCard(name) {
  const state = h('span', {class: 'chip'});
  const bar = h('progress', {max: 1, value: 0, 'aria-label': 'slots of lane ' + name + ' in use'});
  const figures = h('p', {class: 'figures'});
  const use = h('p', {class: 'figures'});
  const model = h('p', {class: 'muted figures'});
  const button = h('button', {class: 'quiet', type: 'button'});
  button.addEventListener('click', async () => {
    try {
      await post('/api/v1/lanes/' + name + '/' + button.dataset.action);
      await refreshLanes();
    } catch (error) {
      notify(error.message);
    }
  });
  const head = h('div', {class: 'head'}, h('h3', {}, name), state, button);
  return {root: h('article', {class: 'card', 'data-lane': name}, head, bar, figures, use, model), state, bar, figures, use, model, button};
}

/** The lane's part of the busy time of all devices, and what it is promised; nothing for lanes that take no turns. */
function shareOf(share, lane) {
  const uses = share.devices.flatMap((device) => device.lanes);
  if (!uses.some((use) => use.lane === lane.lane)) return null;
  const busy = (some) => some.reduce((sum, use) => sum + use.recent_busy_s, 0);
  const all = busy(uses);
  const own = busy(uses.filter((use) => use.lane === lane.lane));
  const title = `of the time that the device worked in the last ${share.window_s} s; while all lanes want it, `
    + 'each gets its share, and one that is alone gets all';
  return h('span', {title}, h('b', {}, all > 0 ? Math.round(100 * own / all) + ' %' : 'nothing'),
    ` of device time, ${share.enabled ? `share ${lane.weight} %` : 'not shared'}`);
}

/** Memory that the models of a lane hold, over all devices, and the models besides the configured one. */
function heldBy(resources, lane, model) {
  const parts = resources.device_memory.flatMap((device) => device.lanes).filter((part) => part.lane === lane);
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const names = new Set(parts.flatMap((part) => part.models).map((held) => held.name));
  if (model) names.delete(model.name);
  const others = names.size > 0 ? ', also for ' + [...names].join(', ') : '';
  return h('span', {title: 'memory that models of this lane hold, and may hold together'},
    h('b', {}, size(sum('held'))), ` of ${size(sum('budget'))} memory${others}`);
}

function size(bytes) {
  const mib = bytes / 1048576;
  return mib < 1024 ? Math.round(mib) + ' MiB' : (mib / 1024).toFixed(1) + ' GiB';
}

function fillUse(card, ...figures) {
  card.use.replaceChildren(...figures.filter(Boolean));
}

function fill(card, lane, model) {
  const state = lane.paused ? 'paused' : model ? model.state : 'unknown';
  card.state.textContent = state;
  card.state.className = 'chip ' + state;
  card.bar.max = lane.slots;
  card.bar.value = Math.min(lane.running, lane.slots);
  card.button.dataset.action = lane.paused ? 'resume' : 'pause';
  card.button.textContent = lane.paused ? 'Resume' : 'Pause';
  card.button.setAttribute('aria-label', card.button.textContent + ' lane ' + lane.lane);
  card.figures.replaceChildren(
    h('span', {}, h('b', {}, lane.running + ' / ' + lane.slots), ' running'),
    h('span', {}, h('b', {}, String(lane.queued)), ' queued'),
    h('span', {}, h('b', {}, String(lane.scheduled)), ' later'));
  const name = model && model.name ? model.name + (model.miniature ? ' (miniature)' : '') : '';
  const why = model && model.state === 'failed' ? model.detail : '';
  card.model.textContent = [name, lane.resource, why].filter(Boolean).join(' · ');
}

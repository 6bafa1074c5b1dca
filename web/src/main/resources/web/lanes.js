// The lanes: how many jobs run and wait, and which model serves them.
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
    }
    const model = resources.models.find((candidate) => candidate.type === lane.lane);
    fill(cards.get(lane.lane), lane, model, shareOf(resources.device_share, lane), held(resources, lane.lane));
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
  return {root: h('article', {class: 'card', 'data-lane': name}, head, bar, figures, model), state, bar, figures, model, button};
}

/** The lane's part of the busy time of all devices against its target, for people. */
function shareOf(share, lane) {
  let own = 0;
  let all = 0;
  for (const each of share.devices.flatMap((device) => device.lanes)) {
    own += each.lane === lane.lane ? each.recent_busy_s : 0;
    all += each.recent_busy_s;
  }
  if (lane.resource !== 'gpu') {
    return '';
  }
  return all > 0 ? `had ${Math.round(100 * own / all)} % of the device, target ${lane.weight} %` : `share ${lane.weight} %`;
}

/** Memory that the models of a lane hold, over all devices. */
function held(resources, lane) {
  const parts = resources.device_memory.flatMap((device) => device.lanes).filter((part) => part.lane === lane);
  const mib = (key) => Math.round(parts.reduce((sum, part) => sum + part[key], 0) / 1048576);
  return `${mib('held')} of ${mib('budget')} MiB`;
}

function fill(card, lane, model, share, memory) {
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
  card.model.textContent = [name, lane.resource, share, memory, why].filter(Boolean).join(' · ');
}

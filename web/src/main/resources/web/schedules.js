// The schedules: when each fires next and how its last firing ended; hidden while there are none.
import {call, h, notify, post} from '/assets/api.js';

export async function refreshSchedules() {
  const {schedules} = await call('/api/v1/schedules?limit=25');
  document.getElementById('schedules-section').hidden = schedules.length === 0;
  document.getElementById('schedules').replaceChildren(...schedules.map(row));
}

function row(schedule) {
  const zone = schedule.time_zone || 'UTC';
  const words = document.documentElement.lang === 'zh' ? schedule.description.zh : schedule.description.en;
  const state = h('span', {class: 'chip ' + schedule.status, title: schedule.status_reason || ''}, schedule.status);
  const missed = schedule.missed ? `, ${schedule.missed} missed` : '';
  const paused = schedule.status === 'paused';
  return h('tr', {'data-schedule': schedule.name},
    h('th', {scope: 'row'}, schedule.name), h('td', {}, state), h('td', {title: schedule.when}, words),
    h('td', {}, time(schedule.next_fire)), h('td', {}, time(schedule.last_fire) + missed), h('td', {}, zone),
    h('td', {}, h('span', {class: 'buttons'}, schedule.status === 'ended' ? null : action(schedule.name, paused ? 'resume' : 'pause'),
      action(schedule.name, 'run'))));
}

function time(instant) {
  return instant ? new Date(instant).toLocaleString() : '–';
}

function action(name, what) {
  const text = what === 'run' ? 'Run now' : what[0].toUpperCase() + what.slice(1);
  const button = h('button', {class: 'quiet', type: 'button', 'aria-label': text + ': ' + name}, text);
  button.addEventListener('click', async () => {
    try {
      await post('/api/v1/schedules/' + encodeURIComponent(name) + '/' + what);
      await refreshSchedules();
    } catch (error) {
      notify(error.message);
    }
  });
  return button;
}

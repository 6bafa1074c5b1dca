// The live page: lanes, nodes, tenants, forms, runs, schedules and recent tasks, refreshed when the server tells that something happened.
import {notify} from '/assets/api.js';
import {listenToForms} from '/assets/forms.js';
import {refreshLanes} from '/assets/lanes.js';
import {refreshNodes} from '/assets/nodes.js';
import {refreshRuns} from '/assets/runs.js';
import {refreshSchedules} from '/assets/schedules.js';
import {refreshTasks} from '/assets/tasks.js';
import {refreshTenants} from '/assets/tenants.js';

const QUIET_MS = 250;
const IDLE_MS = 15000;
let planned = null;

/** Refreshes soon; many events in a row cause one refresh. */
function refreshSoon() {
  if (!planned) planned = setTimeout(refresh, QUIET_MS);
}

async function refresh() {
  try {
    await Promise.all([refreshLanes(), refreshNodes(), refreshTenants(), refreshTasks(), refreshRuns(),
      refreshSchedules()]);
  } catch (error) {
    notify('The server does not answer: ' + error.message);
  } finally {
    planned = null;
  }
}

const events = new EventSource('/api/v1/events');
events.addEventListener('state', refreshSoon);
events.addEventListener('progress', refreshSoon);
events.onopen = refreshSoon;
document.getElementById('filter').addEventListener('change', refresh);
setInterval(refreshSoon, IDLE_MS);
listenToForms();
refresh();

// The nodes that share the database: what each one runs, with a button to drain it or to let it start jobs again.
import {call, h, notify, post} from '/assets/api.js';

const rows = new Map();

export async function refreshNodes() {
  const {nodes} = await call('/api/v1/nodes');
  const names = new Set(nodes.map((node) => node.name));
  for (const [name, row] of rows) {
    if (!names.has(name)) {
      row.root.remove();
      rows.delete(name);
    }
  }
  const table = document.getElementById('nodes');
  nodes.forEach((node, index) => {
    if (!rows.has(node.name)) rows.set(node.name, makeRow(node.name));
    const row = rows.get(node.name);
    fill(row, node);
    if (table.children[index] !== row.root) table.insertBefore(row.root, table.children[index] || null);
  });
}

function makeRow(name) {
  const row = {
    state: h('span', {class: 'chip'}),
    lanes: h('td'),
    running: h('td'),
    heartbeat: h('td'),
    where: h('td', {class: 'muted'}),
    button: h('button', {class: 'quiet', type: 'button'}),
  };
  row.button.addEventListener('click', async () => {
    try {
      await post('/api/v1/nodes/' + encodeURIComponent(name) + '/' + row.button.dataset.action);
      await refreshNodes();
    } catch (error) {
      notify(error.message);
    }
  });
  row.root = h('tr', {'data-node': name}, h('th', {scope: 'row'}, name), h('td', {}, row.state), row.lanes,
    row.running, row.heartbeat, row.where, h('td', {}, row.button));
  return row;
}

function fill(row, node) {
  row.state.textContent = node.state;
  row.state.className = 'chip ' + node.state;
  row.lanes.textContent = node.lanes.map((lane) => `${lane.lane} ${lane.running}/${lane.slots}`).join(', ');
  row.running.textContent = node.running + ' of ' + node.slots;
  row.heartbeat.textContent = Math.round(node.heartbeat_age_s) + ' s ago';
  row.where.textContent = `${node.host}, pid ${node.pid}, ${node.version}` + (node.this_node ? ' (answers here)' : '');
  row.button.hidden = node.state === 'lost';
  row.button.dataset.action = node.state === 'draining' ? 'resume' : 'drain';
  row.button.textContent = node.state === 'draining' ? 'Resume' : 'Drain';
  row.button.setAttribute('aria-label', row.button.textContent + ' node ' + node.name);
}

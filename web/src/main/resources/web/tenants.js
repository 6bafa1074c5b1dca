// The tenants that share the lanes; hidden while there is the default one alone.
import {call, h} from '/assets/api.js';

export async function refreshTenants() {
  const {tenants} = await call('/api/v1/tenants');
  document.getElementById('tenants-section').hidden = tenants.length < 2;
  document.getElementById('tenants').replaceChildren(...tenants.map(row));
}

function row(tenant) {
  const limit = (value) => h('td', {}, value === null ? 'no limit' : String(value));
  return h('tr', {'data-tenant': tenant.name}, h('th', {scope: 'row'}, tenant.name), h('td', {}, String(tenant.weight)),
    limit(tenant.max_queued), limit(tenant.rate_per_minute), limit(tenant.jobs_per_day));
}

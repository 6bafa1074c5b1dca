// A new bulk run: the manifest is sent as it is; a check is a dry run, whose page is shown below the form.
import {create, failure} from '/assets/api-call.js';

const form = document.getElementById('upload');
const error = document.getElementById('upload-error');
const bar = document.getElementById('uploading');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const dryRun = event.submitter.value === 'true';
  const buttons = form.querySelectorAll('button');
  buttons.forEach((button) => { button.disabled = true; });
  bar.hidden = false;
  error.hidden = true;
  try {
    const page = '/bulk/' + await create('/api/v1/bulk?' + options(dryRun), form.elements.manifest.files[0]);
    if (dryRun) showCheck(page);
    else window.location.assign(page);
  } catch (refusal) {
    error.textContent = failure(refusal);
    error.hidden = false;
  } finally {
    bar.hidden = true;
    buttons.forEach((button) => { button.disabled = false; });
  }
});

function options(dryRun) {
  const query = new URLSearchParams();
  for (const field of form.elements) {
    if (field.name && field.type !== 'file' && field.value !== '') query.set(field.name, field.value);
  }
  if (!query.has('name')) query.set('name', form.elements.manifest.files[0].name.slice(0, 200));
  if (dryRun) query.set('dry_run', 'true');
  return query;
}

function showCheck(page) {
  const place = document.getElementById('check');
  window.htmx.ajax('GET', page, {target: place, select: '#live', swap: 'innerHTML'});
  document.getElementById('start').classList.add('primary');
}

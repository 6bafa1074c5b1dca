// The form of a schedule: its fields and two JSON texts make one document.
import {call, failure} from '/assets/api-call.js';

const form = document.getElementById('schedule');
const error = document.getElementById('form-error');

for (const button of form.querySelectorAll('[data-example]')) {
  button.addEventListener('click', () => {
    form.elements.target.value = JSON.stringify(JSON.parse(button.dataset.example), null, 2);
  });
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  error.hidden = true;
  try {
    const edited = form.dataset.edits;
    const definition = document_();
    const made = edited
      ? await call('PUT', '/api/v1/schedules/' + encodeURIComponent(edited), definition)
      : await call('POST', '/api/v1/schedules', definition);
    window.location.assign('/schedules/' + encodeURIComponent(made.name));
  } catch (refusal) {
    error.textContent = failure(refusal);
    error.hidden = false;
  }
});

function document_() {
  const field = form.elements;
  return {
    ...json('rest', '{}'),
    name: form.dataset.edits || field.name.value,
    when: field.when.value,
    ...(field.time_zone.value ? {time_zone: field.time_zone.value} : {}),
    overlap: field.overlap.value,
    misfire: field.misfire.value,
    pause_on_failure: field.pause_on_failure.checked,
    target: json('target'),
  };
}

function json(name, otherwise) {
  const field = form.elements[name];
  try {
    return JSON.parse(field.value || otherwise);
  } catch (problem) {
    field.focus();
    throw new Error(`${name}: ${form.dataset.noJson} (${problem.message})`);
  }
}

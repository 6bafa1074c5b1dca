// The editor of workflows: line numbers, and a check of what is written that shows errors where they are.
import {call, create, failure} from '/assets/api-call.js';

const form = document.getElementById('workflow');
const text = document.getElementById('definition');
const lines = document.getElementById('lines');
const problems = document.getElementById('problems');
const error = document.getElementById('form-error');
const PAUSE_MS = 600;
let checking = 0;
let latest = 0;

function number() {
  const count = text.value.split('\n').length;
  lines.textContent = Array.from({length: count}, (_, i) => i + 1).join('\n');
  lines.scrollTop = text.scrollTop;
}

function body() {
  let inputs;
  try {
    inputs = JSON.parse(form.elements.inputs.value || '{}');
  } catch (problem) {
    throw new Error(`inputs: ${form.dataset.noJson} (${problem.message})`);
  }
  const tenant = form.elements.tenant.value;
  return {definition: text.value, inputs, ...(tenant ? {tenant} : {})};
}

async function check() {
  const turn = ++latest;
  try {
    const answer = await call('POST', '/api/v1/workflows?dry_run=true', body());
    if (turn !== latest) return;
    problems.replaceChildren(answer.valid ? said(form.dataset.valid, answer.steps) : list(answer.problems));
  } catch (refusal) {
    if (turn === latest) problems.replaceChildren(paragraph(failure(refusal), 'bad'));
  }
}

function paragraph(words, style) {
  const element = document.createElement('p');
  element.className = style;
  element.textContent = words;
  return element;
}

function said(words, steps) {
  return paragraph(words + ' ' + steps.join(' → '), 'good');
}

function list(all) {
  const element = document.createElement('ol');
  element.className = 'problems';
  for (const problem of all) {
    const item = document.createElement('li');
    const where = document.createElement('button');
    where.type = 'button';
    where.textContent = problem.line ? problem.line + ':' + problem.column : problem.field;
    where.addEventListener('click', () => goTo(problem));
    item.append(where, ' ' + (problem.line && problem.field ? problem.field + ' ' : '') + problem.message);
    element.append(item);
  }
  return element;
}

function goTo(problem) {
  const before = text.value.split('\n').slice(0, Math.max(0, problem.line - 1));
  const at = before.reduce((sum, line) => sum + line.length + 1, 0) + Math.max(0, problem.column - 1);
  text.focus();
  text.setSelectionRange(at, at);
  text.scrollTop = Math.max(0, before.length - 3) * parseFloat(getComputedStyle(text).lineHeight);
}

text.addEventListener('scroll', () => { lines.scrollTop = text.scrollTop; });
form.addEventListener('input', () => {
  number();
  window.clearTimeout(checking);
  checking = window.setTimeout(check, PAUSE_MS);
});
document.getElementById('validate').addEventListener('click', check);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  error.hidden = true;
  try {
    window.location.assign('/workflows/' + await create('/api/v1/workflows', body()));
  } catch (refusal) {
    error.textContent = failure(refusal);
    error.hidden = false;
    check();
  }
});
number();
check();

// One action on many jobs: [data-bulk] counts first, says the count, asks, then acts on no more than that.
import {call, failure} from '/assets/api-call.js';
import {refresh, tell} from '/assets/page.js';

const PATH = '/api/v1/tasks/actions';
const number = new Intl.NumberFormat(document.documentElement.lang);
const say = (text, count) => text.replace('{0}', number.format(count));

function body(button) {
  const body = JSON.parse(button.dataset.bulk);
  const priority = button.closest('.bulk')?.querySelector('[data-priority]');
  if (body.action === 'reprioritise') body.priority = Number(priority.value);
  return body;
}

async function count(button) {
  const {matched} = await call('POST', PATH, {...body(button), dry_run: true});
  button.textContent = say(button.dataset.label, matched);
  return matched;
}

async function act(button) {
  button.disabled = true;
  try {
    const matched = await count(button);
    if (matched === 0) {
      tell(button.dataset.none);
      return;
    }
    if (!window.confirm(say(button.dataset.question, matched))) return;
    const answer = await call('POST', PATH, {...body(button), expected_count: matched});
    tell(answer.system_job ? say(button.dataset.later, answer.matched) : say(button.dataset.done, answer.changed));
    refresh();
    await count(button);
  } catch (error) {
    tell(failure(error));
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-bulk]');
  if (button) act(button);
});

// the counts are asked for when they are wanted: they read every job that they count
for (const details of document.querySelectorAll('details.bulk')) {
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    for (const button of details.querySelectorAll('[data-bulk]')) {
      count(button).catch((error) => tell(failure(error)));
    }
  });
}

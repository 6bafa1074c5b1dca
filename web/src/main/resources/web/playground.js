// The playground: submits what the form says as a job, shows what comes of it, and the commands that do the same.
import '/assets/copy.js';
import {call, failure} from '/assets/api-call.js';
import {cli, curl} from '/assets/commands.js';
import {follow, stream} from '/assets/events.js';
import {tell} from '/assets/page.js';
import {sounds} from '/assets/sound.js';

const form = document.getElementById('form');
const out = document.getElementById('out');
const {type, path} = form.dataset;
const chat = type === 'llm';
let messages = out.dataset.messages ? JSON.parse(out.dataset.messages) : [];

// --- the request

/** The values of the request by name, each as JSON: a number stays as it was written. */
function values() {
  const all = {};
  for (const [name, value] of Object.entries(others())) all[name] = JSON.stringify(value);
  for (const field of form.elements) {
    if (!field.name || field.name === 'others' || field.value === '') continue;
    const plain = field.type === 'number' || 'number' in field.dataset;
    all[field.name] = plain ? field.value : JSON.stringify(field.value);
  }
  if (chat && messages.length && all.prompt) {
    all.messages = JSON.stringify([...messages, {role: 'user', content: form.elements.prompt.value}]);
    delete all.prompt;
  }
  return all;
}

function others() {
  const field = form.elements.others;
  const text = field.value.trim();
  let read = {};
  try {
    if (text) read = JSON.parse(text);
    const fine = read !== null && typeof read === 'object' && !Array.isArray(read);
    field.setCustomValidity(fine ? '' : field.dataset.invalid);
    return fine ? read : {};
  } catch {
    field.setCustomValidity(field.dataset.invalid);
    return {};
  }
}

function json(all) {
  return '{' + Object.entries(all).map(([name, value]) => JSON.stringify(name) + ':' + value).join(',') + '}';
}

function commands() {
  const all = values();
  document.getElementById('curl').textContent = curl(path, type, json(all));
  document.getElementById('cli').textContent = cli(form, type, all, json(all));
}

// --- what comes of it

function element(tag, className, text = '') {
  const one = document.createElement(tag);
  if (className) one.className = className;
  one.textContent = text;
  return one;
}

/** A card for one submission; it shows the job as it goes on. */
function card(said) {
  const box = element('article', 'said');
  box.append(element('p', 'you', said));
  const head = element('div', 'row');
  const pill = element('span', 'pill queued', out.dataset.queued);
  const link = element('a', '', '');
  const cancel = element('button', 'danger', out.dataset.cancel);
  cancel.type = 'button';
  const bar = element('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', out.dataset.progress);
  bar.hidden = true;
  const note = element('small', 'muted');
  head.append(pill, link, note, element('span', 'grow'), cancel);
  const body = element('div', 'stack');
  box.append(head, bar, body);
  if (chat) out.append(box);
  else out.prepend(box);
  return {
    body,
    job(id) {
      link.href = '/jobs/' + id;
      link.textContent = out.dataset.job + ' ' + id.slice(-12);
      cancel.onclick = () => call('POST', '/api/v1/task/' + id + '/cancel').catch((error) => tell(failure(error)));
    },
    state(name) {
      pill.className = 'pill ' + name;
      pill.textContent = out.dataset[name] ?? name;
      const open = ['scheduled', 'queued', 'running'].includes(name);
      cancel.hidden = !open;
      bar.hidden = name !== 'running';
      if (!open) note.textContent = '';
    },
    progress(fraction, text) {
      bar.value = fraction;
      note.textContent = text ?? '';
    },
    error(text) {
      body.replaceChildren(element('p', 'bad', text));
    },
  };
}

/** What a job made: pictures, sounds with their captions, text. */
function results(task, body) {
  body.replaceChildren();
  const captions = task.artifacts.find((one) => one.media_type.startsWith('text/vtt'));
  for (const artifact of task.artifacts) {
    if (artifact.media_type.startsWith('image/')) {
      const picture = element('img', 'picture');
      picture.src = artifact.url;
      picture.alt = task.request?.prompt ?? artifact.name;
      body.append(picture);
    } else if (artifact.media_type.startsWith('audio/')) {
      body.append(sound(artifact, captions));
    }
  }
  if (typeof task.result?.text === 'string') body.append(element('p', 'answer', task.result.text));
  else if (!task.artifacts.length) body.append(element('pre', '', JSON.stringify(task.result, null, 2)));
  sounds(body);
}

function sound(artifact, captions) {
  const figure = element('figure', 'sound');
  figure.dataset.sound = '';
  const canvas = element('canvas', 'wave');
  canvas.dataset.src = artifact.url;
  canvas.dataset.size = artifact.size;
  canvas.setAttribute('aria-hidden', 'true');
  const audio = element('audio');
  audio.controls = true;
  audio.src = artifact.url;
  audio.setAttribute('aria-label', artifact.name);
  figure.append(canvas, audio);
  if (captions) {
    const track = element('track');
    track.kind = 'captions';
    track.src = captions.url;
    track.default = true;
    audio.append(track);
    const cue = element('p', 'cue');
    cue.dataset.cue = '';
    figure.append(cue);
  }
  return figure;
}

// --- submitting

async function talk(all) {
  const said = form.elements.prompt.value;
  const show = card(said);
  const answer = element('p', 'answer');
  show.body.append(answer);
  const body = json({...all, stream: 'true'});
  form.elements.prompt.value = '';
  try {
    await stream(path, body, (kind, data) => {
      if (kind === 'task') {
        show.job(data.task_id);
        show.state(data.status);
      } else if (kind === 'state') {
        show.state(data.status);
        if (data.status === 'queued') answer.textContent = '';
      } else if (kind === 'progress') {
        show.progress(data.progress ?? 0, data.note);
      } else if (kind === 'token') {
        answer.textContent += data.text;
      } else if (kind === 'result') {
        show.state(data.status);
        results(data, show.body);
        messages.push({role: 'user', content: said}, {role: 'assistant', content: data.result.text});
        commands();
      } else if (kind === 'error') {
        show.state(data.error_type || data.type !== 'task-cancelled' ? 'failed' : 'cancelled');
        show.error(data.detail ?? data.title);
      }
    });
  } catch (error) {
    show.state('failed');
    show.error(failure(error));
    if (!form.elements.prompt.value) form.elements.prompt.value = said;
  }
}

async function submit(all) {
  const show = card(form.elements.prompt?.value ?? form.elements.text?.value ?? '');
  let task;
  try {
    task = await call('POST', path, json({...all, async: 'true'}));
  } catch (error) {
    show.state('failed');
    show.error(failure(error));
    return;
  }
  const id = task.task_id;
  show.job(id);
  show.state(task.status);
  follow(id, async (kind, data) => {
    if (kind === 'progress') show.progress(data.progress ?? 0, data.note);
    if (kind === 'preview') preview(show.body, data.png_base64);
    if (kind === 'state') show.state(data.status);
    if (kind !== 'end') return;
    try {
      const ended = await call('GET', '/api/v1/task/status/' + id);
      if (ended.status === 'succeeded') results(ended, show.body);
      else show.error(ended.error?.message ?? '');
    } catch (error) {
      show.error(failure(error));
    }
  });
}

function preview(body, png) {
  let picture = body.querySelector('img');
  if (!picture) {
    picture = element('img', 'picture');
    picture.alt = '';
    body.replaceChildren(picture);
  }
  picture.src = 'data:image/png;base64,' + png;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const all = values();
  if (!form.reportValidity()) return;
  if (chat) talk(all);
  else submit(all);
});
form.addEventListener('input', commands);
form.addEventListener('reset', () => {
  messages = [];
  out.replaceChildren();
  window.setTimeout(commands);
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

for (const message of messages) {
  const box = element('article', 'said');
  box.append(element('p', message.role === 'user' ? 'you' : 'answer', message.content));
  out.append(box);
}
commands();

// Events of the server.
import {Refused} from '/assets/api-call.js';

const FINAL = ['succeeded', 'failed', 'cancelled'];

/**
 * Follows the events of a job, its history first: on(kind, data) for each, and on('end') when the job has ended.
 * The server ends the stream then; a final state alone is no end, for the job may have been run again.
 */
export function follow(id, on) {
  const source = new EventSource('/api/v1/task/' + id + '/events');
  let ended = false;
  for (const kind of ['state', 'progress', 'token', 'preview']) {
    source.addEventListener(kind, (event) => {
      const {data} = JSON.parse(event.data);
      if (kind === 'state') ended = FINAL.includes(data.status);
      on(kind, data);
    });
  }
  source.addEventListener('error', () => {
    // unless the job has ended, the browser connects again by itself
    if (!ended) return;
    source.close();
    on('end');
  });
}

/** Posts JSON and hands over the events of the answer as they come: on(kind, data) for each. */
export async function stream(path, body, on) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const headers = {Accept: 'text/event-stream', 'Content-Type': 'application/json'};
  if (token) headers['X-CSRF-Token'] = token;
  const answer = await fetch(path, {method: 'POST', headers, body});
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) read(block, on);
  }
}

function read(block, on) {
  let kind = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) kind = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  }
  if (data.length) on(kind, JSON.parse(data.join('\n')));
}

// Shows what a task produced: text, sound, pictures.
import {h} from '/assets/api.js';

export function showResult(task) {
  const box = h('div', {class: 'result'});
  if (task.error && task.status !== 'succeeded') box.append(h('p', {class: 'error'}, task.error.message));
  if (task.result && typeof task.result.text === 'string' && !task.artifacts.length) {
    box.append(h('p', {class: 'text'}, task.result.text));
  }
  for (const artifact of task.artifacts) {
    if (artifact.media_type.startsWith('audio/')) {
      box.append(h('audio', {controls: true, src: artifact.url, preload: 'metadata'}));
    } else if (artifact.media_type.startsWith('image/')) {
      box.append(h('img', {src: artifact.url, alt: task.request?.prompt || artifact.name, loading: 'lazy'}));
    }
    box.append(h('a', {href: artifact.url, download: artifact.name}, artifact.name + ' (' + size(artifact.size) + ')'));
  }
  box.append(h('p', {class: 'muted figures'}, figures(task)));
  return box;
}

function size(bytes) {
  return bytes < 10240 ? bytes + ' B' : Math.round(bytes / 1024) + ' KiB';
}

/** Model, waiting and running time, speed. */
function figures(task) {
  const parts = [];
  if (task.model) parts.push(task.model);
  const created = Date.parse(task.created_at);
  const started = Date.parse(task.started_at);
  const finished = Date.parse(task.finished_at);
  if (started) parts.push('waited ' + seconds(started - created));
  if (finished && started) parts.push('ran ' + seconds(finished - started));
  if (task.result?.tokens_per_second) parts.push(task.result.tokens_per_second + ' tokens/s');
  return parts.join(' · ');
}

function seconds(ms) {
  return (Math.max(0, ms) / 1000).toFixed(1) + ' s';
}

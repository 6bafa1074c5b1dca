// Talks to the REST API of the server that sent this page.

/** Makes an element: h('p', {class: 'x'}, 'text', child). Text is never read as HTML. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sends a request and reads JSON; throws an Error with the problem's own words. */
export async function call(path, options = {}) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(problemText(body, response.status));
  return body;
}

export function problemText(problem, status) {
  const field = problem.field ? problem.field + ': ' : '';
  const remedy = problem.remedy ? ' — ' + problem.remedy : '';
  return field + (problem.detail || 'the server answered ' + status) + remedy;
}

export function post(path, body) {
  return call(path, {
    method: 'POST',
    headers: body ? {'Content-Type': 'application/json'} : {},
    body: body ? JSON.stringify(body) : undefined,
  });
}

/** Posts a request and hands over each server-sent event as (name, data). */
export async function stream(path, body, listener) {
  const response = await fetch(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'Accept': 'text/event-stream'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(problemText(await response.json().catch(() => ({})), response.status));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block);
      const data = /^data: (.*)$/m.exec(block);
      if (name && data) listener(name[1], JSON.parse(data[1]));
    }
  }
}

let hiding;

/** Shows a message for some seconds. */
export function notify(text) {
  const notice = document.getElementById('notice');
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { notice.hidden = true; }, 8000);
}

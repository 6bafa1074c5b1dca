// Calls of the REST API.

/** A refusal of the server, with its problem document. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? 'status ' + status);
    this.status = status;
    this.problem = problem;
  }
}

/** Calls the API; the body, if any, is sent as JSON; a string is JSON already. Answers with the document, or null when there is none. */
export async function call(method, path, body = null) {
  return (await ask(method, path, body)).document;
}

/** Makes something of JSON, or of a file that is sent as it is. Answers with the id of what was made. */
export async function create(path, body) {
  return (await ask('POST', path, body)).location.split('/').pop();
}

async function ask(method, path, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const isFile = body instanceof Blob;
  const headers = {Accept: 'application/json'};
  if (body !== null) headers['Content-Type'] = isFile ? 'application/octet-stream' : 'application/json';
  if (token) headers['X-CSRF-Token'] = token;
  const plain = body === null || isFile || typeof body === 'string';
  const answer = await fetch(path, {method, headers, body: plain ? body : JSON.stringify(body)});
  const text = await answer.text();
  const json = (answer.headers.get('Content-Type') ?? '').includes('json');
  const document_ = json && text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(answer.status, document_ ?? {});
  return {document: document_, location: answer.headers.get('Location')};
}

/** What went wrong, in a sentence. */
export function failure(error) {
  if (!(error instanceof Refused)) return error.message;
  const {field, remedy} = error.problem;
  return (field ? field + ': ' : '') + error.message + (remedy ? ' — ' + remedy : '');
}

// Calls of the REST API.

/** A refusal of the server, with its problem document. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? 'status ' + status);
    this.status = status;
    this.problem = problem;
  }
}

/** Calls the API; the body, if any, is sent as JSON. Answers with the document, or null when there is none. */
export async function call(method, path, body = null) {
  const answer = await ask(method, path, body === null ? {} : {'Content-Type': 'application/json'}, body === null ? undefined : JSON.stringify(body));
  return answer.document;
}

/** Sends a file as it is. Answers with the path of what was made of it. */
export async function send(method, path, file) {
  const answer = await ask(method, path, {'Content-Type': 'application/octet-stream'}, file);
  return answer.location;
}

async function ask(method, path, headers, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const answer = await fetch(path, {method, headers: {Accept: 'application/json', ...headers, ...(token ? {'X-CSRF-Token': token} : {})}, body});
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

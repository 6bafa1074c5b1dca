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
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const headers = {Accept: 'application/json'};
  if (body !== null) headers['Content-Type'] = 'application/json';
  if (token) headers['X-CSRF-Token'] = token;
  const answer = await fetch(path, {method, headers, body: body === null ? undefined : JSON.stringify(body)});
  const text = await answer.text();
  const json = (answer.headers.get('Content-Type') ?? '').includes('json');
  const document_ = json && text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(answer.status, document_ ?? {});
  return document_;
}

/** What went wrong, in a sentence. */
export function failure(error) {
  if (!(error instanceof Refused)) return error.message;
  const {field, remedy} = error.problem;
  return (field ? field + ': ' : '') + error.message + (remedy ? ' — ' + remedy : '');
}

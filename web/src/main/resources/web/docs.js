// Renders the contract for people: every path with its parameters, examples, answers and schemas.
import {call, h} from '/assets/api.js';

const METHODS = ['get', 'post', 'patch', 'delete'];
const contract = await call('/openapi.json');
const content = document.getElementById('content');

function resolve(node) {
  if (!node || !node.$ref) return node;
  return node.$ref.split('/').slice(1).reduce((at, key) => at[key], contract);
}

/** Paragraphs with `code` and **strong**. */
function prose(text) {
  return (text || '').trim().split(/\n\s*\n/).map((paragraph) => {
    const p = h('p');
    for (const part of paragraph.replace(/\n/g, ' ').split(/(`[^`]+`|\*\*[^*]+\*\*)/)) {
      if (part.startsWith('`')) p.append(h('code', {}, part.slice(1, -1)));
      else if (part.startsWith('**')) p.append(h('strong', {}, part.slice(2, -2)));
      else p.append(part);
    }
    return p;
  });
}

function typeName(schema) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ');
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.const) return JSON.stringify(schema.const);
  const name = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type || '';
  return schema.items ? name + ' of ' + typeName(schema.items) : name;
}

function limits(schema) {
  const keys = ['minimum', 'exclusiveMinimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'default', 'format'];
  return keys.filter((key) => schema[key] !== undefined).map((key) => `${key} ${schema[key]}`).join(', ');
}

function table(rows) {
  const head = h('tr', {}, ...['name', 'type', 'meaning'].map((title) => h('th', {scope: 'col'}, title)));
  return h('div', {class: 'scroll'}, h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)));
}

function line(name, schema, description, required) {
  const meaning = h('td', {}, ...prose(description || schema.description || ''));
  const bounds = limits(schema);
  if (bounds) meaning.append(h('small', {class: 'muted'}, bounds));
  return h('tr', {}, h('td', {}, h('code', {}, name), required ? ' *' : ''), h('td', {}, typeName(schema)), meaning);
}

function schemaTable(given) {
  const schema = resolve(given);
  const parts = schema.allOf ? schema.allOf.map(resolve) : [schema];
  const rows = parts.flatMap((part) => Object.entries(part.properties || {}).map(
    ([name, value]) => line(name, value, value.description, (part.required || []).includes(name))));
  return rows.length ? table(rows) : h('p', {class: 'muted'}, typeName(given));
}

function curl(method, path, body) {
  const shown = path.replace(/\{(\w+)\}/g, '{$1}');
  let text = `curl -X ${method.toUpperCase()} ${location.origin}${shown}`;
  if (body !== undefined) text += ` \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body)}'`;
  return h('pre', {}, text);
}

function operation(path, method, item) {
  const op = item[method];
  const box = h('details', {id: op.operationId}, h('summary', {},
    h('span', {class: 'method'}, method.toUpperCase()), h('code', {}, path), ' ', op.summary || ''));
  box.append(...prose(op.description));
  const parameters = [...(item.parameters || []), ...(op.parameters || [])].map(resolve);
  if (parameters.length) {
    box.append(h('h4', {}, 'Parameters'), table(parameters.map(
      (p) => line(`${p.name} (${p.in})`, p.schema, p.description, p.required))));
  }
  const body = op.requestBody?.content['application/json'];
  const examples = body ? Object.values(body.examples || {example: {value: body.example}}) : [{}];
  for (const example of examples) box.append(curl(method, path, body ? example.value : undefined));
  if (body) box.append(h('h4', {}, 'Body'), schemaTable(body.schema));
  box.append(h('h4', {}, 'Answers'), table(Object.entries(op.responses).map(([status, given]) => {
    const response = resolve(given);
    const types = Object.entries(response.content || {}).map(([type, c]) => type + ' ' + (c.schema?.$ref ? typeName(c.schema) : ''));
    return h('tr', {}, h('td', {}, status), h('td', {}, types.join(', ')), h('td', {}, ...prose(response.description)));
  })));
  return box;
}

content.append(...prose(contract.info.description));
for (const tag of contract.tags) {
  content.append(h('h2', {}, tag.name), ...prose(tag.description));
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      if (item[method]?.tags.includes(tag.name)) content.append(operation(path, method, item));
    }
  }
}
content.append(h('h2', {}, 'schemas'));
for (const [name, schema] of Object.entries(contract.components.schemas)) {
  content.append(h('details', {id: 'schema-' + name}, h('summary', {}, h('code', {}, name)), ...prose(schema.description), schemaTable(schema)));
}

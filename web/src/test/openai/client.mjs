// Calls a server by the official client of OpenAI and prints a line of JSON for each check:
// its name and what the client got, or the error that it threw.
// usage: node client.mjs http://127.0.0.1:8080/v1 KEY
import { writeFileSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Hello! Who are you?' }];
const chat = { model: 'gpt-4o-mini', messages, seed: 7, temperature: 0, max_tokens: 12 };

const checks = {
  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    const one = await client.models.retrieve(names[0]);
    return { names, one };
  },

  async chat() {
    const { data, request_id } = await client.chat.completions.create(chat).withResponse();
    return { data, request_id };
  },

  async choices() {
    return client.chat.completions.create({ ...chat, temperature: 1, n: 3, metadata: { for: 'a test' } });
  },

  async stream() {
    const stream = await client.chat.completions.create({
      ...chat,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return { text: chunks.map((c) => c.choices[0]?.delta?.content ?? '').join(''), chunks };
  },

  async accumulated() {
    const runner = client.chat.completions.stream({ ...chat, n: 2, temperature: 1 });
    return runner.finalChatCompletion();
  },

  async response() {
    const first = await client.responses.create({
      model: 'gpt-4o-mini',
      instructions: 'Answer briefly.',
      input: 'Hello! Who are you?',
      max_output_tokens: 12,
      temperature: 0,
    });
    const second = await client.responses.create({
      model: 'gpt-4o-mini',
      previous_response_id: first.id,
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'And now?' }] }],
      max_output_tokens: 8,
    });
    const found = await client.responses.retrieve(second.id);
    await client.responses.delete(second.id);
    const gone = await client.responses.retrieve(second.id).catch((e) => e.status);
    return { first, text: first.output_text, second, found, gone };
  },

  async responseEvents() {
    const stream = client.responses.stream({
      model: 'gpt-4o-mini',
      input: 'Hello! Who are you?',
      max_output_tokens: 12,
      temperature: 0,
    });
    const types = [];
    for await (const event of stream) types.push(event.type);
    const final = await stream.finalResponse();
    return { types, text: final.output_text, status: final.status };
  },

  async background() {
    const queued = await client.responses.create({
      model: 'gpt-4o-mini',
      input: 'Hello!',
      max_output_tokens: 4,
      background: true,
    });
    const events = await client.responses.retrieve(queued.id, { stream: true });
    let last;
    for await (const event of events) last = event.type;
    const cancelled = await client.responses.cancel(queued.id);
    return { queued, last, cancelled };
  },

  async structured() {
    const schema = {
      type: 'object', additionalProperties: false, required: ['mood'],
      properties: { mood: { enum: ['calm', 'windy'] } },
    };
    const weather = { name: 'weather', parameters: schema };
    const format = { ...chat, max_tokens: 80, response_format: { type: 'json_schema', json_schema: { name: 'mood', schema } } };
    const answer = await client.chat.completions.create(format);
    const tools = { ...chat, max_tokens: 80, tools: [{ type: 'function', function: weather }], tool_choice: 'required' };
    const calling = await client.chat.completions.stream(tools).finalChatCompletion();
    const call = calling.choices[0].message.tool_calls[0];
    const after = await client.chat.completions.create({
      ...chat,
      messages: [...messages, calling.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'calm' }],
    });
    const response = await client.responses.create({
      model: 'gpt-4o', input: 'Hello!', max_output_tokens: 80, tool_choice: 'required',
      tools: [{ type: 'function', ...weather, strict: false }],
    });
    const used = response.output.find((item) => item.type === 'function_call');
    const next = await client.responses.create({
      model: 'gpt-4o', previous_response_id: response.id, max_output_tokens: 8,
      input: [{ type: 'function_call_output', call_id: used.call_id, output: 'calm' }],
    });
    return {
      mood: JSON.parse(answer.choices[0].message.content).mood,
      reason: calling.choices[0].finish_reason,
      argument: JSON.parse(call.function.arguments).mood,
      after: after.object,
      used: JSON.parse(used.arguments).mood,
      next: next.status,
    };
  },

  // What zod writes of its own checks, and reads again.
  async parsed() {
    const Visit = z.object({
      days: z.number().int().min(1).max(14),
      price: z.number().gte(0.5).lt(100).nullable(),
      on: z.iso.date(),
      code: z.string().regex(/^[A-Z]{2}-\d{3}$/),
      mail: z.email().optional().nullable(),
      id: z.union([z.uuid(), z.ipv4()]),
      place: z.object({ north: z.number().min(-90).max(90), east: z.number().min(-180).max(180) }),
      mood: z.enum(['calm', 'windy']),
    });
    const answer = await client.chat.completions.parse({
      ...chat, temperature: 1, max_tokens: 230, response_format: zodResponseFormat(Visit, 'visit'),
    });
    return answer.choices[0].message.parsed;
  },

  async speech() {
    const wav = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello.', response_format: 'wav' });
    const plain = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello.' });
    const pcm = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello.', response_format: 'pcm' });
    return {
      type: wav.headers.get('content-type'),
      head: Buffer.from(await wav.arrayBuffer()).subarray(0, 4).toString(),
      plain: plain.headers.get('content-type'),
      first: new Uint8Array(await plain.arrayBuffer())[0],
      samples: (await pcm.arrayBuffer()).byteLength / 2,
    };
  },

  async images() {
    const drawn = await client.images.generate({ model: 'gpt-image-1', prompt: 'a red boat', size: '64x64', n: 2, steps: 1 });
    const linked = await client.images.generate({
      model: 'dall-e-3', prompt: 'a red boat', size: '64x64', response_format: 'url', steps: 1,
    });
    const opened = await fetch(linked.data[0].url);
    return {
      pictures: drawn.data.map((d) => Buffer.from(d.b64_json, 'base64').subarray(1, 4).toString()),
      type: opened.headers.get('content-type'),
    };
  },

  async batch() {
    const line = (id, body) => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body });
    const path = join(tmpdir(), `batch-${process.pid}.jsonl`);
    writeFileSync(path, [line('first', chat), line('second', { ...chat, user: 'me' }), line('third', { model: 'gpt-4o' })].join('\n'));
    const file = await client.files.create({ file: createReadStream(path), purpose: 'batch' });
    const copy = await client.files.create({ file: await toFile(Buffer.from('a line'), 'other.jsonl'), purpose: 'batch' });
    const names = [];
    for await (const one of client.files.list()) names.push(one.filename);
    const batch = await client.batches.create({
      input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h', metadata: { for: 'a test' },
    });
    let now = batch;
    while (!now.completed_at) {
      await new Promise((done) => setTimeout(done, 100));
      now = await client.batches.retrieve(batch.id);
    }
    const lines = async (id) => (await (await client.files.content(id)).text()).trim().split('\n').map((l) => JSON.parse(l));
    const output = await client.files.retrieve(now.output_file_id);
    const listed = [];
    for await (const one of client.batches.list()) listed.push(one.id);
    return {
      file, names, batch, now, output, listed: listed.includes(batch.id),
      sent: (await (await client.files.content(file.id)).text()).split('\n').length,
      answers: await lines(now.output_file_id),
      errors: await lines(now.error_file_id),
      deleted: await client.files.delete(copy.id),
    };
  },

  async errors() {
    const told = async (call) => call.then(() => 'nothing', (e) => ({
      name: e.constructor.name, status: e.status, code: e.code, param: e.param, type: e.type,
    }));
    return {
      parameter: await told(client.chat.completions.create({ ...chat, logprobs: true })),
      model: await told(client.models.retrieve('none')),
      file: await told(client.files.retrieve('file-none')),
      image: await told(client.chat.completions.create({
        ...chat,
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }],
      })),
    };
  },

  async abort() {
    const stream = await client.chat.completions.create({ ...chat, max_tokens: 2000, temperature: 1, stream: true });
    for await (const chunk of stream) {
      stream.controller.abort();
      return { id: chunk.id };
    }
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    console.log(JSON.stringify({ name, got: await check() }));
  } catch (e) {
    console.log(JSON.stringify({ name, error: `${e.stack} ${JSON.stringify(e.error ?? {})}` }));
  }
}

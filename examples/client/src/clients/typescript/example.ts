// What the generated client does, as lines of JSON: node dist/example.js http://localhost:8080 [KEY]
import {
  BulkApi, Configuration, instanceOfTask, ResponseError, SubmitApi, SystemApi, TasksApi, type Task, type TaskOrDryRun,
} from './src/index.js';

declare const process: { argv: string[] };

const [, , basePath = 'http://localhost:8080', accessToken = ''] = process.argv;
const configuration = new Configuration({ basePath, accessToken: accessToken || undefined });
const submit = new SubmitApi(configuration);
const tasks = new TasksApi(configuration);
const show = (name: string, got: unknown) => console.log(JSON.stringify({ name, got }));

function task(answer: TaskOrDryRun): Task {
  if (!instanceOfTask(answer)) throw new Error('a dry run');
  return answer;
}

function start(bytes: ArrayBuffer): string {
  return new TextDecoder('latin1').decode(bytes.slice(0, 12));
}

// a chat
const chat = task(await submit.generateText({
  llmSubmission: { prompt: '你好，请介绍一下自己', model: 'qwen2.5', temperature: 0.7, max_tokens: 8, stop: ['never'] },
  idempotencyKey: crypto.randomUUID(),
}));
show('chat', chat);

// an answer by a schema
const structured = task(await submit.generateText({ llmSubmission: {
  prompt: 'How is Oslo?', max_tokens: 60, response_format: { type: 'json_schema', json_schema: { name: 'mood', schema: {
    type: 'object', properties: { mood: { enum: ['calm', 'windy'] } }, required: ['mood'], additionalProperties: false,
  } } },
} }));
show('structured', structured.result);

// speech: the sound itself, and as a file of its task
const sound = await submit.synthesizeSpeechRaw(
  { ttsSubmission: { text: '这是一段测试文本', voice: 'coqui', speed: 1.0 } },
  async ({ init }) => ({ headers: { ...init.headers, Accept: 'audio/wav' } }),
);
const id = sound.raw.headers.get('X-Task-Id') ?? '';
const file = await tasks.getArtifact({ taskId: id, name: 'speech.wav' });
show('speech', { start: start(await sound.raw.arrayBuffer()), file: start(await file!.arrayBuffer()), bytes: file!.size });

// a picture: submitted, followed, downloaded
const submitted = task(await submit.generateImage({
  imageSubmission: { prompt: '一只可爱的小猫', width: 128, height: 128, use_turbo: true, steps: 2 },
}));
const events = await tasks.followTaskRaw({ taskId: submitted.task_id });
await events.raw.text();
const drawn = await tasks.getTask({ taskId: submitted.task_id });
const picture = await tasks.getArtifact({ taskId: drawn.task_id, name: drawn.artifacts[0]!.name });
show('picture', { status: drawn.status, finished: drawn.finished_at instanceof Date, start: start(await picture!.arrayBuffer()) });

// a text as it is written: one event after the other
const stream = await submit.generateTextRaw({ llmSubmission: { prompt: 'Tell me about cats.', max_tokens: 12, stream: true } });
let text = '';
let rest = '';
let result: { result?: { text?: string } } = {};
for await (const part of stream.raw.body!.pipeThrough(new TextDecoderStream())) {
  const blocks = (rest + part).split('\n\n');
  rest = blocks.pop() ?? '';
  for (const block of blocks) {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const data = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null');
    if (event === 'token') text += data.text;
    if (event === 'result') result = data;
  }
}
show('stream', { text, whole: result.result?.text });

// many at once, a manifest, lists, what the server has
const many = await submit.submitTasks({ bulkSubmission: { tasks: [
  { type: 'llm', prompt: 'one', max_tokens: 2, tags: ['typescript'] },
  { type: 'llm', prompt: 'two', max_tokens: 2, tags: ['typescript'], idempotency_key: crypto.randomUUID() },
] } });
const page = await tasks.listTasks({ tag: ['typescript'], limit: 10 });
show('many', { count: many.count, listed: page.tasks.length });
const run = await new BulkApi(configuration).submitBulkRun({ manifest: new Blob(['type,prompt\nllm,three\n']), dryRun: true });
show('bulk', { dry_run: run.dry_run, status: run.status });
const resources = await new SystemApi(configuration).getResources();
show('resources', resources.lanes.map(lane => lane.lane));

// an error
try {
  await submit.generateText({ llmSubmission: { prompt: 'hello', priority: 10 } });
} catch (error) {
  if (!(error instanceof ResponseError)) throw error;
  show('error', { status: error.response.status, problem: await error.response.json() });
}

// The charts of the overview: the last hour of this node, drawn by uPlot from GET /api/v1/system/history.
import {call} from '/assets/api-call.js';

const PALETTE = ['--llm', '--image', '--tts', '--ok', '--warn', '--ink3'];
const charts = new Map();

/** A colour of the style sheet as the browser resolves it for the theme. */
function colour(token) {
  const probe = document.createElement('i');
  probe.className = 'probe';
  document.body.append(probe);
  probe.style.color = `var(${token})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const laneColour = (lane) => colour(['llm', 'tts', 'image'].includes(lane) ? '--' + lane : '--ink2');

/** What each chart shows: its columns beside the times, how a value is written, and its greatest value if that is fixed. */
const KINDS = {
  share: (history) => ({
    series: history.lanes.filter((lane) => lane.device_pct.some((value) => value !== null)).flatMap((lane) => [
      {label: lane.lane, stroke: laneColour(lane.lane), width: 1.5, values: lane.device_pct},
      {label: lane.lane + ' ' + word('target'), stroke: laneColour(lane.lane), width: 1, dash: [4, 4], values: history.at.map(() => lane.target_pct)},
    ]),
    write: (value) => Math.round(value) + ' %',
    range: [0, 100],
  }),
  throughput: (history) => ({
    series: [
      ...history.lanes.map((lane) => ({label: lane.lane, stroke: laneColour(lane.lane), width: 1.5, values: lane.succeeded_per_min})),
      {label: word('failed'), stroke: colour('--bad'), width: 1.5, values: history.at.map((_, i) => sum(history.lanes.map((lane) => lane.failed_per_min[i])))},
    ],
    write: (value) => number(value),
  }),
  waiting: (history) => ({
    series: history.lanes.map((lane) => ({label: lane.lane, stroke: laneColour(lane.lane), width: 1.5, values: lane.queued})),
    write: (value) => number(value),
  }),
  latency: (history) => ({
    series: history.lanes.map((lane) => ({label: lane.lane, stroke: laneColour(lane.lane), width: 1.5, values: lane.mean_run_s, spanGaps: true})),
    write: (value) => number(value) + ' s',
  }),
  memory: (history) => ({
    series: history.memory.map((model, i) => ({label: model.model, stroke: colour(PALETTE[i % PALETTE.length]), width: 1.5, values: model.bytes})),
    write: (value) => number(value / 2 ** 20) + ' MiB',
  }),
};

const number = (value) => new Intl.NumberFormat(document.documentElement.lang, {maximumFractionDigits: 2}).format(value);
const word = (name) => document.querySelector('[data-charts]').dataset[name];
const sum = (values) => (values.every((value) => value === null) ? null : values.reduce((all, value) => all + (value ?? 0), 0));

function draw(box, history) {
  const kind = KINDS[box.dataset.chart](history);
  const data = [history.at.map((at) => Date.parse(at) / 1000), ...kind.series.map((one) => one.values)];
  const shape = kind.series.map((one) => one.label).join();
  const old = charts.get(box);
  if (old && old.shape === shape) {
    old.plot.setData(data);
    return;
  }
  old?.plot.destroy();
  const ink = colour('--ink3');
  const line = colour('--line2');
  const axis = {stroke: ink, grid: {stroke: line, width: 1}, ticks: {show: false}, font: '11px system-ui'};
  const plot = new window.uPlot({
    width: box.clientWidth,
    height: 170,
    cursor: {y: false, drag: {x: false, y: false}},
    legend: {live: true},
    scales: {y: {range: (_, low, high) => kind.range ?? [0, Math.max(1e-9, high ?? 1) * 1.1]}},
    axes: [
      {...axis, values: (_, times) => times.map((time) => new Intl.DateTimeFormat(document.documentElement.lang, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(time * 1000))},
      {...axis, size: 62, values: (_, values) => values.map(kind.write)},
    ],
    series: [
      {label: word('time'), value: (_, time) => (time === null ? '–' : new Date(time * 1000).toLocaleTimeString(document.documentElement.lang))},
      ...kind.series.map(({values, ...one}) => ({...one, points: {show: values.length < 3}, value: (_, value) => (value === null || value === undefined ? '–' : kind.write(value))})),
    ],
  }, data, box);
  charts.set(box, {plot, shape});
}

async function refresh() {
  try {
    const history = await call('GET', '/api/v1/system/history');
    for (const box of document.querySelectorAll('[data-chart]')) draw(box, history);
  } catch {
    // the header says that the connection is lost; the next tick tries again
  }
}

new ResizeObserver(() => charts.forEach(({plot}, box) => plot.setSize({width: box.clientWidth, height: 170}))).observe(document.getElementById('main'));
document.body.addEventListener('htmx:sseMessage', (event) => { if (event.detail.type === 'tick') refresh(); });
refresh();

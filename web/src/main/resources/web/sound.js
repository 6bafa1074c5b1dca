// Sounds: the wave form, to click into, and the captions as they are spoken.
const MAX_BYTES = 50_000_000;

/** Draws the wave forms within an element and follows the captions. */
export function sounds(root) {
  for (const figure of root.querySelectorAll('[data-sound]:not([data-ready])')) {
    figure.dataset.ready = '';
    const canvas = figure.querySelector('canvas');
    const audio = figure.querySelector('audio');
    if (Number(canvas.dataset.size) <= MAX_BYTES) wave(canvas, audio).catch(() => { canvas.hidden = true; });
    else canvas.hidden = true;
    captions(figure, audio);
  }
}

async function wave(canvas, audio) {
  const answer = await fetch(canvas.dataset.src);
  if (!answer.ok) throw new Error('status ' + answer.status);
  const sound = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(await answer.arrayBuffer());
  const samples = sound.getChannelData(0);
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  const bars = Math.max(1, Math.floor(canvas.width / (3 * ratio)));
  const peaks = peaksOf(samples, bars);
  const draw = () => paint(canvas, peaks, audio.duration ? audio.currentTime / audio.duration : 0);
  draw();
  audio.addEventListener('timeupdate', draw);
  audio.addEventListener('seeked', draw);
  canvas.addEventListener('click', (event) => {
    if (audio.duration) audio.currentTime = audio.duration * event.offsetX / canvas.clientWidth;
  });
}

function peaksOf(samples, bars) {
  const each = samples.length / bars;
  const peaks = [];
  for (let bar = 0; bar < bars; bar++) {
    let peak = 0;
    const end = Math.floor((bar + 1) * each);
    for (let i = Math.floor(bar * each); i < end; i++) peak = Math.max(peak, Math.abs(samples[i]));
    peaks.push(peak);
  }
  const most = Math.max(0.01, ...peaks);
  return peaks.map((peak) => peak / most);
}

function paint(canvas, peaks, played) {
  const context = canvas.getContext('2d');
  const style = getComputedStyle(canvas);
  const done = style.getPropertyValue('accent-color');
  const step = canvas.width / peaks.length;
  context.clearRect(0, 0, canvas.width, canvas.height);
  peaks.forEach((peak, bar) => {
    context.fillStyle = bar / peaks.length < played ? done : style.color;
    const height = Math.max(1, peak * canvas.height);
    context.fillRect(bar * step, (canvas.height - height) / 2, step * 2 / 3, height);
  });
}

function captions(figure, audio) {
  const cue = figure.querySelector('[data-cue]');
  const track = audio.textTracks[0];
  if (!cue || !track) return;
  track.mode = 'hidden';
  track.addEventListener('cuechange', () => {
    cue.textContent = [...(track.activeCues ?? [])].map((active) => active.text).join('\n');
  });
}

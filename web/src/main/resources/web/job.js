// The page of one job: what it is doing now, and what it made.
import '/assets/copy.js';
import '/assets/link.js';
import {follow} from '/assets/events.js';
import {sounds} from '/assets/sound.js';

const watch = document.getElementById('watch');
const picture = watch.querySelector('img');
const answer = watch.querySelector('.answer');
let following = false;

/** Follows the job while it has not ended. */
function begin() {
  const state = document.getElementById('live').dataset.state;
  if (following || !['scheduled', 'queued', 'running'].includes(state)) return;
  following = true;
  follow(watch.dataset.task, (kind, data) => {
    if (kind === 'preview') {
      picture.src = 'data:image/png;base64,' + data.png_base64;
      picture.hidden = watch.hidden = false;
    } else if (kind === 'token') {
      answer.textContent += data.text;
      answer.hidden = watch.hidden = false;
    } else if (kind === 'state') {
      // another attempt begins anew
      answer.textContent = '';
      picture.hidden = answer.hidden = watch.hidden = true;
    } else if (kind === 'end') {
      following = false;
    }
  });
}

sounds(document);
begin();
document.body.addEventListener('htmx:afterSwap', () => {
  sounds(document);
  begin();
});

// Buttons that make and copy a link to a file: <button data-link="PATH" data-copied="Copied"><output>.
import {call, failure} from '/assets/api-call.js';

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-link]');
  if (!button) return;
  const said = button.nextElementSibling;
  try {
    const {url} = await call('POST', button.dataset.link);
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = button.dataset.copied;
    } catch {
      // without a secure address there is no clipboard: select it, to copy by hand
      said.textContent = url;
      window.getSelection().selectAllChildren(said);
    }
  } catch (error) {
    said.textContent = failure(error);
  }
});

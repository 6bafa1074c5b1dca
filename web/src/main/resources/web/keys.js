// A secret is shown once, when its key is made or rotated, and only here.
const made = document.getElementById('made');
const secret = document.getElementById('secret');

document.addEventListener('done', (event) => {
  const text = event.detail?.secret;
  made.hidden = !text;
  secret.textContent = text ?? '';
  if (!text) return;
  made.scrollIntoView({block: 'nearest'});
  if (event.target.matches('form')) event.target.reset();
});

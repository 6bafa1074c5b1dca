// Buttons that copy a text: <button data-copy="#id" data-copied="Copied">.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const text = document.querySelector(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // without a secure address there is no clipboard: select it, to copy by hand
    window.getSelection().selectAllChildren(document.querySelector(button.dataset.copy));
    return;
  }
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  window.setTimeout(() => { button.textContent = label; }, 1500);
});

// The sliders of the lanes' weights: their sum is shown, and only weights that add up to 100 can be saved.
const form = document.getElementById('weights');

function show() {
  let sum = 0;
  for (const slider of form.querySelectorAll('input[type=range]')) {
    sum += Number(slider.value);
    slider.nextElementSibling.textContent = slider.value + ' %';
  }
  const text = document.getElementById('weights-sum');
  text.textContent = sum === 100 ? '' : text.dataset.sum + ' ' + sum + ' %';
  text.classList.toggle('bad', sum !== 100);
  form.querySelector('[type=submit]').disabled = sum !== 100;
}

/** With two lanes, one slider moves the other. */
function balance(moved) {
  const sliders = [...form.querySelectorAll('input[type=range]')];
  if (sliders.length !== 2) return;
  const other = sliders.find((slider) => slider !== moved);
  other.value = String(100 - Number(moved.value));
}

if (form) {
  form.addEventListener('input', (event) => {
    balance(event.target);
    show();
  });
  show();
}

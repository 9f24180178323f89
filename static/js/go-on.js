// What a provider said is good once: the button is pressed once, and by itself where there is nothing to choose.

const form = document.getElementById("go-on");
let isPressed = false;
form.addEventListener("submit", (event) => {
  if (isPressed) event.preventDefault();
  isPressed = true;
});
if (!form.querySelector("[type=checkbox]")) form.requestSubmit();

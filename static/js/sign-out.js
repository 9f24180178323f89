// Signing out on a shared browser leaves no text behind. What was never sent is sent first; where that fails, the
// person decides.

import { copiesOf, deliver, forget } from "./reflections.js";

const form = document.getElementById("sign-out");
const unsent = document.getElementById("unsent");

function ask(left) {
  const lines = left.map((copy) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = copy.page;
    link.textContent = copy.title;
    line.append(link);
    return line;
  });
  unsent.querySelector("ul").replaceChildren(...lines);
  unsent.hidden = false;
  unsent.focus();
}

const isUnsent = (copy) => !copy.sent;
let isSettled = false;

form.addEventListener("submit", async (event) => {
  if (isSettled) return;
  event.preventDefault();
  const choice = event.submitter?.value;
  const found = await copiesOf(form.dataset.person);
  const mine = found.filter(isUnsent);
  if (!choice) await Promise.all(mine.map((copy) => deliver(copy, form.elements.csrf_token.value)));
  await Promise.all(found.filter((copy) => copy.sent || choice === "discard").map(forget));
  const left = (await copiesOf(form.dataset.person)).filter(isUnsent);
  if (left.length && !choice) return ask(left);
  isSettled = true;
  form.submit();
});

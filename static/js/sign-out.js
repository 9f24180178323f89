// Signing out on a shared browser leaves no text behind. What was never sent is sent first; where that fails, the
// person decides.

import { answersOf, copiesOf, deliver, deliverAnswer, forget } from "./reflections.js";

const form = document.getElementById("sign-out");
const question = document.getElementById("unsent");

function ask(left) {
  const lines = left.map((copy) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = copy.page;
    link.textContent = copy.title;
    line.append(link);
    return line;
  });
  question.querySelector("ul").replaceChildren(...lines);
  question.hidden = false;
  question.focus();
}

const everything = async () => [...answersOf(form.dataset.person), ...(await copiesOf(form.dataset.person))];
let isSettled = false;

form.addEventListener("submit", async (event) => {
  if (isSettled) return;
  event.preventDefault();
  const choice = event.submitter?.value;
  const token = form.elements.csrf_token.value;
  const unsent = (await everything()).filter((each) => !each.sent);
  if (!choice) await Promise.all(unsent.map((each) => (each.body ? deliverAnswer : deliver)(each, token)));
  const left = await everything();
  await Promise.all(left.filter((each) => each.sent || choice === "discard").map(forget));
  const asked = left.filter((each) => !each.sent);
  if (asked.length && !choice) return ask(asked);
  isSettled = true;
  form.submit();
});

// Signing out on a shared browser leaves no text behind. What was never sent is sent first; where that fails, the
// person decides.

const form = document.getElementById("sign-out");
const unsent = document.getElementById("unsent");
const prefix = `runway:text:${form.dataset.person}:`;

function copies() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
}

async function send(copy) {
  const body = new URLSearchParams(JSON.parse(copy.text));
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("device", JSON.parse(localStorage.getItem("runway:device")));
  body.set("base", copy.base);
  try {
    const reply = await fetch(copy.address, { method: "POST", headers: { "X-Fragment": "1" }, body });
    const receipt = await reply.json();
    if (reply.ok && receipt.saved_at) localStorage.removeItem(copy.key);
  } catch {
    // no receipt, so the copy stays
  }
}

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

form.addEventListener("submit", async (event) => {
  const found = copies();
  const choice = event.submitter?.value;
  if (choice === "discard") found.forEach((copy) => localStorage.removeItem(copy.key));
  if (!found.length || choice) return;
  event.preventDefault();
  await Promise.all(found.map(send));
  const left = copies();
  if (left.length) ask(left);
  else form.submit();
});

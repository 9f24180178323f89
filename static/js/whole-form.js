// A form that is sent as a whole keeps what is typed into it on the device until the server has taken it. Nothing of it
// leaves by itself: whoever types may still think better of it.

import { PREFIX, copiesOf, forget, keep } from "./reflections.js";

const says = document.getElementById("says").dataset;

async function watch(form) {
  const copy = {
    key: `${PREFIX}${says.person}:whole:${form.getAttribute("action")}`,
    page: location.pathname,
    title: document.querySelector("h1").textContent,
  };
  const state = form.querySelector("[data-state]");
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden])")];
  const given = () => fields.filter((field) => field.type !== "radio" || field.checked);
  const text = () => JSON.stringify(given().map((field) => [field.name, field.value]));
  const before = text();

  function say(words, ...more) {
    state.replaceChildren(words, ...more);
    document.getElementById("live").textContent = state.textContent;
  }

  function saySignedOut() {
    const link = document.createElement("a");
    link.href = "/login?next=" + encodeURIComponent(location.pathname);
    link.textContent = says.signIn;
    say(says.signedOut, " ", link);
  }

  function fill(kept) {
    for (const [name, value] of JSON.parse(kept.text)) {
      const field = fields.find((each) => each.name === name && (each.type !== "radio" || each.value === value));
      if (!field) continue;
      if (field.type === "radio") field.checked = true;
      else field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }

  form.addEventListener("input", async () => {
    const isKept = await keep(copy.key, { ...copy, text: text(), at: Date.now() });
    state.textContent = isKept ? says.whole : says.unkept;
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    try {
      const reply = await fetch(form.action, { method: "POST", headers: { "X-Fragment": "1" }, body, redirect: "manual" });
      if (reply.type === "opaqueredirect") {
        await forget(copy);
        location.assign(form.dataset.whole);
      } else if (reply.status === 401 || reply.status === 400) saySignedOut();
      else if (reply.status >= 500 || reply.status === 429) say(says.unreachable);
      else form.submit(); // what is to be mended is said by the page that comes of it
    } catch {
      say(says.unreachable);
    }
  });

  const kept = (await copiesOf(says.person)).find((each) => each.key === copy.key);
  if (!kept || text() !== before) return;
  // What was not taken stands in the fields, and still nowhere else.
  if (kept.text === before) return "refused" in form.dataset || forget(copy);
  fill(kept);
  say(says.restored);
}

document.querySelectorAll("form[data-whole]").forEach(watch);

// A word about a shared text is kept on the device until the server has it, as draft or as said.
const REST = 2000; // after the last keystroke
const says = document.getElementById("says").dataset;

/** Keep a value if one is given; gives what is kept, null where nothing is or can be. */
function kept(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, JSON.stringify(value));
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

const device = kept("runway:device") ?? `${Math.random()}`;
kept("runway:device", device);

function post(address, form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("device", device);
  return fetch(address, { method: "POST", headers: { "X-Fragment": "1" }, body });
}

function watch(form) {
  const field = form.elements["field-text"];
  const address = form.dataset.draftAction;
  const key = `runway:text:${says.person}:${address}`;
  const state = form.querySelector("[data-state]");
  const forget = () => localStorage.removeItem(key);
  let timer;

  function plan(words) {
    state.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(draft, REST);
  }

  async function draft() {
    const sent = field.value;
    if (!form.isConnected) return;
    try {
      const receipt = await (await post(address, form)).json();
      if (receipt.fields.text !== sent) throw 0;
      if (field.value !== sent) return;
      forget();
      state.textContent = says.draft;
    } catch {
      timer = setTimeout(draft, 5 * REST);
    }
  }

  field.addEventListener("input", () => {
    const text = JSON.stringify([["field-text", field.value]]);
    const [at, base, page] = [new Date().toISOString(), form.elements.base?.value ?? "", location.pathname];
    const copy = { text, at, base, address, page, title: document.title };
    plan(kept(key, copy) ? says.kept : says.unkept);
  });

  const copy = kept(key);
  if (!copy) return;
  const text = JSON.parse(copy.text)[0][1];
  const own = [...form.closest("[data-thread]").querySelectorAll(".mine .kept")];
  if (field.value.includes(text) || own.some((said) => said.textContent.trim() === text.trim())) return forget();
  // What another device saved since is not dropped.
  field.value = copy.at < form.dataset.savedAt ? `${field.value}\n\n${text}` : text;
  plan(says.restored);
}

/** A correction stays on the device until the thread shows it; nobody else sees it before. */
function watchCorrection(form) {
  const field = form.elements["field-text"];
  const key = `runway:text:${says.person}:whole:${new URL(form.action).pathname}`;
  const state = form.querySelector("[data-kept]");
  field.addEventListener("input", () => {
    const copy = { text: JSON.stringify([["field-text", field.value]]), at: Date.now() };
    state.textContent = kept(key, { ...copy, page: location.pathname, title: document.title }) ? says.whole : says.unkept;
  });

  const copy = kept(key);
  if (!copy) return;
  const text = JSON.parse(copy.text)[0][1];
  if (text.trim() === field.value.trim()) return localStorage.removeItem(key);
  field.value = text;
  state.textContent = says.restored;
  form.closest("details").open = true;
}

function watchAll(part) {
  part.querySelectorAll("[data-comment]").forEach(watch);
  part.querySelectorAll("[data-correction]").forEach(watchCorrection);
}

document.addEventListener("submit", async (event) => {
  const entry = event.target.closest(".entry");
  if (!entry) return;
  event.preventDefault();
  const live = document.getElementById("live");
  try {
    const reply = await post(event.target.action, event.target, event.submitter);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const fresh = page.querySelector(".entry");
    entry.replaceWith(fresh);
    watchAll(fresh);
    (fresh.querySelector("[data-focus]") ?? fresh).focus();
    live.textContent = reply.ok ? says.saved : says.refused;
  } catch {
    live.textContent = entry.querySelector("[data-state]").textContent = says.untaken;
  }
});

const keys = document.getElementById("shortcuts");
if (keys?.dataset.shortcuts === "on") {
  const OFF = "runway:keys-off";
  const button = keys.querySelector("button");
  const show = () => (button.ariaPressed = !!kept(OFF));
  button.onclick = () => show(kept(OFF, !kept(OFF)));
  keys.hidden = false;
  show();
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const entry = target.closest(".entry");
    if (key === "Escape") return entry?.focus();
    if (kept(OFF) || target.matches("input, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...document.querySelectorAll(".entry")];
    const step = { j: 1, k: -1 }[key];
    if (step) all[Math.max(0, all.indexOf(entry) + step)]?.focus();
    else if (key === "Enter" && target === entry) entry.querySelector("[data-comment] textarea").focus();
    else return;
    event.preventDefault();
  });
}

watchAll(document);

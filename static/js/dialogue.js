// Words about a shared text: kept on the device until the server has them, drafts while one types; on the page of an
// instructor's answers entries are saved in place, and j, k and Enter lead from one to the next.

const REST = 2000; // after the last keystroke
const says = document.getElementById("says").dataset;
const live = document.getElementById("live");

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const device = read("runway:device") ?? crypto.getRandomValues(new Uint32Array(3)).join("-");
write("runway:device", device);

function post(address, form, submitter, keepalive = false) {
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("device", device);
  return fetch(address, { method: "POST", headers: { "X-Fragment": "1" }, body, keepalive });
}

function watch(form) {
  const field = form.elements["field-text"];
  const address = form.dataset.draftAction;
  const key = `runway:text:${says.person}:${address}`;
  const state = form.querySelector("[data-state]");
  let drafted = field.value;
  let timer;

  async function draft(keepalive) {
    clearTimeout(timer);
    const sent = field.value;
    if (sent === drafted || !form.isConnected) return;
    try {
      const receipt = await (await post(address, form, null, keepalive)).json();
      if (receipt.fields.text !== sent) throw new Error("a receipt for another text");
      drafted = sent;
      if (field.value !== sent) return;
      write(key, null);
      state.textContent = says.draft;
    } catch {
      state.textContent = read(key) ? says.kept : says.unkept;
      timer = setTimeout(draft, 5 * REST);
    }
  }

  field.addEventListener("input", () => {
    const copy = {
      text: JSON.stringify([["field-text", field.value]]),
      at: new Date().toISOString(),
      base: form.elements.base?.value ?? "",
      address,
      page: location.pathname,
      title: document.querySelector("h1").textContent,
    };
    state.textContent = write(key, copy) ? says.kept : says.unkept;
    clearTimeout(timer);
    timer = setTimeout(draft, REST);
  });
  addEventListener("pagehide", () => draft(true));

  const copy = read(key);
  if (!copy) return;
  const text = JSON.parse(copy.text)[0][1];
  const own = [...form.closest("[data-thread]").querySelectorAll(".mine .kept")];
  if (field.value.includes(text) || own.some((said) => said.textContent.trim() === text.trim())) return write(key, null);
  const isOlder = Date.parse(copy.at) < Date.parse(form.dataset.savedAt);
  field.value = isOlder ? `${field.value}\n\n${text}` : text; // what another device saved since is not dropped
  state.textContent = says.restored;
  timer = setTimeout(draft, REST);
}

document.addEventListener("submit", async (event) => {
  const entry = event.target.closest(".entry");
  if (!entry) return;
  event.preventDefault();
  try {
    const reply = await post(event.target.action, event.target, event.submitter);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const fresh = page.querySelector(".entry");
    if (!fresh) throw new Error("no entry");
    entry.replaceWith(fresh);
    fresh.querySelectorAll("[data-comment]").forEach(watch);
    (fresh.querySelector("[data-focus]") ?? fresh).focus();
    live.textContent = reply.ok ? says.saved : says.refused;
  } catch {
    live.textContent = entry.querySelector("[data-state]").textContent = says.notTaken;
  }
});

const keys = document.getElementById("shortcuts");
if (keys?.dataset.shortcuts === "on") {
  const button = keys.querySelector("button");
  const show = () => button.setAttribute("aria-pressed", read("runway:keys-off") === true);
  button.addEventListener("click", () => show(write("runway:keys-off", read("runway:keys-off") ? null : true)));
  keys.hidden = false;
  show();
  document.addEventListener("keydown", (event) => {
    const entry = event.target.closest(".entry");
    if (event.key === "Escape" && entry) return entry.focus();
    if (event.target.closest("input, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (read("runway:keys-off")) return;
    const all = [...document.querySelectorAll(".entry")];
    const step = { j: 1, k: -1 }[event.key];
    if (step) all[Math.max(0, all.indexOf(entry) + step)]?.focus();
    else if (event.key === "Enter" && event.target === entry) entry.querySelector("[data-comment] textarea").focus();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("[data-comment]").forEach(watch);

// What is typed into a reflection is kept on the device from the first keystroke until a receipt of the server names
// the same text. Drafts go out while one types; leaving the field or the page saves a revision.

const REST = 2000; // after the last keystroke
const MOST = 10000; // while typing goes on
const LONGEST_WAIT = 60000; // between tries

const PATIENCE = 2000; // for the lock of this tab: a page that is being reloaded lets go of it late

const says = document.getElementById("says")?.dataset ?? {};
const live = document.getElementById("live");
const later = new Set();

// ---------------------------------------------------------------------------------------- copies on the device
// Kept twice: local storage has a text at once, though a browser writes that to its disk only seconds later; the
// database takes a moment, and then has it also where the browser is killed.

export const PREFIX = "runway:text:";
const database = new Promise((resolve) => {
  try {
    const asked = indexedDB.open("runway", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("texts");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => resolve(null);
  } catch {
    resolve(null);
  }
});
const waiting = new Map();
let isWriting = false;

async function change(key, value) {
  const open = await database;
  return new Promise((resolve) => {
    try {
      const writing = open.transaction("texts", "readwrite", { durability: "strict" });
      const store = writing.objectStore("texts");
      value === null ? store.delete(key) : store.put(value, key);
      writing.oncomplete = () => resolve(true);
      writing.onabort = () => resolve(false);
      writing.commit?.();
    } catch {
      resolve(false);
    }
  });
}

// Of what is typed faster than it is written down, only the last text counts.
async function drain() {
  if (isWriting) return;
  isWriting = true;
  for (const [key, { value, done }] of waiting) {
    waiting.delete(key);
    done(await change(key, value));
  }
  isWriting = false;
  if (waiting.size) drain();
}

/** Keep a copy, or with null none; resolves to whether it is kept anywhere. */
export function keep(key, value) {
  let isThere = true;
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    isThere = false; // storage is off or full: then the page says that nothing is kept
  }
  return new Promise((resolve) => {
    const before = waiting.get(key)?.done;
    const done = (isWritten) => {
      before?.(isWritten);
      resolve(isWritten || isThere);
    };
    waiting.set(key, { value, done });
    drain();
  });
}

export const forget = (copy) => keep(copy.key, null);

/** All copies of a person, the newest first. */
export async function copiesOf(person) {
  const prefix = `${PREFIX}${person}:`;
  const found = new Map();
  const take = (key, copy) => {
    if (!(found.get(key)?.at > copy.at)) found.set(key, { ...copy, key });
  };
  const open = await database;
  await new Promise((resolve) => {
    if (!open) return resolve();
    const asked = open.transaction("texts").objectStore("texts").openCursor(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
    asked.onerror = resolve;
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (!cursor) return resolve();
      take(cursor.key, cursor.value);
      cursor.continue();
    };
  });
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
      take(key, JSON.parse(localStorage.getItem(key)));
    }
  } catch {
    // a browser that keeps nothing has nothing more
  }
  return [...found.values()].sort((one, other) => other.at - one.at);
}

/** Answers to questions that wait to be checked (lesson.js). */
export function answersOf(person) {
  const prefix = `runway:answer:${person}:`;
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => ({ key, address: key.slice(prefix.length), ...JSON.parse(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
}

/** Send an answer that waits; what is said to it is on its lesson's page. */
export async function deliverAnswer(answer, token) {
  const body = new URLSearchParams(answer.body);
  body.set("csrf_token", token);
  try {
    const reply = await fetch(answer.address, { method: "POST", headers: { "X-Fragment": "1" }, body });
    const isTaken = reply.ok && (await reply.text()).includes('id="q-');
    if (isTaken) await forget(answer);
  } catch {
    // no receipt, so it waits on
  }
}

/** Send a copy as the draft of the tab that typed it; it is forgotten once its receipt is in. */
export async function deliver(copy, token) {
  if (!copy.address) return; // of a form that is sent as a whole (whole-form.js), and not before somebody says so
  const body = new URLSearchParams(JSON.parse(copy.text));
  body.set("csrf_token", token);
  body.set("device", copy.tab);
  body.set("base", copy.base);
  body.set("goes_on_from", copy.source ?? "");
  try {
    const reply = await fetch(copy.address, { method: "POST", headers: { "X-Fragment": "1" }, body });
    const receipt = await reply.json();
    if (reply.ok && names(receipt, copy.text)) await forget(copy);
  } catch {
    // no receipt, so the copy stays
  }
}

// ------------------------------------------------------------------------------------------------- whose copies
// A tab has a name of its own as long as it lives, reloads included, and holds the lock of that name. So a duplicated
// tab is found out, and the copies of a tab that is gone can be told from those of one that is being written in.

const held = new Map();

function hold(name, patience) {
  if (!navigator.locks) return Promise.resolve(true); // plain HTTP: then a name is believed
  if (!held.has(name)) {
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    const asked = new Promise((resolve) => {
      const taken = (lock) => {
        resolve(Boolean(lock));
        return lock ? new Promise(() => {}) : undefined;
      };
      navigator.locks.request(`runway:tab:${name}`, options, taken).catch(() => resolve(false));
    });
    held.set(name, asked);
  }
  return held.get(name);
}

const firstName = crypto.getRandomValues(new Uint32Array(3)).join("-");

async function nameOfTab() {
  await hold(firstName);
  let name = null;
  try {
    name = sessionStorage.getItem("runway:tab");
    if (!name || !(await hold(name, PATIENCE))) sessionStorage.setItem("runway:tab", (name = firstName));
  } catch {
    // a browser that keeps nothing
  }
  return name ?? firstName;
}

// ------------------------------------------------------------------------------------------------------ writing

/** Say whether a draft's receipt names the text that was sent. */
function names(receipt, sent) {
  return JSON.parse(sent).every(([name, value]) => receipt.fields?.[name.replace("field-", "")] === value);
}

function announce(words) {
  live.textContent = "";
  setTimeout(() => (live.textContent = words), 60); // an emptied region speaks again even if the words are the same
}

function watch(section) {
  const form = section.querySelector("form[data-draft-action]");
  const fields = [...form.querySelectorAll("textarea, select, input:not([type=hidden])")];
  let tab = firstName; // whose draft this is
  let isKept = false;
  const key = () => `${PREFIX}${says.person}:${tab}:${form.getAttribute("action")}`;
  const given = () => fields.filter((field) => field.type !== "radio" || field.checked);
  const text = () => JSON.stringify(given().map((field) => [field.name, field.value]));
  const proposed = ["date", "select-one"]; // a day, or a place for the words: chosen for whoever chooses none
  const blank = () => given().every((field) => proposed.includes(field.type) || !field.value.trim());
  let drafted = text(); // what the server has, as draft or revision
  let revised = drafted; // what it has as a revision
  let timer;
  let dirtySince = 0;
  let wait = REST;
  let sending = null;

  function show(words, more) {
    const line = section.querySelector("[data-state]");
    line.textContent = words;
    if (more) line.append(" ", more);
  }

  function link(href, words) {
    const anchor = document.createElement("a");
    anchor.href = href;
    anchor.textContent = words;
    return anchor;
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => send(form.dataset.draftAction), delay);
  }

  const copy = (savedAt) => ({
    text: text(),
    at: Date.now(),
    tab,
    base: form.elements.base.value,
    source: form.elements.goes_on_from?.value,
    address: form.dataset.draftAction,
    page: location.pathname,
    title: document.querySelector("h1").textContent,
    sent: savedAt,
  });

  const sayWhereItIs = () => show(isKept ? says.kept : says.unkept);

  async function typed() {
    dirtySince ||= Date.now();
    plan(Math.max(0, Math.min(REST, dirtySince + MOST - Date.now())));
    isKept = await keep(key(), copy());
    if (text() !== drafted && dirtySince) sayWhereItIs();
  }

  // Replaces what is said around the fields, never a field, and nothing that is being pressed or has the focus.
  function take(reply, fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = section.querySelector(`[data-part=${part.dataset.part}]`);
      if (old && !old.matches(":focus-within") && !old.querySelector(":active")) old.replaceWith(part);
    }
    for (const name of ["csrf_token", "submission_key", "base"]) {
      const value = fresh.querySelector(`form [name=${name}]`)?.value;
      if (value !== undefined) form.elements[name].value = value;
    }
    document.dispatchEvent(new CustomEvent("runway:reply", { detail: reply }));
  }

  // The server has it. Pages that are read without a network show what was written when they were fetched: where there
  // are such, the copy stays, marked as sent, until a page brings this text.
  function acknowledge(sent, savedAt, { isRevision = false, hasOther = false } = {}) {
    drafted = sent;
    if (isRevision) revised = sent;
    wait = REST;
    dirtySince = 0;
    form.elements.goes_on_from?.remove();
    if (text() !== sent) return typed();
    keep(key(), navigator.serviceWorker?.controller && savedAt ? copy(savedAt) : null);
    const time = new Date(savedAt || Date.now());
    const clock = time.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    const words = `${isRevision ? says.saved : says.draft} ${clock}`;
    if (hasOther) show(`${words} · ${says.other}`, link(form.getAttribute("action"), says.compare));
    else show(words);
  }

  function tryLater() {
    sayWhereItIs();
    later.add(retry);
    plan(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  const retry = () => text() !== drafted && send(form.dataset.draftAction);

  // Signed out is a page instead of a fragment, or 401, or 400 for a token of a session that is over.
  function refused(reply) {
    clearTimeout(timer);
    const isSignedOut = reply.ok || reply.status === 401 || reply.status === 400;
    const signIn = "/login?next=" + encodeURIComponent(location.pathname);
    if (isSignedOut) show(says.signedOut, link(signIn, says.signIn));
    else show(says.untaken);
    announce(section.querySelector("[data-state]").textContent);
  }

  async function post(address, keepalive) {
    const sent = text();
    const isRevision = address === form.action;
    const body = new URLSearchParams(new FormData(form));
    body.set("device", tab);
    let reply;
    try {
      reply = await fetch(address, { method: "POST", headers: { "X-Fragment": "1" }, body, keepalive });
      if (reply.status >= 500 || reply.status === 429) throw new Error("not now");
      if (!isRevision) {
        if (!reply.ok || !reply.headers.get("Content-Type")?.includes("json")) return refused(reply);
        const receipt = await reply.json();
        if (!names(receipt, sent)) throw new Error("a receipt for another text");
        form.elements.base.value = receipt.base; // a long draft has become a revision: the next text starts from it
        return acknowledge(sent, receipt.saved_at, { hasOther: receipt.has_other });
      }
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById(section.id);
      if (!fresh) return refused(reply);
      take(page, fresh);
      const savedAt = fresh.querySelector("form[data-draft-action]").dataset.savedAt;
      if (reply.ok) acknowledge(sent, savedAt, { isRevision: true });
      else show(says.refused);
    } catch {
      tryLater();
    }
  }

  // One request at a time; what was typed meanwhile goes with the next one.
  function send(address, keepalive = false) {
    clearTimeout(timer);
    later.delete(retry);
    const before = keepalive ? null : sending;
    const sent = (async () => {
      if (before) await before;
      if (address === form.action || text() !== drafted) await post(address, keepalive);
      if (sending === sent) sending = null;
    })();
    sending = sent;
    return sent;
  }

  const saveRevision = (keepalive) => text() !== revised && !blank() && send(form.action, keepalive);

  function fill(kept) {
    for (const [name, value] of JSON.parse(kept.text)) {
      const isMeant = (field) => field.name === name && (field.type !== "radio" || field.value === value);
      const field = fields.find(isMeant);
      if (field?.type === "radio") field.checked = true;
      else if (field) field.value = value;
    }
    tab = kept.tab;
    form.elements.base.value = kept.base; // what it was written on, whatever was saved elsewhere since
    if (form.elements.goes_on_from) form.elements.goes_on_from.value = kept.source ?? "";
  }

  function bringBack(kept) {
    fill(kept);
    isKept = true;
    show(says.restored);
    announce(says.restored);
    plan(REST);
  }

  // The text of a page that was kept for reading without a network is older than its receipt.
  function bringBackSent(kept, savedAt) {
    if (Date.parse(kept.sent) <= savedAt || kept.text === drafted) return forget(kept);
    fill(kept);
    drafted = revised = text();
  }

  function offer(kept) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = says.useOlder;
    button.addEventListener("click", () => bringBack(kept));
    show(says.older, button);
  }

  async function isLeft(kept, own) {
    if (kept.tab === own) return true;
    return navigator.locks ? hold(kept.tab) : kept.at < Date.now() - LONGEST_WAIT;
  }

  async function restore() {
    const own = await name;
    const address = form.getAttribute("action");
    const found = [];
    for (const kept of await copiesOf(says.person)) {
      if (kept.key.endsWith(`:${address}`) && kept.tab !== firstName && (await isLeft(kept, own))) found.push(kept);
    }
    const isTyping = text() !== drafted;
    if (!isTyping) tab = own;
    const [newest, ...others] = isTyping ? [null, ...found] : found;
    for (const kept of others) {
      if (kept.sent) forget(kept);
      else deliver(kept, form.elements.csrf_token.value);
    }
    if (!newest) return;
    const savedAt = Date.parse(form.dataset.savedAt ?? 0);
    if (newest.sent) bringBackSent(newest, savedAt);
    else if (newest.text === drafted) forget(newest);
    else if (!form.dataset.savedAt || newest.at >= savedAt) bringBack(newest);
    else offer(newest);
  }

  form.addEventListener("input", typed);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) saveRevision();
  });

  section.addEventListener("submit", async (event) => {
    const asked = event.target;
    if (asked === form) {
      event.preventDefault();
      await send(form.action);
      section.querySelector("[data-focus]")?.focus();
      return announce(section.querySelector(".saved").textContent.trim());
    }
    // Sharing names a revision: what was typed last must be one before.
    if (!sending && (text() === revised || blank())) return;
    event.preventDefault();
    await sending;
    await saveRevision();
    if (text() !== revised) return announce(section.querySelector(".saved").textContent.trim());
    if (asked.elements.base) asked.elements.base.value = form.elements.base.value;
    if (!asked.isConnected) section.append(asked);
    asked.submit();
  });

  addEventListener("pagehide", () => saveRevision(true));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && text() !== drafted && !sending) send(form.dataset.draftAction, true);
  });
  restore();
}

addEventListener("online", () => later.forEach((retry) => retry()));
const prompts = document.querySelectorAll(".prompt:not(.check-in)");
const name = prompts.length ? nameOfTab() : null;
prompts.forEach(watch);

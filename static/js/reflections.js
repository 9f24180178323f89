// What is typed into a reflection is kept on the device from the first keystroke until a receipt of the server names
// the same text. Drafts go out while one types; leaving the field or the page saves a revision.

const REST = 2000; // after the last keystroke
const MOST = 10000; // while typing goes on
const LONGEST_WAIT = 60000; // between tries

const says = document.getElementById("says").dataset;
const live = document.getElementById("live");
const later = new Set();

const device = read("runway:device") ?? crypto.getRandomValues(new Uint32Array(3)).join("-");
write("runway:device", device);

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
    return false; // storage is off or full: then the page says that nothing is kept
  }
}

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
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden])")];
  const key = `runway:text:${says.person}:${form.getAttribute("action")}`;
  const given = () => fields.filter((field) => field.type !== "radio" || field.checked);
  const text = () => JSON.stringify(given().map((field) => [field.name, field.value]));
  const blank = () => given().every((field) => field.type === "date" || !field.value.trim()); // a day was proposed
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

  function link() {
    const anchor = document.createElement("a");
    anchor.href = "/login?next=" + encodeURIComponent(location.pathname);
    anchor.textContent = says.signIn;
    return anchor;
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => send(form.dataset.draftAction), delay);
  }

  function typed() {
    dirtySince ||= Date.now();
    const kept = write(key, {
      text: text(),
      at: new Date().toISOString(),
      base: form.elements.base.value,
      address: form.dataset.draftAction,
      page: location.pathname,
      title: document.querySelector("h1").textContent,
    });
    show(kept ? says.kept : says.unkept);
    plan(Math.max(0, Math.min(REST, dirtySince + MOST - Date.now())));
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

  function acknowledge(sent, isRevision, savedAt) {
    drafted = sent;
    if (isRevision) revised = sent;
    wait = REST;
    dirtySince = 0;
    if (read(key)?.text === sent) write(key, null);
    if (text() !== sent) return typed();
    const time = new Date(savedAt ?? Date.now());
    const clock = time.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    show(`${isRevision ? says.saved : says.draft} ${clock}`);
  }

  function tryLater() {
    show(read(key) ? says.kept : says.unkept);
    later.add(retry);
    plan(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  const retry = () => text() !== drafted && send(form.dataset.draftAction);

  // Signed out is a page instead of a fragment, or 401, or 400 for a token of a session that is over.
  function refused(reply) {
    clearTimeout(timer);
    const isSignedOut = reply.ok || reply.status === 401 || reply.status === 400;
    if (isSignedOut) show(says.signedOut, link());
    else show(says.untaken);
    announce(section.querySelector("[data-state]").textContent);
  }

  async function post(address, keepalive) {
    const sent = text();
    const isRevision = address === form.action;
    const body = new URLSearchParams(new FormData(form));
    body.set("device", device);
    let reply;
    try {
      reply = await fetch(address, { method: "POST", headers: { "X-Fragment": "1" }, body, keepalive });
      if (reply.status >= 500 || reply.status === 429) throw new Error("not now");
      if (!isRevision) {
        if (!reply.ok || !reply.headers.get("Content-Type")?.includes("json")) return refused(reply);
        const receipt = await reply.json();
        if (!names(receipt, sent)) throw new Error("a receipt for another text");
        form.elements.base.value = receipt.base; // a long draft has become a revision: the next text starts from it
        return acknowledge(sent, false, receipt.saved_at);
      }
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById(section.id);
      if (!fresh) return refused(reply);
      take(page, fresh);
      if (reply.ok) acknowledge(sent, true);
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

  function restore() {
    const copy = read(key);
    if (!copy) return;
    if (copy.text === drafted) return write(key, null);
    const put = () => {
      for (const [name, value] of JSON.parse(copy.text)) {
        const isMeant = (field) => field.name === name && (field.type !== "radio" || field.value === value);
        const field = fields.find(isMeant);
        if (field?.type === "radio") field.checked = true;
        else if (field) field.value = value;
      }
      show(says.restored);
      announce(says.restored);
      plan(REST);
    };
    const savedAt = form.dataset.savedAt;
    if (!savedAt || Date.parse(copy.at) >= Date.parse(savedAt)) return put();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = says.useOlder;
    button.addEventListener("click", put);
    show(says.older, button);
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
document.querySelectorAll(".prompt").forEach(watch);

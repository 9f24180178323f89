// A lesson's questions are answered in place, and its video opens beside the text on the first click on a time.
// Without this file the same forms and links work by full pages.

const lesson = document.getElementById("lesson");
const says = document.getElementById("says").dataset;
const live = document.getElementById("live");

function announce(text) {
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 60); // an emptied region speaks again even if the words are the same
}

function trouble(form, text, withSignIn) {
  const line = document.createElement("p");
  line.className = "error trouble";
  line.textContent = text + " ";
  if (withSignIn) {
    const link = document.createElement("a");
    link.href = "/login?next=" + encodeURIComponent(location.pathname);
    link.textContent = says.signInAgain;
    line.append(link);
  }
  form.append(line);
  announce(line.textContent);
}

const nextOpen = () => document.querySelector('#lesson-status a.button[href*="/lessons/"]:not([href*="?"])')?.href;
let opened = nextOpen();

function swapStatus(reply) {
  const fresh = reply.getElementById("lesson-status");
  if (fresh) document.getElementById("lesson-status").replaceWith(fresh);
  if (nextOpen() !== opened) keepCourse(true);
  opened = nextOpen();
  return fresh?.querySelector("[data-sentence]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

async function send(action, body) {
  const reply = await fetch(action, { method: "POST", headers: { "X-Fragment": "1" }, body });
  if (reply.status >= 500) throw new Error("the server failed");
  return reply;
}

async function answer(form, section) {
  const reply = await send(form.action, new URLSearchParams(new FormData(form)));
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById(section.id);
  if (!fresh) return trouble(form, says.notTaken, true);
  keep(form, null);
  const sentence = swapStatus(page);
  section.replaceWith(fresh);
  const result = fresh.querySelector("[data-focus]");
  result?.focus();
  announce(`${result?.textContent.trim() ?? ""} ${sentence}`);
}

// What could not be sent is kept on the device, and checked when the server can be reached again.

const kept = `runway:answer:${says.person}:`;
const AGAIN = 15000;
let again;

function keep(form, body) {
  const key = kept + form.getAttribute("action");
  const title = document.querySelector("h1").textContent;
  try {
    if (body === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ body, page: location.pathname, title }));
    return true;
  } catch {
    return false;
  }
}

function answersKept() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(kept));
  } catch {
    return [];
  }
}

const formOf = (key) =>
  [...lesson.querySelectorAll(".question form")].find((form) => kept + form.getAttribute("action") === key);

function sendLater() {
  clearTimeout(again);
  again = setTimeout(sendKept, AGAIN);
}

async function sendKept() {
  clearTimeout(again);
  for (const key of answersKept()) {
    const form = formOf(key);
    if (form?.dataset.busy) continue;
    const body = new URLSearchParams(JSON.parse(localStorage.getItem(key)).body);
    body.set("csrf_token", document.querySelector("[name=csrf_token]").value);
    try {
      const reply = await send(key.slice(kept.length), body);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.querySelector(".question");
      if (!fresh && reply.status !== 404) continue; // signed out: it waits on
      localStorage.removeItem(key);
      if (!form) continue;
      const sentence = swapStatus(page);
      document.getElementById(fresh.id).replaceWith(fresh);
      announce(`${fresh.querySelector("[data-focus]")?.textContent.trim() ?? ""} ${sentence}`);
    } catch {
      return sendLater();
    }
  }
}

// A page that is opened again shows what was picked and is not yet checked.
for (const key of answersKept()) {
  const form = formOf(key);
  if (!form) continue;
  const given = new URLSearchParams(JSON.parse(localStorage.getItem(key)).body);
  for (const field of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = given.getAll(field.name).includes(field.value);
    else if (given.has(field.name)) field.value = given.get(field.name);
  }
  trouble(form, says.later);
}
addEventListener("online", sendKept);
if (answersKept().length) sendKept();

// Once all is shown, a worker is asked to keep the open lessons of this course for reading without a network.

function keepCourse(isAgain) {
  const course = location.pathname.split("/lessons/")[0];
  const flag = `runway:kept:${course}`;
  const ask = async () => {
    try {
      if (sessionStorage.getItem(flag) && !isAgain) return;
      await navigator.serviceWorker.register("/sw.js");
      (await navigator.serviceWorker.ready).active.postMessage({ course });
      sessionStorage.setItem(flag, "yes");
    } catch {
      // no worker here: then there is no reading without a network
    }
  };
  if (navigator.serviceWorker) (window.requestIdleCallback ?? setTimeout)(ask);
}

addEventListener("load", () => keepCourse());

lesson.addEventListener("submit", async (event) => {
  const form = event.target;
  const section = form.closest(".question");
  if (!section) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const button = form.querySelector("button");
  button.setAttribute("aria-disabled", "true");
  form.querySelector(".trouble")?.remove();
  try {
    await answer(form, section);
  } catch {
    // The picks stay, and so does the submission key: sending again has one effect.
    trouble(form, keep(form, new URLSearchParams(new FormData(form)).toString()) ? says.later : says.unreachable);
    sendLater();
  } finally {
    delete form.dataset.busy;
    button.removeAttribute("aria-disabled");
  }
});

// Reflections save themselves (reflections.js); what their replies say about the lesson is shown here.
document.addEventListener("runway:reply", (event) => swapStatus(event.detail));

// Single keys, for who wants them: their list is on the page only then.
if (document.getElementById("keys"))
  document.addEventListener("keydown", (event) => {
    const types = event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])");
    if (types || event.ctrlKey || event.metaKey || event.altKey) return;
    const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    link?.focus();
    link?.click();
  });

// On the page of the missed ones the link to it would only jump: what is still missed is to be asked afresh.
lesson.addEventListener("click", (event) => {
  const link = event.target.closest("#lesson-status a");
  if (!link?.search || link.pathname + link.search !== location.pathname + location.search) return;
  event.preventDefault();
  location.hash = link.hash;
  location.reload();
});

lesson.addEventListener("click", (event) => {
  const link = event.target.closest("a.yt-timestamp[data-t]");
  const asLink = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || asLink || !lesson.dataset.video) return;
  event.preventDefault();
  import("./player.js").then(
    (player) => player.open(lesson, link, says),
    () => location.assign(link.href),
  );
});

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

function swapStatus(reply) {
  const fresh = reply.getElementById("lesson-status");
  if (fresh) document.getElementById("lesson-status").replaceWith(fresh);
  return fresh?.querySelector("[data-sentence]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

async function answer(form, section) {
  const reply = await fetch(form.action, {
    method: "POST",
    headers: { "X-Fragment": "1" },
    body: new URLSearchParams(new FormData(form)),
  });
  if (reply.status >= 500) throw new Error("the server failed");
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById(section.id);
  if (!fresh) return trouble(form, says.notTaken, true);
  const sentence = swapStatus(page);
  section.replaceWith(fresh);
  const result = fresh.querySelector("[data-focus]");
  result?.focus();
  announce(`${result?.textContent.trim() ?? ""} ${sentence}`);
}

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
    trouble(form, says.unreachable); // the picks stay, and so does the submission key: sending again has one effect
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

// A download whose progress is told: the same file, in pieces that say how many rows were written before them. Without
// this, or where it fails, the link is a link.

const panel = document.getElementById("told");
const [words, bar, stop] = ["[role=status]", "progress", "button"].map((each) => panel.querySelector(each));
const SAID_EVERY_MS = 2000;
let current;

for (const link of document.querySelectorAll("a[data-told]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    current?.abort();
    current = new AbortController();
    take(link, current.signal);
  });
}
stop.addEventListener("click", () => current.abort());

async function take(link, signal) {
  const all = Number(link.dataset.rows);
  link.closest("p").after(panel);
  panel.hidden = stop.hidden = false;
  show(0, all);
  let saidAt = say(all ? panel.dataset.begun : panel.dataset.begunUncounted, { all });
  try {
    const reply = await fetch(`${link.getAttribute("href")}?told=yes`, { signal });
    // The sign-in page, or one that says why not, is shown as a page.
    if (!reply.ok || reply.redirected) return location.assign(link.href);
    const file = [];
    for await (const { rows, piece } of frames(reply.body)) {
      file.push(piece);
      show(rows, all);
      if (Date.now() - saidAt < SAID_EVERY_MS) continue;
      saidAt = say(all ? panel.dataset.written : panel.dataset.writtenUncounted, { rows, all });
    }
    save(new Blob(file), nameIn(reply.headers.get("Content-Disposition")));
    say(panel.dataset.whole);
  } catch (error) {
    if (signal !== current.signal) return; // another one has begun
    say(signal.aborted ? panel.dataset.stopped : panel.dataset.broken);
  }
  if (document.activeElement === stop) link.focus(); // a button that goes must not take the focus along
  bar.hidden = stop.hidden = true;
}

function show(rows, all) {
  bar.hidden = !all; // nobody knows how much is left
  if (all) Object.assign(bar, { max: all, value: rows });
}

function say(text, numbers = {}) {
  words.textContent = text.replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString(document.documentElement.lang));
  return Date.now();
}

// "ROWS LENGTH", a new line, and so many bytes; "end" says that nothing is missing.
async function* frames(stream) {
  const reader = stream.getReader();
  let bytes = new Uint8Array();
  const more = async () => {
    const { done, value } = await reader.read();
    if (done) throw new Error("broken off");
    const joined = new Uint8Array(bytes.length + value.length);
    joined.set(bytes);
    joined.set(value, bytes.length);
    bytes = joined;
  };
  for (;;) {
    let end;
    while ((end = bytes.indexOf(10)) < 0) await more();
    const line = new TextDecoder().decode(bytes.subarray(0, end));
    if (line === "end") return;
    const [rows, length] = line.split(" ").map(Number);
    while (bytes.length < end + 1 + length) await more();
    yield { rows, piece: bytes.slice(end + 1, end + 1 + length) };
    bytes = bytes.slice(end + 1 + length);
  }
}

function nameIn(disposition) {
  return decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)[1]);
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The video, docked beside the lesson. Nothing of its host is loaded before the click that opened it.

let dock;
let opener;

function build(lesson, says) {
  dock = document.createElement("aside");
  dock.className = "player";
  dock.innerHTML = '<div class="row"><p></p><button type="button" class="quiet"></button></div>';
  dock.setAttribute("aria-label", says.video);
  const close = dock.querySelector("button");
  close.textContent = says.close;
  close.addEventListener("click", shut);
  dock.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  lesson.prepend(dock);
}

function shut() {
  dock.remove();
  dock = undefined;
  opener.focus();
}

export function open(lesson, link, says) {
  opener = link;
  if (!dock) build(lesson, says);
  const title = `${says.video}: ${lesson.querySelector("h1").textContent}`;
  const frame = document.createElement("iframe");
  const start = parseInt(link.dataset.t, 10) || 0;
  frame.title = title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // without a referrer the player refuses to play
  frame.src = `https://www.youtube-nocookie.com/embed/${encodeURIComponent(lesson.dataset.video)}?start=${start}&autoplay=1`;
  dock.querySelector("p").textContent = title;
  dock.querySelector("iframe")?.remove();
  dock.append(frame);
  dock.querySelector("button").focus();
}

// Keeps the open lessons of whoever is signed in, so that they can be read without a network, and nothing else.
// Pages come from the network as long as there is one. What is kept belongs to one session: it is cleared when that
// session ends here, and when a page of another one arrives.

const RELEASE = {{ release|tojson }};
const FILES = {{ files|tojson }};
const FILES_KEPT = `runway-files ${RELEASE}`;
const PAGES = "runway-pages ";
const WHO = "runway-who";
const ENDS_A_SESSION = /^\/(log(in|out)|signup|sign-in\/|join\/|preview\/|teach\/preview\/|account\/(delete|password)|become-instructor\/)/;

addEventListener("install", (event) => event.waitUntil(skipWaiting()));

addEventListener("activate", (event) => {
  // Pages of an earlier release name files that are no longer there.
  const isOld = (name) => name.startsWith("runway-") && name !== WHO && !name.includes(RELEASE);
  const clean = async () => {
    await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

const pagesOf = (session) => caches.open(`${PAGES}${RELEASE} ${session}`);

async function sessionKept() {
  const kept = (await caches.has(WHO)) && (await (await caches.open(WHO)).match("/"));
  return kept ? kept.text() : "";
}

async function clear() {
  const isOnes = (name) => name === WHO || name.startsWith(PAGES);
  await Promise.all((await caches.keys()).filter(isOnes).map((name) => caches.delete(name)));
}

// Says whose page this is, after what belongs to anybody else is gone.
async function meet(response) {
  const session = response.headers.get("Runway-Session");
  if (session === null || session === (await sessionKept())) return session;
  await clear();
  if (session !== "nobody") await (await caches.open(WHO)).put("/", new Response(session));
  return session;
}

async function remember(address, response) {
  const session = await meet(response);
  if (session && response.headers.has("Runway-Keep")) await (await pagesOf(session)).put(address, response);
}

async function visit(event) {
  const { pathname, search } = new URL(event.request.url);
  try {
    const response = await fetch(event.request);
    const isKept = !search && response.headers.has("Runway-Keep"); // a copy of a long download would fill the memory
    event.waitUntil(isKept ? remember(pathname, response.clone()) : meet(response));
    return response;
  } catch {
    const session = await sessionKept();
    const kept = session && (await (await pagesOf(session)).match(pathname));
    return kept || (await caches.match("/offline")) || Response.error();
  }
}

async function keepCourse(course) {
  const files = await caches.open(FILES_KEPT);
  for (const address of [...FILES, "/offline"]) {
    if (!(await files.match(address))) await files.add(new Request(address, { credentials: "omit" }));
  }
  const reply = await fetch(`${course}/offline`);
  const session = await meet(reply);
  if (!reply.ok || !session || session === "nobody") return;
  const pages = await pagesOf(session);
  for (const address of (await reply.json()).pages) {
    if (!(await pages.match(address))) await remember(address, await fetch(address, { redirect: "error" }));
  }
}

addEventListener("message", (event) => {
  // Whatever fails here is tried again with the next lesson.
  if (event.data.course) event.waitUntil(keepCourse(event.data.course).catch(() => {}));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && ENDS_A_SESSION.test(pathname)) event.waitUntil(clear());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) || Response.error()));
  }
});

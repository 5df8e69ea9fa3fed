/* Serves the visit form where there is no network. Pages are kept only when their user asked for it
   on this phone, for three days at most, and are removed when the report was sent. Nothing else of
   the desk is ever kept: neither lists, nor files, nor answers. */
"use strict";
const PAGES = "visit-pages-1";
const PARTS = "visit-parts-1";
const KEPT_MS = 3 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(forgetOld)));

async function forgetOld() {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const kept = await pages.match(request);
    if (Date.now() - Number(kept.headers.get("X-Kept-At")) > KEPT_MS) await pages.delete(request);
  }
}

async function keep(path, needed) {
  const parts = await caches.open(PARTS);
  await parts.addAll(needed);
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("not kept");
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const pages = await caches.open(PAGES);
  await pages.put(path, new Response(await answer.blob(), { status: 200, headers }));
}

self.addEventListener("message", (event) => {
  const asked = event.data || {};
  if (asked.forget) event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(asked.forget)));
  if (asked.keep) {
    event.waitUntil(keep(asked.keep, asked.needed || []).then(
      () => event.ports[0].postMessage("kept"),
      () => event.ports[0].postMessage("not kept"),
    ));
  }
});

const NOTHING = "<!doctype html><html lang=\"zh-hans\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>没有网络</title><h1>没有网络</h1><p>这一页没有存到手机。填过的内容还在，连上网再打开就能看到。</p>";

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => {
      await forgetOld();
      const pages = await caches.open(PAGES);
      const kept = await pages.match(address.pathname);
      return kept || new Response(NOTHING, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
    }));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.open(PARTS)).match(request).then((kept) => kept || Response.error())));
  }
});

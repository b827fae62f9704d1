"use strict";
/* Opens the checking page without a network: what check.js has kept is given only where the site does not answer. */
const KEPT = "lvheng-check";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const isPage = request.mode === "navigate";
  event.respondWith(fetch(request).catch(async (away) => {
    const found = await caches.match(request, { cacheName: KEPT, ignoreSearch: isPage, ignoreVary: true });
    if (!found) throw away;
    return found;
  }));
});

{% load static %}"use strict";
// What the page of a round needs without network, and nothing else: no page of anybody's is ever kept.
const KEPT = "rivage-sortie";
const PAGE = "{% url 'round_without_network' %}";
const FILES = [
  "{% static 'vendor/bootstrap.min.css' %}", "{% static 'rivage/theme.css' %}", "{% static 'rivage/components.css' %}",
  "{% static 'rivage/masquer.js' %}", "{% static 'rivage/page.js' %}", "{% static 'rivage/sending.js' %}",
  "{% static 'outreach/sortie.js' %}", "{% static 'rivage/icons.svg' %}", "{% static 'rivage/logo.svg' %}",
  "{% static 'rivage/favicon.svg' %}",
  "{% static 'vendor/fonts/source-sans-3-latin-wght-normal.woff2' %}",
  "{% static 'vendor/fonts/source-serif-4-latin-wght-normal.woff2' %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...FILES])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || (path !== PAGE && !FILES.includes(path))) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(path)));
});

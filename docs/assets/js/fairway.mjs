/** Hands each `data-fairway="name"` to `name.mjs`; its `start` returns what shows the state anew. */

let live = [];

async function boot() {
  if (document.querySelector("pre code")) import("./code.mjs");
  for (const node of document.querySelectorAll("[data-fairway]:not([data-live])")) {
    node.dataset.live = "";
    try {
      const { start } = await import(`./${node.dataset.fairway}.mjs`);
      live.push({ node, refresh: await start(node) });
      node.dataset.live = "ready";
    } catch (reason) {
      // The page stays as Python wrote it.
      delete node.dataset.live;
      console.warn(reason);
    }
  }
}

function refresh() {
  live = live.filter(({ node }) => node.isConnected);
  for (const one of live) one.refresh();
}

// Instant navigation swaps pages without loading them.
if (globalThis.document$) document$.subscribe(boot);
else boot();
// Another tab wrote, or the back button brought a page as it was left.
addEventListener("storage", refresh);
addEventListener("hashchange", refresh);
addEventListener("pageshow", (event) => event.persisted && refresh());

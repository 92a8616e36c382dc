/** What the planner's buttons do. Loaded when one is pressed, or when a link brings a plan. */

import { fromFragment, toFragment } from "./link.mjs";
import { words } from "./messages.mjs";
import { button, make } from "./page.mjs";
import { EMPTY, fromText, marked, toText } from "./state.mjs";
import { load } from "./store.mjs";

export { calendar } from "./plan-calendar.mjs";
export { single, singles } from "./plan-topics.mjs";
export { why } from "./why.mjs";

const same = (a, b) => toText(a) === toText(b);
const SAVED_AS = "fairway-plan.json";

/** A notice above the plan, with controls if there is something to decide. */
export function tell(here, message, ...controls) {
  show(here, here.part("none"), message, controls);
}

/** The same at the button that was pressed, where the reader is looking. */
export function answer(here, pressed, message, ...controls) {
  show(here, pressed.parentNode, message, controls);
}

/** There is one notice, and it moves. Whoever pressed one of its former controls goes on here. */
function show({ part }, below, message, controls) {
  const notice = part("notice");
  const [text] = notice.children;
  const wasHere = notice.contains(document.activeElement);
  below.before(notice);
  text.textContent = message;
  notice.replaceChildren(text, ...controls);
  notice.hidden = !message;
  if (wasHere) text.focus();
}

/** All roles, or only the nearest again. */
export function all({ part }, pressed) {
  pressed.ariaExpanded = part("goals").classList.toggle("goals--all");
}

/** A topic of this week is known: the next one takes its place, and the focus stays there. */
export function done(here, pressed) {
  const row = pressed.closest("[data-topic]");
  const rows = row.parentNode.children;
  const at = [...rows].indexOf(row);
  here.change(marked(here.state, here.curriculum, row.dataset.topic, true));
  (rows[Math.min(at, rows.length - 1)]?.querySelector("button") ?? here.part("sum")).focus();
}

/** Storage had something to say. */
export function trouble(here) {
  tell(here, words(here.trouble));
}

/** A plan comes with the link. Whoever has one of their own decides first. */
export function arrive(here) {
  const read = fromFragment(location.hash, here.curriculum);
  const bare = location.pathname + location.search;
  history.replaceState(history.state, "", bare);
  here.keeps = true;
  const own = load(here.curriculum).state;
  // Instant navigation may swap the page under the same link: the page before has read it, and saved it.
  if (!read) return here.change(own, true);
  const lost = read.dropped.length ? ` ${words(read.dropped)}` : "";
  if (same(read.state, own)) return tell(here, lost.trim());
  if (same(own, EMPTY)) {
    here.change(read.state, true);
    return tell(here, `This plan came with the link.${lost}`, button("Close", () => close(here)));
  }
  here.keeps = false;
  here.change(read.state, true);
  const decide = (keep) => () => {
    here.keeps = true;
    if (keep) replace(here, here.state, "The plan of the link is yours now.", own);
    else here.change(own, true);
    if (!keep) tell(here, "Your own plan is back.");
  };
  tell(here, 
    `You are looking at a plan that came with a link. Your own is untouched.${lost}`,
    button("Back to mine", decide(false)),
    button("Take this one", decide(true)),
  );
}

function close(here) {
  tell(here, "");
  here.part("sum").focus();
}

/** The state becomes `next`, and can be taken back: the notice of it comes into view. */
function replace(here, next, message, former = here.state) {
  here.change(next, true);
  const back = () => {
    here.change(former, true);
    tell(here, "As it was before.");
  };
  const undo = button("Undo", back);
  tell(here, message, undo);
  undo.focus();
}

export function clear(here) {
  replace(here, EMPTY, "Your plan and what you ticked are gone.");
}

export async function link(here, pressed) {
  const address = new URL(toFragment(here.state), location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    answer(here, pressed, "The link is copied. Whoever opens it sees this plan, with your ticks.");
  } catch {
    const field = make("input", { readonly: true, value: address, "aria-label": "Link to this plan" });
    answer(here, pressed, "Copy this link. Whoever opens it sees this plan, with your ticks.", field);
    field.select();
  }
}

export function keep(here, pressed) {
  download(SAVED_AS, toText(here.state), "application/json");
  answer(here, pressed, `Saved as ${SAVED_AS}. “Open a file” brings it back, here or in another browser.`);
}

export function open(here, pressed) {
  const field = make("input", { type: "file", accept: "application/json,.json" });
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    const read = fromText(await file.text(), here.curriculum);
    if (read.error) answer(here, pressed, words(read.error));
    else replace(here, read.state, `The plan of ${file.name} is open. ${read.dropped.length ? words(read.dropped) : ""}`);
  });
  field.click();
}

export const print = () => globalThis.print();

export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

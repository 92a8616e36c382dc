/** The state in this browser. Storage may refuse, be full or hold anything: no page stops at that. */

import { EMPTY, KEY, fromText, toText } from "./state.mjs";

// What storage would not take, until a page is loaded anew.
let unsaved = null;

/** `{state, trouble}`; `messages.mjs` has the words for the trouble, null where all is well. */
export function load(curriculum) {
  let text = unsaved;
  try {
    text ??= localStorage.getItem(KEY);
  } catch {
    return { state: EMPTY, trouble: "refused" };
  }
  const { state, dropped, error } = fromText(text ?? toText(EMPTY), curriculum);
  if (!error) return { state, trouble: dropped.length ? dropped : null };
  keep(`${KEY}-unreadable`, text);
  return { state: EMPTY, trouble: "unreadable" };
}

/** Saves, and returns the trouble if there is any. */
export function save(state) {
  const text = toText(state);
  unsaved = keep(KEY, text) ? null : text;
  return unsaved && "refused";
}

function keep(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

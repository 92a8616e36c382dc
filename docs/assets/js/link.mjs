/** A plan as a link. Pure: strings in, state out; what a stranger wrote is checked as `state.mjs` says. */

import { MOST_TEXT, checked } from "./state.mjs";

/** The state as a link's fragment: ids, never positions. Empty parts are left out. */
export function toFragment(state) {
  const parts = [
    ["role", state.roles.join(",")],
    ["topic", state.topics.join(",")],
    ["from", state.background ?? ""],
    ["hours", String(state.hours)],
    ["known", state.ticked.join(",")],
    ["not", state.unticked.join(",")],
  ];
  return `#${parts.filter(([, value]) => value).map(([key, value]) => `${key}=${value}`).join("&")}`;
}

/** A fragment as `{state, dropped}`; null where it holds no plan. */
export function fromFragment(fragment, curriculum) {
  const text = String(fragment).replace(/^#/, "");
  if (text.length > MOST_TEXT || !/(^|&)(role|topic|from|known)=/.test(text)) return null;
  const parts = new URLSearchParams(text);
  const list = (key) => (parts.get(key) ?? "").split(",").filter(Boolean);
  return checked(
    {
      background: parts.get("from"),
      hours: parts.get("hours"),
      roles: list("role"),
      topics: list("topic"),
      ticked: list("known"),
      unticked: list("not"),
    },
    curriculum,
  );
}

/** "Why is this here?": the whole chain from a goal down to the topic, unfolded under it. */

import { whyChain } from "./chain.mjs";
import { make } from "./page.mjs";
import { data, topicPage } from "./site.mjs";

let loading;
/** Topic -> what it needs -> why. */
function whys() {
  loading ??= data("whys");
  // Another press may have more luck.
  loading.catch(() => (loading = null));
  return loading;
}

export async function why(here, pressed) {
  const row = pressed.closest("[data-topic]");
  const reasons = await whys();
  const former = row.querySelector(".chain");
  pressed.ariaExpanded = !former;
  if (former) former.remove();
  else row.append(chain(here, row.dataset.topic, reasons));
}

function chain({ curriculum, state, knows }, topic, reasons) {
  const rolesOf = state.roles.map((id) => curriculum.roles.get(id));
  const goals = [...rolesOf.flatMap((role) => role.goals), ...state.topics];
  const without = new Set([...knows.known].filter((id) => id !== topic));
  const links = whyChain(curriculum, goals, topic, without);
  if (!links) return make("p", { class: "chain" }, "Nothing that is left needs it: you know what it is for.");
  const goal = links.length ? links[0][0] : topic;
  const named = rolesOf.filter((role) => role.goals.includes(goal)).map((role) => role.title);
  const end = named.length ? `is a goal of ${named.join(" and ")}.` : "is a goal you chose.";
  const to = (id) => make("a", { href: topicPage(id) }, curriculum.topics.get(id).title);
  return make(
    "ol",
    { class: "chain" },
    make("li", {}, to(goal), ` ${end}`),
    ...links.map(([user, need]) => {
      const reason = reasons[user]?.[need];
      return make("li", {}, to(user), " needs ", to(need), reason ? make("span", { class: "chain__why" }, ...withCode(reason)) : ".");
    }),
  );
}

/** As `with_code` in `generator/pages/escaping.py`: what stands between two backticks is code. */
function withCode(text) {
  const pieces = text.split("`");
  return pieces.length % 2 ? pieces.map((piece, n) => (n % 2 ? make("code", {}, piece) : piece)) : [text];
}

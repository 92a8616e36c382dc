/** A topic's page: "I know this", and where on the reader's own path it stands. */

import { knowledge, plan } from "./curriculum.mjs";
import { make } from "./page.mjs";
import { address, curriculum as fetched, topicPage } from "./site.mjs";
import { marked } from "./state.mjs";
import { load, save } from "./store.mjs";
import { tick } from "./ticks.mjs";

export async function start(node) {
  const curriculum = await fetched();
  const { topic } = node.dataset;
  const [box, place, trouble] = ["#known", ".mine__place", ".mine__trouble"].map((one) => node.querySelector(one));
  const invitation = [...place.childNodes];
  let state;

  async function mark() {
    // The latest state: another tab may have changed it.
    state = marked(load(curriculum).state, curriculum, topic, box.checked);
    const told = save(state);
    show();
    trouble.textContent = told ? (await import("./messages.mjs")).words(told) : "";
  }

  function refresh() {
    state = load(curriculum).state;
    show();
  }

  function show() {
    const { known } = knowledge(curriculum, state);
    box.checked = known.has(topic);
    place.replaceChildren(...placeOf(known));
    tick(document.querySelectorAll(".hood .card > a"), known);
  }

  function placeOf(known) {
    const { roles, topics, background } = state;
    if (!roles.length && !topics.length) return invitation;
    // As the path was before anything was ticked: a topic keeps its place.
    const before = knowledge(curriculum, { background, unticked: state.unticked });
    const path = plan(curriculum, { roles, topics, knows: before });
    const left = new Set(plan(curriculum, { roles, topics, knows: knowledge(curriculum, state) }).order);
    const names = roles.map((id) => curriculum.roles.get(id).title);
    const goal = names.length === 1 ? `to ${names[0]}` : "to your goals";
    const way = make("a", { href: address("plan/") }, `On your way ${goal}`);
    const at = path.order.indexOf(topic);
    if (at < 0) {
      const offRoad = before.known.has(topic) ? ": you bring this along." : ": not needed.";
      return [way, offRoad, ...next(path.order.find((id) => left.has(id)), "Next")];
    }
    const stage = path.stages.findIndex((one) => one.topics.includes(topic));
    const gone = left.has(topic) || known.has(topic) ? "" : ", no longer needed";
    return [
      way,
      `: ${ordinal(at + 1)} of ${path.order.length}, stage ${stage + 1}${gone}.`,
      ...next(path.order[at - 1], "Previous"),
      ...next(path.order.slice(at + 1).find((id) => left.has(id)), "Next"),
    ];
  }

  const next = (id, word) =>
    id ? [make("span", { class: "mine__next" }, `${word}: `, make("a", { href: topicPage(id) }, curriculum.topics.get(id).title))] : [];

  box.addEventListener("change", mark);
  refresh();
  box.disabled = false;
  return refresh;
}

/** 1st, 2nd, 3rd. */
function ordinal(place) {
  const ending = { 1: "st", 2: "nd", 3: "rd" }[place % 10] ?? "th";
  return `${place}${place % 100 > 10 && place % 100 < 14 ? "th" : ending}`;
}

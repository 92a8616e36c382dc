/** The map: shows a role's or the reader's topics, and what the topic at hand needs and unlocks. */

import { knowledge, needed } from "./curriculum.mjs";
import { walk } from "./map-keys.mjs";
import { counted, say } from "./show.mjs";
import { curriculum as fetched } from "./site.mjs";
import { load } from "./store.mjs";
import { tick, topicOf } from "./ticks.mjs";

const NAMED = 2;
const PLAN = "*";

export async function start(node) {
  const curriculum = await fetched();
  const form = node.querySelector("form");
  const { role, find } = form.elements;
  const links = [...node.querySelectorAll(".cells a")];
  const cells = new Map(links.map((link) => [topicOf(link), link]));
  const unlocks = new Map([...curriculum.topics.keys()].map((id) => [id, []]));
  for (const { id, needs } of curriculum.topics.values()) for (const need of needs) unlocks.get(need).push(id);
  const rank = (id) => curriculum.topics.get(id).rank;
  const needsOf = (id) => [...curriculum.topics.get(id).needs].sort((a, b) => rank(a) - rank(b));
  const isShown = (id) => !cells.get(id).parentNode.hidden;
  let state;

  function refresh() {
    state = load(curriculum).state;
    tick(links, knowledge(curriculum, state).known);
    offerPlan();
    filter();
  }

  /** Whoever has a plan can see it on the map. */
  function offerPlan() {
    const has = state.roles.length + state.topics.length > 0;
    const former = role.querySelector(`[value="${PLAN}"]`);
    if (has && !former) role.options[0].after(new Option("your plan", PLAN));
    if (!has) former?.remove();
  }

  function goalsShown() {
    if (role.value === PLAN) return [...state.roles.flatMap((id) => curriculum.roles.get(id).goals), ...state.topics];
    return role.value ? curriculum.roles.get(role.value).goals : null;
  }

  function filter() {
    const goals = goalsShown();
    const among = goals && needed(curriculum, goals, new Set());
    const wanted = find.value.trim().toLowerCase();
    for (const [id, link] of cells) {
      const found = curriculum.topics.get(id).title.toLowerCase().includes(wanted);
      link.parentNode.hidden = !found || Boolean(among && !among.has(id));
      link.parentNode.classList.toggle("is-goal", Boolean(goals?.includes(id)));
    }
    for (const field of node.querySelectorAll(".field")) field.hidden = !field.querySelector("li:not([hidden])");
    mark(null);
  }

  /** Marks what `topic` needs and unlocks, however far, and says it in words. */
  function mark(topic) {
    const needs = topic ? needed(curriculum, [topic], new Set()) : new Set();
    const opens = topic ? reach(topic) : new Set();
    for (const [id, link] of cells) {
      const { classList } = link.parentNode;
      classList.toggle("is-self", id === topic);
      classList.toggle("is-needed", id !== topic && needs.has(id));
      classList.toggle("is-unlocked", opens.has(id));
    }
    say(node.querySelector("[data-part=status]"), topic ? sentence(topic, needs.size - 1, opens.size) : tally());
  }

  function reach(topic) {
    const found = new Set();
    const waiting = [...unlocks.get(topic)];
    while (waiting.length) {
      const next = waiting.pop();
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(...unlocks.get(next));
    }
    return found;
  }

  function sentence(id, needs, opens) {
    const topic = curriculum.topics.get(id);
    const named = (ids) => {
      const titles = ids.slice(0, NAMED).map((one) => curriculum.topics.get(one).title);
      return `, directly ${titles.join("; ")}${ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ""}`;
    };
    const first = needs ? `needs ${counted(needs, "topic")}${named(needsOf(id))}` : "needs nothing";
    const then = opens ? `unlocks ${opens}${named(unlocks.get(id))}` : "unlocks nothing further";
    return `${topic.title}, ${counted(topic.hours, "hour")}: ${first}. It ${then}.`;
  }

  function tally() {
    const shown = [...cells.keys()].filter(isShown);
    if (!shown.length) return `No topic shown here has “${find.value.trim()}” in its title.`;
    const known = knowledge(curriculum, state).known;
    const hours = shown.reduce((sum, id) => sum + curriculum.topics.get(id).hours, 0);
    const ticked = shown.filter((id) => known.has(id)).length;
    const text = `${counted(shown.length, "topic")}, ${counted(hours, "hour")}`;
    return ticked ? `${text}; you know ${ticked} (✓).` : `${text}.`;
  }

  const at = (event) => (event.target.closest?.(".cells a") ? topicOf(event.target.closest("a")) : null);
  const focused = () => (cells.get(topicOf(document.activeElement)) === document.activeElement ? topicOf(document.activeElement) : null);
  const board = node.querySelector(".fields");
  board.addEventListener("pointerover", (event) => at(event) && mark(at(event)));
  board.addEventListener("pointerleave", () => mark(focused()));
  board.addEventListener("focusin", (event) => mark(at(event)));
  board.addEventListener("focusout", () => mark(null));
  board.addEventListener("keydown", walk({ cells, isShown, needs: needsOf, unlocks: (id) => unlocks.get(id), at }));
  form.addEventListener("input", filter);
  refresh();
  form.querySelector("fieldset").disabled = false;
  return refresh;
}

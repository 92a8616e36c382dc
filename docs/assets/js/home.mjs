/** The first page: from the two answers to the roles by what is left of them, and to a plan. */

import { knowledge, rolesByHoursLeft } from "./curriculum.mjs";
import { toFragment } from "./link.mjs";
import { copy, hours, say, weeks } from "./show.mjs";
import { address, curriculum as fetched, topicPage } from "./site.mjs";
import { pace } from "./state.mjs";
import { load, save } from "./store.mjs";

const NEAREST = 3;

export async function start(node) {
  const curriculum = await fetched();
  const form = node.querySelector("form");
  const { from, hours: pacing } = form.elements;
  const lists = { near: node.querySelector(".nearest"), all: document.querySelector(".rolecards") };
  let state;

  function refresh() {
    state = load(curriculum).state;
    from.value = state.background ?? "";
    pacing.value = state.hours;
    show();
  }

  function show() {
    const roles = rolesByHoursLeft(curriculum, knowledge(curriculum, state), state.hours);
    lists.near.replaceChildren(...roles.slice(0, NEAREST).map(near));
    roles.forEach(card);
    own(roles);
  }

  function near({ role, plan }) {
    const row = copy(node, "near", { title: role.title, ...summary(plan) });
    const [title, , begin] = row.querySelectorAll("a, p");
    title.href = address(`roles/${role.id}/`);
    const chosen = { ...state, roles: [role.id], topics: [] };
    begin.href = address(`plan/${toFragment(chosen)}`);
    begin.setAttribute("aria-label", `Plan this: ${role.title}`);
    begin.addEventListener("click", () => save(chosen));
    return row;
  }

  /** The cards of all roles, as Python wrote them, in the reader's order and with the reader's hours. */
  function card({ role, plan }) {
    const row = lists.all.querySelector(`a[href$="roles/${role.id}/"]`).parentNode;
    const { left, time, size, enables } = summary(plan);
    row.querySelector(".rolecard__facts").replaceChildren(bold(left), ` left · ${time}`);
    row.querySelector(".rolecard__first").replaceChildren(bold(size), ` ${enables}`);
    lists.all.append(row);
  }

  function summary({ hours: study, projectHours, weeks: range, stages }) {
    const [first] = stages;
    return {
      left: hours(study + projectHours),
      time: weeks(range),
      size: first ? `After ${hours(first.hours + first.projectHours)}: ${first.title}.` : "You are there.",
      enables: first?.enables ?? "",
    };
  }

  /** Whoever has a plan goes on with it. */
  function own(roles) {
    const mine = node.querySelector(".start__mine");
    const { role, plan } = roles.find((one) => one.role.id === state.roles[0]) ?? {};
    mine.hidden = !plan?.thisWeek.length;
    if (mine.hidden) return;
    const { topic } = plan.thisWeek[0];
    const [to, next] = mine.querySelectorAll("a");
    say(to, `Your plan: ${role.title}`);
    say(next, curriculum.topics.get(topic).title);
    next.href = topicPage(topic);
  }

  form.addEventListener("change", () => {
    pacing.value = pace(pacing.value);
    state = { ...state, background: from.value || null, hours: pace(pacing.value) };
    save(state);
    show();
    say(node.querySelector("[role=status]"), `Fewest hours left: ${[...lists.near.querySelectorAll(".near__title")].map((a) => a.textContent).join(", ")}`);
  });
  say(lists.all.previousElementSibling, "All roles, fewest hours left for you first: with projects, weeks at your pace, and what you can do after the first stage already.");
  refresh();
  for (const set of form.querySelectorAll("fieldset")) set.disabled = false;
  return refresh;
}

function bold(text) {
  const node = document.createElement("b");
  node.textContent = text;
  return node;
}

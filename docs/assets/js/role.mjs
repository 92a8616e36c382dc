/** A role's page: what of it is left for the reader, and what is ticked. */

import { hoursLeft, knowledge, plan } from "./curriculum.mjs";
import { toFragment } from "./link.mjs";
import { make } from "./page.mjs";
import { counted, say, stageHours, weeks } from "./show.mjs";
import { address, curriculum as fetched } from "./site.mjs";
import { load, save } from "./store.mjs";
import { tick, topicOf } from "./ticks.mjs";

export async function start(node) {
  const curriculum = await fetched();
  const { role } = node.dataset;
  const [words, link] = node.querySelectorAll("b, a");
  const stages = [...document.querySelectorAll(".stage")].map((stage, n) => ({
    project: curriculum.roles.get(role).stages[n].projectHours,
    links: [...stage.querySelectorAll(".card > a")],
    left: stage.querySelector(".stage__facts").appendChild(make("span", { class: "stage__left" })),
  }));

  function refresh() {
    const { state } = load(curriculum);
    const knows = knowledge(curriculum, state);
    const made = plan(curriculum, { roles: [role], topics: [], knows, hoursAWeek: state.hours });
    const begun = state.background !== null || state.ticked.length > 0;
    tick(document.querySelectorAll(".card > a"), knows.known);
    const left = new Set(made.order);
    for (const stage of stages) {
      const todo = stage.links.map(topicOf).filter((id) => left.has(id));
      const study = todo.reduce((sum, id) => sum + hoursLeft(curriculum, id, knows), 0);
      stage.left.textContent = !begun ? "" : todo.length ? ` · for you ${stageHours(study, stage.project)}` : " · nothing left for you";
    }
    say(words, summary(made, state, begun));
    invite(state);
  }

  function summary(made, state, begun) {
    if (!begun) return "Some of it you may know.";
    if (!made.order.length) return "You know all of it.";
    const time = `about ${weeks(made.weeks)} at ${counted(state.hours, "hour")} a week`;
    return `Left for you: ${counted(made.order.length, "topic")}, ${counted(made.hours + made.projectHours, "hour")} with projects, ${time}.`;
  }

  function invite(state) {
    const chosen = state.roles.includes(role);
    const next = chosen ? state : { ...state, roles: [...state.roles, role] };
    const text = chosen ? "In your plan" : state.roles.length ? "Add it to your plan" : "Plan it";
    // Where nothing can be saved, the link carries the plan.
    const href = address(`plan/${chosen ? "" : toFragment(next)}`);
    say(link, text);
    link.href = href;
    link.onclick = () => save(next);
  }

  refresh();
  return refresh;
}

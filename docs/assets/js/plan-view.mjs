/** Shows a plan. Lists are built when the goals change; a tick rewrites only what it changes. */

import { hoursLeft, knowledge, plan, weeks as weeksOf } from "./curriculum.mjs";
import { copy, counted, hours, say, stageHours, weeks } from "./show.mjs";
import { topicPage } from "./site.mjs";

const partOf = (some, words, all, end = "") => hours(some) + (some < all ? words + hours(all) + end : "");

export function planView(node, part, curriculum) {
  let shown;
  let legs;
  let total;

  function row(name, id, texts) {
    const topic = curriculum.topics.get(id).title;
    const made = copy(node, name, { topic, ...texts });
    made.dataset.topic = id;
    made.querySelector("a").href = topicPage(id);
    for (const named of made.querySelectorAll("[aria-label]")) named.ariaLabel += topic;
    return made;
  }

  function build({ roles, topics }) {
    const whole = plan(curriculum, { roles, topics, knows: knowledge(curriculum) });
    total = whole.order.length;
    legs = whole.stages.map((stage, n) => {
      const { enables, project, projectHours } = stage;
      const role = roles[1] && stage.role ? `${curriculum.roles.get(stage.role).title}: ` : "";
      const size = `Project, ${counted(projectHours, "hour")}.`;
      const leg = copy(node, "leg", { title: `${n + 1}. ${role}${stage.title}`, enables, project, size });
      const rows = stage.topics.map((id) => row("todo", id));
      leg.querySelector("ol").append(...rows);
      return { leg, rows, projectHours };
    });
    part("legs").replaceChildren(...legs.map(({ leg }) => leg));
  }

  function update({ leg, rows, projectHours }, { state, knows }, left) {
    let open = 0;
    let study = 0;
    for (const one of rows) {
      const { topic } = one.dataset;
      const [box, , note] = one.children;
      const isLeft = left.has(topic);
      box.checked = knows.known.has(topic);
      one.classList.toggle("todo--off", !isLeft);
      const todo = hoursLeft(curriculum, topic, knows);
      say(note, isLeft ? partOf(todo, " left of ", curriculum.topics.get(topic).hours) : box.checked ? "known" : "not needed now");
      open += isLeft;
      study += isLeft && todo;
    }
    leg.classList.toggle("leg--done", !open);
    const time = weeks(weeksOf(study + projectHours, state.hours));
    say(leg.querySelector(".leg__facts"), open ? `${counted(open, "topic")}, ${stageHours(study, projectHours)} · about ${time}` : "nothing left to learn");
  }

  return (here) => {
    const { state, plan: made } = here;
    const goals = `${state.roles} ${state.topics}`;
    if (goals !== shown) build(state);
    shown = goals;
    const left = new Set(made.order);
    for (const one of legs) update(one, here, left);
    const time = `about ${weeks(made.weeks)} at ${counted(state.hours, "hour")} a week`;
    const rest = `${left.size} of ${counted(total, "topic")} left: ${counted(made.hours + made.projectHours, "hour")} with projects, ${time}`;
    say(part("sum"), left.size ? rest : "Nothing left: you know all of it.");
    const [first] = made.stages;
    say(part("aim"), first?.enables ? `Towards “${first.title}”: ${first.enables}` : "");
    part("week").parentNode.hidden = !first;
    const week = made.thisWeek.map((one) => row("session", one.topic, { hours: partOf(one.hours, " this week of ", one.hoursLeft, " left") }));
    part("week").replaceChildren(...week);
    const others = made.ready.filter((id) => !week.some((one) => one.dataset.topic === id));
    part("ready").hidden = !others.length;
    const [summary, list] = part("ready").children;
    say(summary, `Or begin with one of ${counted(others.length, "other topic")} you are ready for`);
    list.replaceChildren(...others.map((id) => row("chip", id)));
  };
}

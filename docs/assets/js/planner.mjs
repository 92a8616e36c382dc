/** The planner: answers and ticks in, a plan out. Seldom used parts load when used. */

import { knowledge, plan, rolesByHoursLeft } from "./curriculum.mjs";
import { planView } from "./plan-view.mjs";
import { hours, say } from "./show.mjs";
import { curriculum as fetched } from "./site.mjs";
import { marked, pace } from "./state.mjs";
import { load, save } from "./store.mjs";

const NEAREST = 5;

export async function start(node) {
  const curriculum = await fetched();
  const part = (name) => node.querySelector(`[data-part=${name}]`);
  const form = part("form");
  const { from, hours: pacing } = form.elements;
  const draw = planView(node, part, curriculum);
  // `keeps` is false while a stranger's plan is looked at.
  const here = { node, part, curriculum, change, keeps: true };
  const ask = async (name, pressed) => (await import("./plan-tools.mjs"))[name](here, pressed);

  function refresh() {
    part("notice").hidden = true;
    become(load(curriculum), true);
    if (/[#&](role|topic|from|known)=/.test(location.hash)) return ask("arrive");
  }

  function change(state, sorts) {
    become({ state, trouble: here.keeps && save(state) }, sorts);
  }

  function become(found, sorts) {
    Object.assign(here, found);
    const { roles, topics, background, hours: hoursAWeek } = here.state;
    here.knows = knowledge(curriculum, here.state);
    here.plan = plan(curriculum, { roles, topics, knows: here.knows, hoursAWeek });
    const hasGoal = roles.length + topics.length > 0;
    from.value = background ?? "";
    pacing.value = hoursAWeek;
    showRoles(sorts);
    part("none").hidden = hasGoal;
    part("plan").hidden = !hasGoal;
    if (hasGoal) draw(here);
    if (topics.length || part("singles").firstChild) ask("singles");
    if (here.trouble) ask("trouble");
  }

  /** Roles by the hours left. They move only when that was asked for, never under the pointer. */
  function showRoles(sorts) {
    rolesByHoursLeft(curriculum, here.knows, here.state.hours).forEach(({ role, plan: left }, rank) => {
      const box = form.querySelector(`input[value=${role.id}]`);
      const row = box.parentNode;
      box.checked = here.state.roles.includes(role.id);
      say(row.lastChild, hours(left.hours + left.projectHours));
      if (!sorts) return;
      part("goals").append(row);
      row.classList.toggle("goals__far", rank >= NEAREST && !box.checked);
    });
  }

  form.addEventListener("change", ({ target }) => {
    // In the order of choosing.
    const checked = [...form.querySelectorAll(":checked[name=role]")].map((box) => box.value);
    const roles = [...new Set([...here.state.roles, ...checked])].filter((id) => checked.includes(id));
    change({ ...here.state, background: from.value || null, hours: pace(pacing.value), roles }, target === from);
  });
  part("legs").addEventListener("change", ({ target }) => {
    const { topic } = target.closest("[data-topic]").dataset;
    change(marked(here.state, curriculum, topic, target.checked));
  });
  node.addEventListener("click", ({ target }) => {
    if (target.dataset.do) ask(target.dataset.do, target);
  });

  await refresh();
  for (const set of form.querySelectorAll("fieldset")) set.disabled = false;
  return () => (here.keeps || location.hash) && refresh();
}

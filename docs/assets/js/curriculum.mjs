/**
 * The curriculum and its plans, as `generator/paths/plan.py` makes them. Pure. Nothing is ordered here: topics
 * come in reading order, which stays valid without the known ones.
 */

const SLIP = 1.3;
const TOPICS_THIS_WEEK = 3;

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const byId = (list) => new Map(list.map((one) => [one.id, one]));

/** The shipped JSON, its indexes made ids. */
export function decode({ topics, roles, backgrounds, domains, retired }) {
  const named = (ranks) => ranks.map((rank) => topics[rank].id);
  return {
    topics: byId(topics.map((one, rank) => ({ ...one, rank, needs: named(one.needs), domain: domains[one.domain] }))),
    roles: byId(
      roles.map((role) => ({
        ...role,
        goals: named(role.goals),
        stages: role.stages.map((stage) => ({ ...stage, topics: named(stage.topics) })),
      })),
    ),
    backgrounds: byId(
      backgrounds.map((one) => ({
        ...one,
        knows: named(one.knows),
        partly: one.partly.map(([rank, hours]) => [topics[rank].id, hours]),
      })),
    ),
    retired: new Map(retired.map(({ id, became }) => [id, became])),
  };
}

/** What a learner brings; `hoursLeft` is of topics partly known. Known is literal. */
export function knowledge(curriculum, { background = null, ticked = [], unticked = [] } = {}) {
  const { knows = [], partly = [] } = curriculum.backgrounds.get(background) ?? {};
  const known = new Set(knows);
  const hoursLeft = new Map(partly);
  for (const topic of unticked) {
    known.delete(topic);
    hoursLeft.delete(topic);
  }
  for (const topic of ticked) known.add(topic);
  return { known, hoursLeft };
}

export function hoursLeft(curriculum, topic, knows) {
  if (knows.known.has(topic)) return 0;
  const whole = curriculum.topics.get(topic).hours;
  return Math.min(whole, knows.hoursLeft.get(topic) ?? whole);
}

/** What to learn for these goals, back to known topics. */
export function needed(curriculum, goals, known) {
  const found = new Set();
  const waiting = [...goals];
  while (waiting.length) {
    const topic = waiting.pop();
    if (known.has(topic) || found.has(topic)) continue;
    found.add(topic);
    waiting.push(...curriculum.topics.get(topic).needs);
  }
  return found;
}

/** The plan for these roles, in this order, then for these single topics. */
export function plan(curriculum, { roles = [], topics = [], knows, hoursAWeek = 6 }) {
  const chosen = roles.map((id) => curriculum.roles.get(id));
  const left = needed(curriculum, [...chosen.flatMap((role) => role.goals), ...topics], knows.known);
  const rest = new Set(left);
  const stages = [];
  const isReady = (topic) => curriculum.topics.get(topic).needs.every((need) => knows.known.has(need));
  const add = (role, { title, project, projectHours, enables }, todo) => {
    for (const topic of todo) rest.delete(topic);
    const hours = sum(todo.map((topic) => hoursLeft(curriculum, topic, knows)));
    if (todo.length) stages.push({ title, role, topics: todo, hours, project, projectHours, enables });
  };
  for (const { id, stages: own } of chosen) {
    for (const stage of own) add(id, stage, stage.topics.filter((topic) => rest.has(topic)));
  }
  const own = { title: "Topics of your own", project: "", projectHours: 0, enables: "" };
  if (rest.size) add(null, own, [...curriculum.topics.keys()].filter((topic) => rest.has(topic)));
  const order = stages.flatMap((stage) => stage.topics);
  const hours = sum(stages.map((stage) => stage.hours));
  const projectHours = sum(stages.map((stage) => stage.projectHours));
  return {
    order,
    stages,
    thisWeek: thisWeek(curriculum, order, knows, hoursAWeek),
    ready: [...left].filter(isReady).sort(byText),
    hours,
    projectHours,
    weeks: weeks(hours + projectHours, hoursAWeek),
  };
}

function thisWeek(curriculum, order, knows, budget) {
  const sessions = [];
  for (const topic of order.slice(0, TOPICS_THIS_WEEK)) {
    if (budget <= 0) break;
    const left = hoursLeft(curriculum, topic, knows);
    sessions.push({ topic, hours: Math.min(left, budget), hoursLeft: left });
    budget -= left;
  }
  return sessions;
}

/** The range of weeks that hours take; the slower end allows a third more. */
export function weeks(hours, hoursAWeek) {
  return [Math.ceil(hours / hoursAWeek), Math.ceil((SLIP * hours) / hoursAWeek)];
}

/** The roles by what is left of them, least first. */
export function rolesByHoursLeft(curriculum, knows, hoursAWeek) {
  const left = ({ plan: made }) => made.hours + made.projectHours;
  return [...curriculum.roles.values()]
    .map((role) => ({ role, plan: plan(curriculum, { roles: [role.id], knows, hoursAWeek }) }))
    .sort((a, b) => left(a) - left(b) || byText(a.role.title, b.role.title));
}

/**
 * The curriculum as the browser knows it, and the plans one can make of it. Pure: no page, no storage.
 *
 * Nothing is ordered here: topics come in reading order, roles with their stages, and leaving known
 * topics out of a valid order leaves a valid order. `generator/paths/plan.py` does the same; a test
 * replays its plans here and compares every byte.
 */

export const SLIP = 1.3;
export const TOPICS_THIS_WEEK = 3;

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The shipped JSON with indexes resolved: topics, roles and backgrounds by id. */
export function decode(data) {
  const ids = data.topics.map((topic) => topic.id);
  const named = (ranks) => ranks.map((rank) => ids[rank]);
  const topics = new Map(
    data.topics.map((topic, rank) => [
      topic.id,
      { ...topic, rank, needs: named(topic.needs), domain: data.domains[topic.domain] },
    ]),
  );
  const roles = new Map(
    data.roles.map((role) => [
      role.id,
      {
        ...role,
        goals: named(role.goals),
        stages: role.stages.map((stage) => ({ ...stage, topics: named(stage.topics) })),
      },
    ]),
  );
  const backgrounds = new Map(
    data.backgrounds.map((background) => [
      background.id,
      {
        ...background,
        knows: named(background.knows),
        partly: new Map(background.partly.map(([rank, hours]) => [ids[rank], hours])),
      },
    ]),
  );
  const retired = new Map(data.retired.map((former) => [former.id, former.became]));
  return { domains: data.domains, topics, roles, backgrounds, retired };
}

/**
 * What a learner brings. Known is literal: what the background knows, less what was unticked, and what
 * was ticked. `hoursLeft` holds the hours left of topics partly known.
 */
export function knowledge(curriculum, { background = null, ticked = [], unticked = [] } = {}) {
  const from = curriculum.backgrounds.get(background);
  const known = new Set(from ? from.knows : []);
  for (const topic of unticked) known.delete(topic);
  for (const topic of ticked) known.add(topic);
  const hoursLeft = new Map(from ? from.partly : []);
  for (const topic of unticked) hoursLeft.delete(topic);
  return { known, hoursLeft };
}

/** Hours left of a topic for this learner. */
export function hoursLeft(curriculum, topic, knows) {
  if (knows.known.has(topic)) return 0;
  const whole = curriculum.topics.get(topic).hours;
  return Math.min(whole, knows.hoursLeft.get(topic) ?? whole);
}

/** What to learn for these goals: walk back along prerequisites and stop at known topics. */
export function needed(curriculum, goals, known) {
  const seen = new Set(known);
  const found = new Set();
  const waiting = [...goals];
  while (waiting.length) {
    const topic = waiting.pop();
    if (seen.has(topic)) continue;
    seen.add(topic);
    found.add(topic);
    waiting.push(...curriculum.topics.get(topic).needs);
  }
  return found;
}

/** The topics of `among` one could begin now: not known, and all they need is. By id. */
export function ready(curriculum, known, among) {
  const begin = (topic) =>
    !known.has(topic) && curriculum.topics.get(topic).needs.every((need) => known.has(need));
  return [...among].filter(begin).sort(byText);
}

/** The plan for these roles, in this order, then for these single topics. */
export function plan(curriculum, { roles = [], topics = [], knows, hoursAWeek = 6 }) {
  const goals = [...roles.flatMap((role) => curriculum.roles.get(role).goals), ...topics];
  const left = needed(curriculum, goals, knows.known);
  const planned = new Set();
  const stages = [];
  for (const role of roles) {
    for (const stage of curriculum.roles.get(role).stages) {
      const todo = stage.topics.filter((topic) => left.has(topic) && !planned.has(topic));
      for (const topic of todo) planned.add(topic);
      if (todo.length) stages.push(plannedStage(curriculum, knows, role, stage, todo));
    }
  }
  const rest = [...curriculum.topics.keys()].filter((t) => left.has(t) && !planned.has(t));
  if (rest.length) {
    const own = { title: "Topics of your own", project: "", projectHours: 0, enables: "" };
    stages.push(plannedStage(curriculum, knows, null, own, rest));
  }
  const order = stages.flatMap((stage) => stage.topics);
  const hours = sum(stages.map((stage) => stage.hours));
  const projectHours = sum(stages.map((stage) => stage.projectHours));
  return {
    order,
    stages,
    thisWeek: thisWeek(curriculum, order, knows, hoursAWeek),
    ready: ready(curriculum, knows.known, left),
    hours,
    projectHours,
    weeks: weeks(hours + projectHours, hoursAWeek),
  };
}

function plannedStage(curriculum, knows, role, stage, topics) {
  const hours = sum(topics.map((topic) => hoursLeft(curriculum, topic, knows)));
  const { title, project, projectHours, enables } = stage;
  return { title, role, topics, hours, project, projectHours, enables };
}

function thisWeek(curriculum, order, knows, hoursAWeek) {
  const sessions = [];
  let budget = hoursAWeek;
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

/** The roles by what is left of them for this learner, least first, ties by title. */
export function rolesByHoursLeft(curriculum, knows, hoursAWeek) {
  return [...curriculum.roles.values()]
    .map((role) => ({ role, plan: plan(curriculum, { roles: [role.id], knows, hoursAWeek }) }))
    .sort((a, b) => left(a.plan) - left(b.plan) || byText(a.role.title, b.role.title));
}

const left = (made) => made.hours + made.projectHours;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

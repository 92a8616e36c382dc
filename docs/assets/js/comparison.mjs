/** Two roles side by side. Pure. */

import { needed } from "./curriculum.mjs";

/** Two roles side by side: topics of both, of one alone, and the hours from each to the other. */
export function compare(curriculum, one, other, known = new Set()) {
  const path = (id) => needed(curriculum, curriculum.roles.get(id).goals, known);
  const [here, there] = [path(one), path(other)];
  const inOrder = (keep) => [...curriculum.topics.keys()].filter(keep);
  const shared = inOrder((t) => here.has(t) && there.has(t));
  const onlyHere = inOrder((t) => here.has(t) && !there.has(t));
  const onlyThere = inOrder((t) => there.has(t) && !here.has(t));
  const hours = (topics) => sum(topics.map((t) => curriculum.topics.get(t).hours));
  return { shared, onlyHere, onlyThere, hoursTo: hours(onlyThere), hoursBack: hours(onlyHere) };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

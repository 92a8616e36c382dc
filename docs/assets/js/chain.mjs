/** Why a topic is on a path. Pure; proven equal to `generator/paths/why.py` as curriculum.mjs is. */

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** A shortest chain from a goal down to `topic`, as [user, need] pairs; null if no goal needs it. */
export function whyChain(curriculum, goals, topic, known) {
  const users = new Map([...new Set(goals)].filter((g) => !known.has(g)).sort(byText).map((g) => [g, null]));
  const waiting = [...users.keys()];
  while (waiting.length && !users.has(topic)) {
    const user = waiting.shift();
    for (const need of [...curriculum.topics.get(user).needs].sort(byText)) {
      if (users.has(need) || known.has(need)) continue;
      users.set(need, user);
      waiting.push(need);
    }
  }
  if (!users.has(topic)) return null;
  const chain = [];
  for (let here = topic; users.get(here) !== null; here = users.get(here)) {
    chain.unshift([users.get(here), here]);
  }
  return chain;
}

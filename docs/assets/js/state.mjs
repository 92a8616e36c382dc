/** What a reader told us. Pure. Texts come from strangers: each is checked and built anew. */

export const KEY = "fairway-1";
export const MOST_TEXT = 200_000;
const USUAL_HOURS = 6;
const MOST_HOURS = 60;

export const EMPTY = Object.freeze({
  background: null,
  hours: USUAL_HOURS,
  roles: [],
  topics: [],
  ticked: [],
  unticked: [],
});

/** A state made of `raw`, whatever that is, and the ids that mean nothing here. */
export function checked(raw, { topics, roles, backgrounds, retired }) {
  const source = Object(raw);
  const dropped = [];
  const ids = (value, ...kinds) => {
    const texts = Array.isArray(value) ? [...new Set(value)].filter((id) => typeof id === "string") : [];
    const isKnown = (id) => kinds.some((kind) => kind.has(id));
    dropped.push(...texts.filter((id) => !isKnown(id)));
    return texts.filter(isKnown);
  };
  const topicIds = (value, needsAll) => followed(ids(value, topics, retired), retired, needsAll);
  const state = {
    background: ids([source.background], backgrounds)[0] ?? null,
    hours: pace(source.hours),
    roles: ids(source.roles, roles),
    topics: topicIds(source.topics),
    ticked: topicIds(source.ticked, true),
    unticked: topicIds(source.unticked),
  };
  return { state, dropped };
}

export function pace(value) {
  const hours = typeof value === "string" && value.trim() ? Number(value) : value;
  if (!Number.isFinite(hours)) return USUAL_HOURS;
  return Math.min(MOST_HOURS, Math.max(1, Math.round(hours)));
}

/** Retired ids lead on. What several topics became is known once all of them were. */
function followed(ids, retired, needsAll) {
  const found = new Set(ids.filter((id) => !retired.has(id)));
  for (const id of ids) {
    for (const next of retired.get(id) ?? []) {
      const isOrigin = ([old, became]) => !became.includes(next) || ids.includes(old);
      if (!needsAll || [...retired].every(isOrigin)) found.add(next);
    }
  }
  return [...found];
}

export function toText(state) {
  return JSON.stringify({ fairway: 1, ...state }, null, 2);
}

/** `{state, dropped}`, or `{error}`, for which `messages.mjs` has the words. */
export function fromText(text, curriculum) {
  if (text.length > MOST_TEXT) return { error: "large" };
  try {
    const raw = JSON.parse(text);
    if (raw?.fairway !== 1) return { error: "foreign" };
    return checked(raw, curriculum);
  } catch {
    return { error: "garbled" };
  }
}

/** A topic ticked or unticked, relative to what the background knows. */
export function marked(state, curriculum, topic, isKnown) {
  const isGiven = Boolean(curriculum.backgrounds.get(state.background)?.knows.includes(topic));
  const list = (ids, has) => [...ids.filter((id) => id !== topic), ...(has ? [topic] : [])];
  return {
    ...state,
    ticked: list(state.ticked, isKnown && !isGiven),
    unticked: list(state.unticked, !isKnown && isGiven),
  };
}

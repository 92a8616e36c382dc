/**
 * What a reader told us: where they come from, goals, pace, what they know. Pure: strings in, state out.
 *
 * Three strangers write this state: a stored text, a link's fragment, an imported file. Each is parsed,
 * checked against the curriculum and rebuilt; what is unknown is dropped and counted, never shown as markup.
 */

export const KEY = "fairway-1";
export const HOURS = { least: 1, most: 60, usual: 6 };
export const MOST_TEXT = 200_000;

export const EMPTY = Object.freeze({
  background: null,
  hours: HOURS.usual,
  roles: [],
  topics: [],
  ticked: [],
  unticked: [],
});

/**
 * A state made of `raw`, an object of unknown shape. `dropped` lists the ids that mean nothing here;
 * retired ids are followed, and a topic that several became is known once all of them were.
 */
export function checked(raw, curriculum) {
  const source = raw !== null && typeof raw === "object" ? raw : {};
  const dropped = [];
  const ids = (value, known) => {
    const list = Array.isArray(value) ? value : [];
    const texts = [...new Set(list.filter((id) => typeof id === "string"))];
    dropped.push(...texts.filter((id) => !known(id)));
    return texts.filter(known);
  };
  const { topics, roles, backgrounds, retired } = curriculum;
  const isTopic = (id) => topics.has(id) || retired.has(id);
  const background = typeof source.background === "string" ? source.background : null;
  if (background !== null && !backgrounds.has(background)) dropped.push(background);
  return {
    state: {
      background: backgrounds.has(background) ? background : null,
      hours: pace(source.hours),
      roles: ids(source.roles, (id) => roles.has(id)),
      topics: followed(ids(source.topics, isTopic), retired, false),
      ticked: followed(ids(source.ticked, isTopic), retired, true),
      unticked: followed(ids(source.unticked, isTopic), retired, false),
    },
    dropped,
  };
}

/** Hours a week as a number in range; anything else is the usual. */
export function pace(value) {
  const hours = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof hours !== "number" || !Number.isFinite(hours)) return HOURS.usual;
  return Math.min(HOURS.most, Math.max(HOURS.least, Math.round(hours)));
}

function followed(ids, retired, needsAll) {
  const former = ids.filter((id) => retired.has(id));
  const found = new Set(ids.filter((id) => !retired.has(id)));
  for (const id of former) {
    for (const next of retired.get(id)) {
      const origins = [...retired].filter(([, became]) => became.includes(next)).map(([old]) => old);
      if (!needsAll || origins.every((old) => ids.includes(old))) found.add(next);
    }
  }
  return [...found];
}

/** The state as a text to store or to save as a file. */
export function toText(state) {
  return JSON.stringify({ fairway: 1, ...state }, null, 2);
}

/** A stored or imported text as `{state, dropped}`, or `{error}` in words for the reader. */
export function fromText(text, curriculum) {
  if (typeof text !== "string" || text.length > MOST_TEXT) {
    return { error: "This file is too large to be a saved plan." };
  }
  let raw;
  try {
    raw = JSON.parse(text);
  } catch {
    return { error: "This file is not a saved plan: it is not JSON." };
  }
  if (raw === null || typeof raw !== "object" || raw.fairway !== 1) {
    return { error: "This file is JSON, but not a plan saved here." };
  }
  return checked(raw, curriculum);
}

/** A topic ticked or unticked, relative to what the background knows. */
export function marked(state, curriculum, topic, isKnown) {
  const from = curriculum.backgrounds.get(state.background);
  const given = Boolean(from && from.knows.includes(topic));
  const without = (list) => list.filter((id) => id !== topic);
  return {
    ...state,
    ticked: isKnown && !given ? [...without(state.ticked), topic] : without(state.ticked),
    unticked: !isKnown && given ? [...without(state.unticked), topic] : without(state.unticked),
  };
}

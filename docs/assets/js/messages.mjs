/** What to say when something is wrong with a saved plan, a link or a file. Loaded when something is. */

const WORDS = {
  refused:
    "This browser keeps nothing for this site, or has no room left. Before you leave, save your plan as a file or copy its link.",
  unreadable:
    "What this browser had saved for you cannot be read, so this page starts anew. The old text is set aside, not deleted.",
  large: "This file is too large to be a saved plan. Your plan is as it was.",
  foreign: "This file is JSON, but not a plan saved here. Your plan is as it was.",
  garbled: "This file is not a saved plan: it is not JSON. Your plan is as it was.",
};
const SHOWN = 5;
const LONGEST = 40;

/** `trouble`: a key of WORDS, or the ids that mean nothing here. */
export function words(trouble) {
  if (typeof trouble === "string") return WORDS[trouble];
  const shown = trouble.slice(0, SHOWN).map((id) => `“${id.length > LONGEST ? `${id.slice(0, LONGEST)}…` : id}”`);
  const more = trouble.length > SHOWN ? ` and ${trouble.length - SHOWN} more` : "";
  return `Left out, because this curriculum does not have it: ${shown.join(", ")}${more}.`;
}

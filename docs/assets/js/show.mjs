/** Words and numbers, and how they get into the page: as text, never as markup. */

// Made once: making one is slow.
const { format: number } = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
export const counted = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;
export const hours = (value) => `${number(value)}\u00a0h`;
export const stageHours = (study, project) => hours(study) + (project ? ` + ${hours(project)} project` : "");

export function weeks([first, last]) {
  if (!last) return "no time";
  return first === last ? counted(last, "week") : `${first} to ${last} weeks`;
}

/** Writes only what differs: nothing is laid out again without need. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A copy of the `<template data-name>` in `node`; `texts` go where `data-is` names them. */
export function copy(node, name, texts) {
  const { content } = node.querySelector(`[data-name=${name}]`);
  const made = content.firstElementChild.cloneNode(true);
  for (const key in texts) made.querySelector(`[data-is=${key}]`).textContent = texts[key];
  return made;
}

/** Arrows on the map: left and right along the prerequisites, up and down among those beside. */

export function walk({ cells, isShown, needs, unlocks, at }) {
  // The topics one chose among with the last step left or right; else all that are shown.
  let beside = null;
  let here = null;

  return (event) => {
    const topic = at(event);
    if (!topic || event.altKey || event.ctrlKey || event.metaKey) return;
    if (topic !== here) beside = null;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    let next;
    if (step) {
      const row = beside ?? [...cells.keys()].filter(isShown);
      next = row[row.indexOf(topic) + step];
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const along = (event.key === "ArrowLeft" ? needs : unlocks)(topic).filter(isShown);
      // What is nearest in order lies nearest in content: the last one needed, the first one unlocked.
      next = event.key === "ArrowLeft" ? along.at(-1) : along[0];
      if (next) beside = along;
    } else return;
    event.preventDefault();
    if (!next) return;
    here = next;
    cells.get(next).focus();
  };
}

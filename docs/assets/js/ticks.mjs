/** Marks the links to topics that the reader knows. */

/** The topic that a link leads to. */
export const topicOf = (link) => /topics\/([a-z0-9-]+)\/(?:[?#].*)?$/.exec(link.getAttribute("href"))?.[1];

/** Each link's list item gets a tick, in words for those who listen. */
export function tick(links, known) {
  for (const link of links) {
    const item = link.closest("li");
    const is = known.has(topicOf(link));
    if (item.classList.contains("is-known") === is) continue;
    item.classList.toggle("is-known", is);
    if (!is) link.querySelector(".tick").remove();
    else {
      const words = document.createElement("span");
      words.className = "tick sr";
      words.textContent = " (known)";
      link.append(words);
    }
  }
}

/** Two roles side by side: what both need, what only one does, and the hours from each to the other. */

import { compare } from "./comparison.mjs";
import { make } from "./page.mjs";
import { counted, hours, say } from "./show.mjs";
import { address, curriculum as fetched, topicPage } from "./site.mjs";
import { load } from "./store.mjs";

export async function start(node) {
  const curriculum = await fetched();
  const form = node.querySelector("form");
  const { one, other } = form.elements;
  const result = node.querySelector("[data-part=result]");

  /** Roles from the link, else those of the reader's plan. */
  function choose() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const [first, second] = load(curriculum).state.roles;
    const known = (...ids) => ids.find((id) => curriculum.roles.has(id)) ?? "";
    one.value = known(parts.get("from"), first);
    other.value = known(parts.get("to"), second);
  }

  function show() {
    const isPair = one.value && other.value && one.value !== other.value;
    if (isPair) result.replaceChildren(...pair(one.value, other.value));
    else result.replaceChildren(make("p", { class: "quiet" }, one.value && one.value === other.value ? "These are the same role." : "Choose two roles."));
    return isPair;
  }

  function pair(here, there) {
    const { shared, onlyHere, onlyThere, hoursTo, hoursBack } = compare(curriculum, here, there);
    const [from, to] = [here, there].map((id) => curriculum.roles.get(id));
    const link = (role) => make("a", { href: address(`roles/${role.id}/`) }, role.title);
    const words = [counted(hoursTo, "hour"), counted(hoursBack, "hour")];
    say(node.querySelector("[role=status]"), `From ${from.title} to ${to.title}: ${words[0]}; back: ${words[1]}.`);
    return [
      make("p", { class: "sum" }, link(from), " → ", link(to), `: ${words[0]} of study. The other way: ${words[1]}.`),
      make("div", { class: "sides" }, list(`Only ${from.title}`, onlyHere), list("Both", shared), list(`Only ${to.title}`, onlyThere)),
    ];
  }

  function list(title, topics) {
    const rows = topics.map((id) => {
      const topic = curriculum.topics.get(id);
      return make("li", {}, make("a", { href: topicPage(id) }, topic.title), " ", make("span", { class: "card__note" }, hours(topic.hours)));
    });
    const total = topics.reduce((sum, id) => sum + curriculum.topics.get(id).hours, 0);
    const facts = make("span", { class: "card__note" }, `${counted(topics.length, "topic")}, ${hours(total)}`);
    return make("section", { class: "side" }, make("h3", {}, title, " ", facts), make("ul", { class: "chips" }, ...rows));
  }

  form.addEventListener("change", () => {
    if (show()) history.replaceState(history.state, "", `#from=${one.value}&to=${other.value}`);
  });
  choose();
  show();
  form.querySelector("fieldset").disabled = false;
  return () => {};
}

/** Single topics as goals: a list to choose from, and those chosen. */

import { button, make } from "./page.mjs";

/** Shows, or hides again, the list of all topics. */
export function single(here, pressed) {
  const former = here.node.querySelector("#ask-topic");
  pressed.ariaExpanded = !former;
  if (former) return former.parentNode.remove();
  const groups = [...grouped(here.curriculum.topics.values())].map(([domain, topics]) => {
    const options = topics.map((topic) => make("option", { value: topic.id }, topic.title));
    return make("optgroup", { label: domain.title }, ...options);
  });
  const first = make("option", { value: "" }, "choose …");
  const list = make("select", { id: "ask-topic", onchange: choose }, first, ...groups);
  pressed.parentNode.after(make("p", { class: "ask__field" }, make("label", { for: "ask-topic" }, "A single topic"), list));
  list.focus();

  function choose() {
    const { topics } = here.state;
    if (list.value && !topics.includes(list.value)) here.change({ ...here.state, topics: [...topics, list.value] });
    list.value = "";
  }
}

function grouped(topics) {
  const groups = new Map();
  for (const topic of topics) groups.set(topic.domain, [...(groups.get(topic.domain) ?? []), topic]);
  return groups;
}

/** The chosen ones, each to be taken away again. */
export function singles(here) {
  const { part, curriculum, state } = here;
  part("singles").replaceChildren(
    ...state.topics.map((id) => {
      const { title } = curriculum.topics.get(id);
      const drop = () => {
        here.change({ ...here.state, topics: here.state.topics.filter((other) => other !== id) });
        here.node.querySelector("[data-do=single]").focus();
      };
      return make("li", {}, make("span", {}, title), button("Remove", drop, { class: "plain", "aria-label": `Remove ${title}` }));
    }),
  );
}

/** Elements made of plain text, so that what a stranger wrote stays text. */

/** A new element. `on...` attributes are listeners, `true` is an attribute without value. */
export function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

export const button = (text, press, attributes) =>
  make("button", { type: "button", onclick: press, ...attributes }, text);

/** Asks for the first day, then saves the plan as a calendar file. */

import { calendar as written } from "./calendar.mjs";
import { button, make } from "./page.mjs";
import { answer, download } from "./plan-tools.mjs";
import { address } from "./site.mjs";

export function calendar(here, pressed) {
  const today = new Date();
  const day = (date) => new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const monday = new Date(today);
  monday.setDate(today.getDate() + ((8 - today.getDay()) % 7));
  const field = make("input", { type: "date", value: day(monday), id: "first-day", required: true });
  const save = () => {
    if (!field.reportValidity()) return;
    const { curriculum, plan, knows, state } = here;
    const title = state.roles.map((id) => curriculum.roles.get(id).title).join(" and ") || "My topics";
    const text = written(curriculum, plan, {
      start: new Date(`${field.value}T00:00:00Z`),
      knows,
      hoursAWeek: state.hours,
      name: [...state.roles, ...state.topics].join("+"),
      title: `Fairway: ${title}`,
      address,
    });
    download("fairway-plan.ics", text, "text/calendar");
    answer(here, pressed, "Saved as fairway-plan.ics, with a block for each week. Your calendar opens it.");
  };
  answer(
    here,
    pressed,
    "One block for each week, with what to study in it.",
    make("label", { for: "first-day" }, "From"),
    field,
    button("Save the calendar file", save),
  );
  field.focus();
}

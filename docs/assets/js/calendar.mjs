/**
 * A plan as a calendar file (RFC 5545): one study block a week, from a start date. Pure: the clock is the
 * caller's.
 */

import { hoursLeft } from "./curriculum.mjs";

const DAY = 24 * 60 * 60 * 1000;

/**
 * `plan` as iCalendar text. `start` is a Date of which only the UTC day counts. `name` says whose plan it is:
 * saved again from the same day, a week keeps its UID and so replaces itself; other plans stay beside it.
 */
export function calendar(curriculum, plan, { start, knows, hoursAWeek, name, title, address }) {
  const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  const events = studyWeeks(curriculum, plan, knows, hoursAWeek).map((items, week) => [
    "BEGIN:VEVENT",
    `UID:${name}-${stamp(day)}-week-${week + 1}@fairway`,
    `DTSTAMP:${stamp(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${stamp(day + 7 * week * DAY)}`,
    `DTEND;VALUE=DATE:${stamp(day + 7 * (week + 1) * DAY)}`,
    `SUMMARY:${escaped(`Study: ${items.map((item) => item.title).join(", ")}`)}`,
    `DESCRIPTION:${escaped(items.map((item) => `${item.title}, ${+item.hours.toFixed(2)} h: ${address(item.path)}`).join("\n"))}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Fairway//Plan//EN",
    `X-WR-CALNAME:${escaped(title)}`,
    ...events.flat(),
    "END:VCALENDAR",
    "",
  ];
  return lines.map(folded).join("\r\n");
}

/** What to do week by week, with its hours: study in order, a stage's project after its topics. */
export function studyWeeks(curriculum, plan, knows, hoursAWeek) {
  const items = plan.stages.flatMap((stage) => {
    const topics = stage.topics.map((id) => ({
      path: `topics/${id}/`,
      title: curriculum.topics.get(id).title,
      hours: hoursLeft(curriculum, id, knows),
    }));
    const title = `Project: ${stage.title}`;
    return [...topics, { path: `roles/${stage.role}/`, title, hours: stage.projectHours }];
  });
  const weeks = [];
  let free = 0;
  for (const item of items) {
    let hours = item.hours;
    while (hours > 0) {
      if (free <= 0) {
        weeks.push([]);
        free = hoursAWeek;
      }
      const spent = Math.min(hours, free);
      weeks.at(-1).push({ ...item, hours: spent });
      hours -= spent;
      free -= spent;
    }
  }
  return weeks;
}

const stamp = (time) => new Date(time).toISOString().slice(0, 10).replaceAll("-", "");

const escaped = (text) =>
  text.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll("\n", "\\n");

/** Lines of at most 75 bytes; a continuation begins with a space. */
function folded(line) {
  const encoder = new TextEncoder();
  const lines = [""];
  let size = 0;
  for (const sign of line) {
    const bytes = encoder.encode(sign).length;
    if (size + bytes > 74) {
      lines.push(" ");
      size = 1;
    }
    lines[lines.length - 1] += sign;
    size += bytes;
  }
  return lines.join("\r\n");
}

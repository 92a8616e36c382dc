/**
 * A plan as a calendar file (RFC 5545): one study block a week, from a start date. Pure: the clock is the
 * caller's.
 */

import { hoursLeft } from "./curriculum.mjs";

const DAY = 24 * 60 * 60 * 1000;

/** `plan` as iCalendar text. `start` is a Date of which only the UTC day counts. */
export function calendar(curriculum, plan, { start, knows, hoursAWeek, title, address }) {
  const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  const events = studyWeeks(curriculum, plan, knows, hoursAWeek).map((topics, week) => [
    "BEGIN:VEVENT",
    `UID:week-${week + 1}-${stamp(day)}@fairway`,
    `DTSTAMP:${stamp(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${stamp(day + 7 * week * DAY)}`,
    `DTEND;VALUE=DATE:${stamp(day + 7 * (week + 1) * DAY)}`,
    `SUMMARY:${escaped(`Study: ${topics.map((topic) => topic.title).join(", ")}`)}`,
    `DESCRIPTION:${escaped(topics.map((topic) => `${topic.title}: ${address(topic.id)}`).join("\n"))}`,
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

/** The items of a plan week by week: study in order, a stage's project after its topics. */
export function studyWeeks(curriculum, plan, knows, hoursAWeek) {
  const items = plan.stages.flatMap((stage) => {
    const topics = stage.topics.map((id) => ({
      id,
      title: curriculum.topics.get(id).title,
      hours: hoursLeft(curriculum, id, knows),
    }));
    const title = `Project: ${stage.title}`;
    return [...topics, { id: stage.topics.at(-1), title, hours: stage.projectHours }];
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
      weeks.at(-1).push(item);
      const spent = Math.min(hours, free);
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

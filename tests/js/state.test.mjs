import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, studyWeeks } from "../../docs/assets/js/calendar.mjs";
import { decode, knowledge, plan, rolesByHoursLeft } from "../../docs/assets/js/curriculum.mjs";
import { fromFragment, toFragment } from "../../docs/assets/js/link.mjs";
import { words } from "../../docs/assets/js/messages.mjs";
import { EMPTY, checked, fromText, marked, pace, toText } from "../../docs/assets/js/state.mjs";

const topic = (id, hours, needs = []) => ({ id, title: id.toUpperCase(), hours, domain: 0, level: 0, needs });
const stage = (title, topics) => ({ title, topics, project: "Build.", projectHours: 4, enables: "Work." });
const curriculum = decode({
  version: 1,
  domains: [{ id: "d", title: "D" }],
  topics: [topic("a", 6), topic("b", 2.5, [0]), topic("c", 8, [0, 1]), topic("d", 1)],
  roles: [
    { id: "r", title: "R", goals: [2], stages: [stage("First", [0, 1]), stage("Then", [2])] },
    { id: "s", title: "S", goals: [3], stages: [stage("Only", [3])] },
  ],
  backgrounds: [{ id: "dev", title: "Dev", knows: [0], partly: [[1, 1]] }],
  retired: [
    { id: "old-b", became: ["b"] },
    { id: "both", became: ["a", "d"] },
    { id: "half-c", became: ["c"] },
    { id: "other-half-c", became: ["c"] },
    { id: "gone", became: [] },
  ],
});
const state = { ...EMPTY, roles: ["r"], background: "dev", hours: 9, ticked: ["b"], unticked: ["a"] };

test("a state survives a link and a file", () => {
  assert.deepEqual(fromFragment(toFragment(state), curriculum).state, state);
  assert.deepEqual(fromText(toText(state), curriculum).state, state);
});

test("a fragment that is no plan is left to the page", () => {
  assert.equal(fromFragment("#a-heading", curriculum), null);
  assert.equal(fromFragment("", curriculum), null);
});

test("unknown ids are dropped and told", () => {
  const { state: seen, dropped } = fromFragment("#role=r,nobody&known=b,<img src=x onerror=alert(1)>", curriculum);
  assert.deepEqual(seen.roles, ["r"]);
  assert.deepEqual(seen.ticked, ["b"]);
  assert.deepEqual(dropped, ["nobody", "<img src=x onerror=alert(1)>"]);
});

for (const hostile of [null, 3, "x", [], { roles: "r" }, { roles: [{}], ticked: { length: 1e9 } }, { hours: {} }, { __proto__: { roles: ["r"] } }]) {
  test(`a stranger's ${JSON.stringify(hostile)} makes an empty state`, () => {
    const { state: seen } = checked(hostile, curriculum);
    assert.deepEqual({ ...seen, roles: [] }, { ...EMPTY });
  });
}

test("names of object methods are not ids", () => {
  const { state: seen, dropped } = fromFragment("#role=constructor,__proto__&from=toString&known=hasOwnProperty", curriculum);
  assert.deepEqual(seen, { ...EMPTY });
  assert.equal(dropped.length, 4);
});

for (const [text, word] of [["{", "not JSON"], ["[]", "not a plan"], ["{}", "not a plan"], ["null", "not a plan"], ["x".repeat(300_000), "too large"]]) {
  test(`a wrong file is told in words: ${word} ${text.slice(0, 4)}`, () => {
    assert.match(words(fromText(text, curriculum).error), new RegExp(word));
  });
}

test("hours a week are whole and between one and sixty", () => {
  assert.deepEqual(["6", "0", "61", "2.4", "", "x", null, Infinity, 1e9].map(pace), [6, 1, 60, 2, 6, 6, 6, 6, 60]);
});

test("progress follows a rename and a split, and a merge once all of it is known", () => {
  const ticked = (ids) => checked({ ticked: ids }, curriculum).state.ticked;
  assert.deepEqual(ticked(["old-b"]), ["b"]);
  assert.deepEqual(ticked(["both"]), ["a", "d"]);
  assert.deepEqual(ticked(["half-c"]), []);
  assert.deepEqual(ticked(["half-c", "other-half-c"]), ["c"]);
  assert.deepEqual(ticked(["gone"]), []);
});

test("known is literal: unticking what a background knows brings back its hours", () => {
  const before = plan(curriculum, { roles: ["r"], knows: knowledge(curriculum, { background: "dev" }) });
  assert.deepEqual([before.order, before.hours], [["b", "c"], 9]);
  const unticked = marked({ ...EMPTY, background: "dev" }, curriculum, "a", false);
  const after = plan(curriculum, { roles: ["r"], knows: knowledge(curriculum, unticked) });
  assert.deepEqual([after.order, after.hours], [["a", "b", "c"], 15]);
  assert.deepEqual(marked(unticked, curriculum, "a", true), { ...EMPTY, background: "dev" });
});

test("roles come by the hours left", () => {
  const knows = knowledge(curriculum, {});
  assert.deepEqual(rolesByHoursLeft(curriculum, knows, 6).map(({ role }) => role.id), ["s", "r"]);
});

test("a calendar has a block for every week and no line over 75 bytes", () => {
  const knows = knowledge(curriculum, {});
  const made = plan(curriculum, { roles: ["r"], knows, hoursAWeek: 6 });
  const weeks = studyWeeks(curriculum, made, knows, 6);
  assert.equal(weeks.length, Math.ceil((made.hours + made.projectHours) / 6));
  const text = calendar(curriculum, made, {
    start: new Date(Date.UTC(2026, 0, 5)), knows, hoursAWeek: 6,
    name: "r", title: "R, and; more", address: (path) => `https://example.org/${"ä".repeat(50)}/${path}`,
  });
  assert.equal(text.split("BEGIN:VEVENT").length - 1, weeks.length);
  assert.ok(text.includes("X-WR-CALNAME:R\\, and\\; more\r\n"));
  assert.ok(text.includes("DTSTART;VALUE=DATE:20260105\r\n"));
  const longest = Math.max(...text.split("\r\n").map((line) => new TextEncoder().encode(line).length));
  assert.ok(longest <= 75, `${longest}`);
});

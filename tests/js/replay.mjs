// Replays plans that Python made: `replay.mjs PATHS.json VECTORS.json` prints one line per vector that differs.
import { readFileSync } from "node:fs";
import { whyChain } from "../../docs/assets/js/chain.mjs";
import { decode, knowledge, plan } from "../../docs/assets/js/curriculum.mjs";

const read = (path) => JSON.parse(readFileSync(path, "utf-8"));
const curriculum = decode(read(process.argv[2]));
let differing = 0;

for (const { given, expected } of read(process.argv[3])) {
  const knows = knowledge(curriculum, { background: given.background, ticked: given.known });
  const made = plan(curriculum, { ...given, knows, hoursAWeek: given.hours });
  const goals = [...given.roles.flatMap((role) => curriculum.roles.get(role).goals), ...given.topics];
  const chains = given.asked.map((topic) => whyChain(curriculum, goals, topic, knows.known));
  const [seen, wanted] = [JSON.stringify({ ...made, chains }), JSON.stringify(expected)];
  if (seen !== wanted) {
    differing += 1;
    if (differing < 4) console.log(`${JSON.stringify(given)}\n  python ${wanted}\n  browser ${seen}`);
  }
}
process.exitCode = differing ? 1 : 0;

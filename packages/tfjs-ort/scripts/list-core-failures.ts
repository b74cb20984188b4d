// Prints the specs of TensorFlow.js core that fail on backend `ort`, grouped by the start of their message: the skeleton of
// src/core-suite/expected-failures.ts, where each group then gets its reason in words (or its bug gets fixed). In this package's folder:
//
//   node --conditions=@tldr-rm/source --import tsx scripts/list-core-failures.ts
import type { ExpectedFailures } from '../src/core-suite/compare';
import { runCoreSuite } from '../src/core-suite/run';

/** Long enough to tell messages apart, short enough to leave out the numbers in them. */
const GROUPED_BY = 40;

const groups = new Map<string, string[]>();
for (const { name, status, message } of await runCoreSuite()) {
  if (status !== 'failed') continue;
  const reason = message.slice(0, GROUPED_BY);
  groups.set(reason, [...(groups.get(reason) ?? []), name]);
}
const skeleton: ExpectedFailures[] = [...groups].map(([reason, specs]) => ({ reason, specs }));
console.log(JSON.stringify(skeleton, null, 2));

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '@tldr-rm/random';
import { DISTURBANCES, type Disturbance, disturbOnce, type Outcome } from './disturb-once';
import { runUndisturbed } from './undisturbed';
import { WORKS } from './works';
import { writeInputs } from './write-inputs';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    job: { type: 'string', multiple: true },
    disturbance: { type: 'string', multiple: true },
    moments: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

const works = WORKS.filter(({ name }) => values.job?.some((asked) => name.startsWith(asked)) ?? true);
const disturbances = DISTURBANCES.filter((name) => values.disturbance?.includes(name) ?? true);
if (works.length === 0 || disturbances.length === 0) {
  throw new Error(`Known jobs: ${WORKS.map(({ name }) => name).join(', ')}. Known disturbances: ${DISTURBANCES.join(', ')}.`);
}

const root = await mkdtemp(join(tmpdir(), 'disturb-'));
const inputs = join(root, 'inputs');
let failures = 0;
await mkdir(inputs);
await writeInputs(inputs);
console.log(`| job | ${disturbances.join(' | ')} |\n|---|${disturbances.map(() => '---|').join('')}`);
for (const work of works) {
  const cells: string[] = [];
  try {
    const undisturbed = await runUndisturbed(work, inputs, join(root, 'undisturbed'));
    for (const disturbance of disturbances) cells.push(await disturbOften(work, disturbance, undisturbed));
  } catch (error) {
    failures += 1;
    console.error(`${work.name}: ${(error as Error).message}`);
    cells.push('not run');
  }
  console.log(`| ${work.name} | ${cells.join(' | ')} |`);
}
if (failures === 0) await rm(root, { recursive: true });
else console.error(`What the disturbed runs left lies in ${root}.`);
process.exitCode = failures === 0 ? 0 : 1;

/** A cell of the table: how many moments there were, how many of them met the job at work, and how often something was wrong. */
async function disturbOften(
  work: (typeof WORKS)[number],
  disturbance: Disturbance,
  undisturbed: Awaited<ReturnType<typeof runUndisturbed>>,
) {
  const outcomes: Outcome[] = [];
  for (let index = 0; index < Number(values.moments); index += 1) {
    const random = createRandom(`${values.seed}/${work.name}/${disturbance}/${index}`);
    const folder = join(root, `${work.name.replace(/\W+/g, '-')}-${disturbance.replace(' ', '-')}-${index}`);
    const outcome = await disturbOnce({ work, disturbance, undisturbed, inputs, folder, random, index });
    outcomes.push(outcome);
    if (outcome.problems.length > 0) console.error(`${work.name}, ${disturbance} at ${outcome.moment}: ${outcome.problems.join('; ')}`);
  }
  const wrong = outcomes.filter(({ problems }) => problems.length > 0).length;
  const met = outcomes.filter(({ result }) => result !== 'too late').length;
  failures += wrong;
  return `${met} of ${outcomes.length} met it, ${wrong === 0 ? 'all right' : `${wrong} wrong`}`;
}

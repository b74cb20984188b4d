import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '@tldr-rm/random';
import { beginOut } from './begin-out';
import { difference, digestFolder } from './digest-folder';
import { describeMoment, drawEarlyMoment, drawMoment, waitFor } from './moment';
import { type ProgramEnd, runProgram } from './run-program';
import { mountSmallDisk, type SmallDisk } from './small-disk';
import type { Undisturbed } from './undisturbed';
import type { Work } from './work';

export const DISTURBANCES = ['SIGKILL', 'SIGINT', 'SIGTERM', 'second run', 'full disk'] as const;

export type Disturbance = (typeof DISTURBANCES)[number];

/** What came of one disturbance. */
export interface Outcome {
  moment: string;
  /** What happened to the disturbed run. `too late` if it had ended, or the disk sufficed. */
  result: 'stopped' | 'too late' | 'refused the second';
  /** What is wrong; nothing if all is as it should be. */
  problems: string[];
}

export interface DisturbOptions {
  work: Work;
  disturbance: Disturbance;
  undisturbed: Undisturbed;
  /** Folder with `in/`. */
  inputs: string;
  /** Folder to run in; it is made, and removed where nothing went wrong. */
  folder: string;
  random: Random;
  index: number;
}

/** Runs a work, disturbs it once, lets it go on, and compares. */
export async function disturbOnce(options: DisturbOptions): Promise<Outcome> {
  const { work, disturbance, undisturbed, inputs, folder, random } = options;
  const out = join(folder, 'out');
  await mkdir(out, { recursive: true });
  await mkdir(join(folder, 'tmp'));
  await cp(join(inputs, 'in'), join(folder, 'in'), { recursive: true, preserveTimestamps: true });
  const pages = random.integer(1, undisturbed.pages);
  const disk = disturbance === 'full disk' ? mountSmallDisk(out, undisturbed.pagesBefore + pages) : null;
  try {
    await beginOut(work, folder);
    const before = await digestFolder(out);
    const outcome = disk === null ? await stopOrJoin(options, out) : await fillDisk(options, pages);
    const problems = [
      ...outcome.problems,
      ...(await whatIsLeft(options, before, outcome.result === 'stopped' && disturbance === 'SIGKILL')),
      ...(await goOn(options, disk)),
    ];
    return { ...outcome, problems };
  } finally {
    disk?.close();
  }
}

async function stopOrJoin({ work, disturbance, undisturbed, folder, random, index }: DisturbOptions, out: string): Promise<Outcome> {
  const { pace } = undisturbed;
  const drawn = disturbance === 'second run' ? drawEarlyMoment(random, pace) : drawMoment(random, index, pace);
  const moment = describeMoment(drawn);
  const first = runProgram(work.arguments, folder);
  await waitFor(drawn, out, first.ended);
  if (disturbance === 'second run') {
    const second = await runProgram(work.arguments, folder).ended;
    return { moment, ...judgeTwo(await first.ended, second) };
  }
  first.kill(disturbance as NodeJS.Signals);
  const end = await first.ended;
  if (end.code === 0) return { moment, result: 'too late', problems: [] };
  return { moment, result: 'stopped', problems: judgeStopped(end, disturbance) };
}

async function fillDisk({ work, folder }: DisturbOptions, pages: number): Promise<Outcome> {
  const moment = `${pages} pages`;
  const end = await runProgram(work.arguments, folder).ended;
  if (end.code === 0) return { moment, result: 'too late', problems: [] };
  const isTold = end.code === 2 && /^error DISK_FULL: [^\n]+\n$/.test(end.stderr);
  return { moment, result: 'stopped', problems: isTold ? [] : [`on a full disk it ended with ${describeEnd(end)}`] };
}

/** A signal that comes before the program listens, or after it has ended its work, ends it as any program. */
function judgeStopped({ code, signal, stderr }: ProgramEnd, disturbance: Disturbance): string[] {
  if (signal === disturbance) return [];
  if (code === 130 && /^interrupted: [^\n]+\n$/.test(stderr)) return [];
  return [`it ended with ${describeEnd({ code, signal, stderr })}`];
}

function judgeTwo(first: ProgramEnd, second: ProgramEnd): Pick<Outcome, 'result' | 'problems'> {
  const isRefused = ({ code, stderr }: ProgramEnd): boolean =>
    code === 2 && /^error OUTPUT_IN_USE: [^\n]*process \d+ [^\n]+\n$/.test(stderr);
  const refused = [first, second].filter(isRefused).length;
  const fine = [first, second].filter(({ code }) => code === 0).length;
  if (fine === 2) return { result: 'too late', problems: [] };
  if (fine === 1 && refused === 1) return { result: 'refused the second', problems: [] };
  return { result: 'stopped', problems: [`the first ended with ${describeEnd(first)}, the second with ${describeEnd(second)}`] };
}

/** Looks for what should not be there. A killed run may leave what the next one removes; but not where nobody would look. */
async function whatIsLeft(
  { work, undisturbed, folder }: DisturbOptions,
  before: ReadonlyMap<string, string>,
  wasKilled: boolean,
): Promise<string[]> {
  const problems: string[] = [];
  const temporary = await leftTemporaries(folder);
  if (temporary.length > 0) problems.push(`left in the temporary folder: ${temporary.join(', ')}`);
  problems.push(...difference(undisturbed.in, await digestFolder(join(folder, 'in'))).map((each) => `in/${each}`));
  if (wasKilled) return problems;
  const found = await digestFolder(join(folder, 'out'));
  const isKnown = (name: string): boolean =>
    before.has(name) ||
    undisturbed.out.has(name) ||
    (work.state ?? []).some((state) => state.test(name)) ||
    isFolderOf(name, undisturbed.out);
  for (const name of found.keys()) {
    if (!isKnown(name) || /\.tmp\b|tldr-rm-/.test(name)) problems.push(`left behind: out/${name}`);
  }
  if (work.isAtomic && difference(before, found).length > 0 && difference(undisturbed.out, found).length > 0) {
    problems.push(`half done: ${difference(before, found).join(', ')}`);
  }
  return problems;
}

/** ONNX Runtime itself keeps a log and an identity of its telemetry there. */
async function leftTemporaries(folder: string): Promise<string[]> {
  return (await readdir(join(folder, 'tmp'))).filter((name) => !/^(\.ses|mat-debug-\d+\.log)$/.test(name));
}

/** An empty folder that gets files in the end. */
function isFolderOf(name: string, files: ReadonlyMap<string, string>): boolean {
  return name.endsWith('/') && [...files.keys()].some((file) => file.startsWith(name));
}

async function goOn({ work, undisturbed, folder }: DisturbOptions, disk: SmallDisk | null): Promise<string[]> {
  disk?.enlarge();
  const end = await runProgram(work.arguments, folder).ended;
  if (end.code !== 0) return [`going on ended with ${describeEnd(end)}`];
  const problems = difference(undisturbed.out, await digestFolder(join(folder, 'out'))).map((each) => `after going on, out/${each}`);
  const temporary = await leftTemporaries(folder);
  if (temporary.length > 0) problems.push(`after going on, in the temporary folder: ${temporary.join(', ')}`);
  problems.push(...difference(undisturbed.in, await digestFolder(join(folder, 'in'))).map((each) => `in/${each}`));
  const beside = (await readdir(folder)).filter((name) => !['in', 'out', 'tmp'].includes(name));
  if (beside.length > 0) problems.push(`left beside the folders: ${beside.join(', ')}`);
  if (problems.length === 0 && disk === null) await rm(folder, { recursive: true });
  return problems;
}

function describeEnd({ code, signal, stderr }: ProgramEnd): string {
  return `${code ?? signal}: ${stderr.trim().slice(0, 600)}`;
}

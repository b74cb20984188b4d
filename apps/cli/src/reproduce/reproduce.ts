import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import type { SampleSceneOptions } from '@tldr-rm/scenes';
import { auditFile } from '../audit/audit-file';
import { openDetector } from '../detect/open-detector';
import { evaluateFile, type FileEvaluation } from '../evaluate/evaluate-file';
import { unwritable } from '../files/unwritable';
import { writeScenes } from '../files/write-scenes';
import { openSceneEngine } from '../perturb/open-engine';
import { perturbFile } from '../perturb/perturb-file';
import { type Progress, startProgress } from '../terminal/progress';
import { baselineTable, detectorTable, kindTable, negativesTable, unseenTable } from './evaluation-tables';
import type { Reproduction, ReproductionTable } from './reproduction';
import { runStep } from './run-step';

export interface ReproduceOptions {
  /** Folder for data, steps and the report. */
  out: string;
  /** Pictures of the test split; a third as many of the icon set that no training picture uses. */
  pictures: number;
  seed: number;
  detector?: string;
  /** Detectors to stand beside: the naive one and the text-only twin, by their names. */
  baselines: Record<string, string>;
  progress?: boolean;
}

/** An icon set that no training picture uses. */
const UNSEEN_ICONS = ['emojione'];

/**
 * Runs the tables of the paper at the scale of drawn scenes. Each step is kept in the folder and not done again, so an interrupted run goes on where it stopped.
 *
 * @throws what its steps throw: drawing, perturbing, auditing, evaluating.
 */
export async function reproduce({ out, pictures, seed, baselines, progress, ...flags }: ReproduceOptions): Promise<Reproduction> {
  await mkdir(out, { recursive: true }).catch(unwritable(out));
  const opened = await openDetector(flags);
  const { name, sha256 } = opened.manifest;
  await opened.close();
  const seconds: Record<string, number> = {};
  const step = async <Result>(stepName: string, of: unknown, run: () => Promise<Result>): Promise<Result> => {
    const done = await runStep(join(out, 'steps', `${stepName}.json`), of, run);
    seconds[stepName] = done.seconds;
    return done.result;
  };
  const bar = (label: string, unit: string, total: number, done = 0): Promise<Progress> =>
    startProgress({ label, unit, total, done, force: progress });

  const draw = async (part: string, count: number, iconSets?: string[]): Promise<string> => {
    const folder = join(out, 'data', part);
    const scenes: SampleSceneOptions = { split: 'test', ...(iconSets && { iconSets }) };
    const { samplesFile } = await writeScenes({
      ...scenes,
      folder,
      count,
      seed,
      startAnew: false,
      startProgress: (done) => bar(`drawing ${part}`, 'pictures', count, done),
    });
    const output = join(folder, 'labelled.jsonl');
    await perturbFile({
      input: samplesFile,
      output,
      format: 'jsonl',
      engine: await openSceneEngine(),
      seed,
      perSample: 1,
      reading: {},
      startAnew: false,
      startProgress: (extent) => startProgress({ label: `perturbing ${part}`, ...extent, force: progress }),
    });
    return output;
  };

  const unseenPictures = Math.ceil(pictures / 3);
  const test = await draw('test', pictures);
  const unseen = await draw('unseen-icons', unseenPictures, UNSEEN_ICONS);
  const audit = await step(
    'audit',
    { pictures, seed },
    (): Promise<PerturbationAudit> =>
      auditFile({
        input: test,
        summary: undefined,
        pairs: undefined,
        seed,
        checkGrammar: true,
        startProgress: (total) => bar('auditing negatives', 'samples', total),
      }),
  );
  const evaluate = (data: string, detector?: string): Promise<FileEvaluation> =>
    evaluateFile({ data, ...(detector !== undefined && { detector }), ...(progress !== undefined && { progress }) });
  const onTest = await step('evaluate', { pictures, seed, sha256 }, () => evaluate(test, flags.detector));
  const onUnseen = await step('evaluate-unseen-icons', { unseenPictures, seed, sha256 }, () => evaluate(unseen, flags.detector));
  const others: Record<string, FileEvaluation> = {};
  for (const [baseline, folder] of Object.entries(baselines)) {
    const other = await openDetector({ detector: folder });
    await other.close();
    others[baseline] = await step(`evaluate-${baseline}`, { pictures, seed, sha256: other.manifest.sha256 }, () => evaluate(test, folder));
  }
  const tables: ReproductionTable[] = [
    negativesTable(audit),
    detectorTable(onTest),
    baselineTable(onTest, others),
    kindTable(onTest),
    unseenTable(onTest, onUnseen),
  ];
  return { detector: name, pictures, responses: onTest.count, seed, seconds, tables };
}

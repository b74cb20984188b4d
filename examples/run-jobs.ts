/**
 * Makes data, makes its texts false, scores them and measures the detector, as jobs: what a server or a queue would run. The scoring is stopped midway, and goes on.
 *
 * FOLDER gets the data; PICTURES are how many to draw; DETECTOR is a folder or a package (default: the one that comes along).
 */
import { join } from 'node:path';
import { detectJob, evaluateJob, type JobContext, type JobProgress, openResources, perturbJob, scenesJob } from '@tldr-rm/jobs';
import { TldrError } from '@tldr-rm/schema';

const [folder = 'jobs', pictures = '60', detector] = process.argv.slice(2);
const samples = join(folder, 'samples.jsonl');
const labelled = join(folder, 'labelled.jsonl');

/** Opened once, in threads of their own, and shared by all jobs. */
const resources = openResources({ detectorThreads: true });
try {
  const drawn = { output: folder, count: Number(pictures), seed: 1, iconSets: ['twemoji'] };
  console.log(await scenesJob.run(drawn, contextOf('scenes')));
  console.log(await perturbJob.run({ input: samples, output: labelled, engine: 'scene', seed: 1 }, contextOf('perturb')));

  const scoring = { input: labelled, output: join(folder, 'scored.jsonl'), ...(detector && { detector }) };
  const controller = new AbortController();
  const stopMidway = ({ stage, done }: JobProgress): void => {
    if (stage === 'scoring' && done > 0) controller.abort();
  };
  try {
    await detectJob.run(scoring, { ...contextOf('detect', stopMidway), signal: controller.signal });
  } catch (error) {
    if (!TldrError.isInstance(error) || error.code !== 'INTERRUPTED') throw error;
    console.log(error.message);
  }
  console.log(await detectJob.run(scoring, contextOf('detect')));

  const measured = { input: labelled, resamples: 200, ...(detector && { detectors: [detector] }) };
  const { comparison } = await evaluateJob.run(measured, contextOf('evaluate'));
  for (const { name, count, token } of comparison.reports)
    console.log(`${name}: ${count} responses, AP of wrong tokens ${token.apNeg?.toFixed(2)}`);
} finally {
  await resources.close();
}

/** Shows each stage as it begins and at every tenth of it. */
function contextOf(job: string, watch: (progress: JobProgress) => void = () => {}): JobContext {
  let shown = '';
  return {
    resources,
    onProgress(progress) {
      const { stage, done, total, unit } = progress;
      const tenth = total === null ? '' : `${Math.floor((10 * done) / total)}`;
      if (`${stage} ${tenth}` !== shown) console.log(`${job}: ${stage}, ${done} of ${total ?? 'unknown'} ${unit}`);
      shown = `${stage} ${tenth}`;
      watch(progress);
    },
    onNotice: ({ message }) => console.log(`${job}: ${message}`),
  };
}

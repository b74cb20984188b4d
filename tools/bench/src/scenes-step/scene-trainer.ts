import { type Checkpoint, gridSize, type TrainingExample, train } from '@tldr-rm/model';
import { createRandom } from '@tldr-rm/random';
import { askAboutScene, loadSceneAssets, patchLabels, renderScene, sampleScene } from '@tldr-rm/scenes';

const IMAGES = 12;
const TEXTS_PER_IMAGE = 6;
const LENGTH = 36;
/** More steps than anybody waits for; the run is stopped. */
const STEPS = 1_000_000;

/** A training run of the public `train`, always on the same batch, that stands still between the steps that are asked for. */
export class SceneTrainer {
  readonly images = IMAGES;
  readonly texts = IMAGES * TEXTS_PER_IMAGE;
  readonly length = LENGTH;
  readonly #abort = new AbortController();
  #run: Promise<unknown> = Promise.resolve();
  #wanted = 0;
  #seconds: number[] = [];
  #done: () => void = () => undefined;
  #goOn: () => void = () => undefined;

  private constructor() {}

  /** Starts a run in a folder and lets it warm up. */
  static async start(checkpoint: Checkpoint, out: string): Promise<SceneTrainer> {
    const trainer = new SceneTrainer();
    const examples = await makeExamples(gridSize(checkpoint.config));
    const patchWords = Object.fromEntries(
      Object.entries(checkpoint.config.patchClasses ?? {}).map(([head, count]) => [head, Array.from({ length: count }, () => 'cat')]),
    );
    trainer.#run = train({
      out,
      start: { ...checkpoint, trainer: undefined },
      data: { patchWords, batch: () => trainer.#turn().then(() => examples) },
      signal: trainer.#abort.signal,
      training: {
        seed: 1,
        steps: STEPS,
        accumulate: 1,
        lengths: [LENGTH],
        loss: { reward: 1, taxonomy: 0, language: 0.5, patches: 1, alignment: 0.15, hallucinatedWeight: 2, claimWeight: 3 },
        learningRate: { peak: 1e-4, warmupSteps: 0, finalFraction: 1 },
        optimizer: { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.02, clipNorm: 1, rateFactors: { 'vision.': 0.3 } },
        checkpointEvery: STEPS,
        keepCheckpoints: 1,
        evaluateEvery: STEPS,
      },
      onLog: ({ stepSeconds }) => {
        if (typeof stepSeconds === 'number') trainer.#seconds.push(stepSeconds);
        if (trainer.#seconds.length >= trainer.#wanted) trainer.#done();
      },
    });
    await trainer.time(4);
    return trainer;
  }

  /** Seconds of each of some steps. */
  async time(count: number): Promise<number[]> {
    this.#seconds = [];
    this.#wanted = count;
    const done = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    this.#goOn();
    await Promise.race([done, this.#run]);
    return this.#seconds;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wanted = Number.POSITIVE_INFINITY;
    this.#goOn();
    await this.#run;
  }

  /** Resolves when another batch is wanted. */
  async #turn(): Promise<void> {
    if (this.#seconds.length + 1 < this.#wanted) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }
}

async function makeExamples(grid: number): Promise<TrainingExample[]> {
  const assets = await loadSceneAssets();
  const random = createRandom('bench');
  return Array.from({ length: IMAGES }, () => {
    const scene = sampleScene(random, { split: 'train' });
    const texts = Array.from({ length: TEXTS_PER_IMAGE }, () => {
      const { prompt, response, claims } = askAboutScene(scene, random);
      return { prompt, response, spans: [], claims };
    });
    return { pixels: renderScene(scene, assets), texts, patches: patchLabels(scene, grid) };
  });
}

import type { CurrentModel, TrainingData, TrainingExample } from '@tldr-rm/model';

/** Thresholds that are tried for the best response accuracy. */
const THETAS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

/**
 * Figures on validation data that tell how training goes; the full report comes from `tldr-rm evaluate`.
 *
 * @returns `apNeg`, `responseAccuracy` (balanced over right and wrong texts, theta 0.5) and `bestResponseAccuracy` with its `bestTheta` where the data has texts;
 *   `nounAccuracy` and `colourAccuracy` of the image cells that show something where it has patch labels and the model heads for them.
 */
export async function validationFigures(model: CurrentModel, validation: TrainingData, batches: number): Promise<Record<string, number>> {
  const { averagePrecision } = await import('@tldr-rm/evaluate');
  const badness: number[] = [];
  const isBad: boolean[] = [];
  const lowest: { bad: boolean; reward: number }[] = [];
  const patches = { cells: 0, nouns: 0, colours: 0 };
  for (let batch = 0; batch < batches; batch += 1) {
    const examples = await validation.batch(batch);
    await countRightPatches(model, examples, patches);
    if (examples[0]?.texts.length === 0) continue;
    for (const { rewards, labels } of await model.scoreExamples(examples)) {
      let least = 1;
      for (const [index, label] of labels.entries()) {
        least = Math.min(least, rewards[index]!);
        if (label === -1) continue;
        badness.push(1 - rewards[index]!);
        isBad.push(label === 0);
      }
      lowest.push({ bad: labels.includes(0), reward: least });
    }
  }
  const figures: Record<string, number> = {};
  if (lowest.length > 0) {
    const bad = lowest.filter((text) => text.bad);
    const good = lowest.filter((text) => !text.bad);
    const balanced = (theta: number): number =>
      (bad.filter((text) => text.reward < theta).length / bad.length + good.filter((text) => text.reward >= theta).length / good.length) /
      2;
    const bestTheta = THETAS.reduce((a, b) => (balanced(b) > balanced(a) ? b : a));
    figures.apNeg = averagePrecision(badness, isBad) ?? 0;
    figures.responseAccuracy = balanced(0.5);
    figures.bestResponseAccuracy = balanced(bestTheta);
    figures.bestTheta = bestTheta;
  }
  if (patches.cells > 0) {
    figures.nounAccuracy = patches.nouns / patches.cells;
    figures.colourAccuracy = patches.colours / patches.cells;
  }
  return figures;
}

/** Counts the cells that show something, and those whose noun and colour are named rightly. */
async function countRightPatches(
  model: CurrentModel,
  examples: TrainingExample[],
  counts: { cells: number; nouns: number; colours: number },
): Promise<void> {
  if (!examples.every((example) => example.patches)) return;
  const classes = await model.scorePatches(examples);
  if (!classes) return;
  let cell = 0;
  for (const { patches } of examples) {
    for (const [index, noun] of patches!.nouns.entries()) {
      if (noun > 0) {
        counts.cells += 1;
        if (classes.nouns[cell] === noun) counts.nouns += 1;
        if (classes.colours[cell] === patches!.colours[index]) counts.colours += 1;
      }
      cell += 1;
    }
  }
}

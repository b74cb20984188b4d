import type { CurrentModel, PatchHead, TrainingData, TrainingExample } from '@tldr-rm/model';

/** Thresholds that are tried for the best response accuracy. */
const THETAS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

/**
 * Figures on validation data that tell how training goes; the full report comes from `tldr-rm evaluate`.
 *
 * @returns `apNeg` where tokens are judged, `responseAccuracy` (balanced over right and wrong texts, theta 0.5) and `bestResponseAccuracy` with its `bestTheta` where the data has texts;
 *   for each patch head with labels, such as `nouns`, the share of the image cells with something to say that are named rightly, such as `nounsAccuracy`.
 */
export async function validationFigures(model: CurrentModel, validation: TrainingData, batches: number): Promise<Record<string, number>> {
  const { averagePrecision } = await import('@tldr-rm/evaluate');
  const badness: number[] = [];
  const isBad: boolean[] = [];
  const lowest: { bad: boolean; reward: number }[] = [];
  const patches = new Map<PatchHead, { right: number; cells: number }>();
  for (let batch = 0; batch < batches; batch += 1) {
    const examples = await validation.batch(batch);
    await countRightPatches(model, examples, patches);
    if (examples[0]?.texts.length === 0) continue;
    for (const { rewards, labels, right } of await model.scoreExamples(examples)) {
      // Texts beyond the longest length come back empty.
      if (labels.length === 0) continue;
      let least = 1;
      for (const [index, label] of labels.entries()) {
        least = Math.min(least, rewards[index]!);
        if (label === -1) continue;
        badness.push(1 - rewards[index]!);
        isBad.push(label === 0);
      }
      if (right !== undefined) lowest.push({ bad: !right, reward: least });
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
    if (isBad.length > 0) figures.apNeg = averagePrecision(badness, isBad) ?? 0;
    figures.responseAccuracy = balanced(0.5);
    figures.bestResponseAccuracy = balanced(bestTheta);
    figures.bestTheta = bestTheta;
  }
  for (const [head, { right, cells }] of patches) figures[`${head}Accuracy`] = right / Math.max(1, cells);
  return figures;
}

/** Counts, for each patch head, the cells with something to say (a class other than 0), and those that are named rightly. */
async function countRightPatches(
  model: CurrentModel,
  examples: TrainingExample[],
  counts: Map<PatchHead, { right: number; cells: number }>,
): Promise<void> {
  if (!examples.some((example) => example.patches)) return;
  for (const [head, classes] of Object.entries(await model.scorePatches(examples)) as [PatchHead, Int32Array][]) {
    if (!examples.every((example) => example.patches?.[head])) continue;
    const truth = examples.flatMap((example) => [...example.patches![head]!]);
    const count = counts.get(head) ?? { right: 0, cells: 0 };
    for (const [cell, known] of truth.entries()) {
      if (known === 0) continue;
      count.cells += 1;
      if (classes[cell] === known) count.right += 1;
    }
    counts.set(head, count);
  }
}

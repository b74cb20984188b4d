import { join } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import { type Reproduction, renderReproduction, renderReproductionPage } from '@tldr-rm/reports';
import type { OpenedContext } from '../job/job';
import { modelsFromCheckpoints, shippedBaselines } from './models-from-checkpoints';
import { readRecipe } from './recipe';
import { reproduce } from './reproduce';
import type { ReproduceSpec } from './reproduce-spec';
import type { ReproducedModels } from './reproduced-models';
import { trainFromNothing } from './train-from-nothing';
import { validationData } from './validation-data';

/** Pictures that the shipped baselines are calibrated on. */
const BASELINE_VALIDATION = { count: 300, seed: 11 };

/** Opens or trains the models, measures them, and writes report.md, report.html and report.json. */
export async function runReproduce(spec: ReproduceSpec, context: OpenedContext): Promise<Reproduction> {
  const { output, pictures, seed } = spec;
  const models = await openModels(spec, context);
  const report = await reproduce({ output, pictures, seed, models }, context);
  const files = {
    'report.md': renderReproduction(report),
    'report.html': renderReproductionPage(report),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  for (const [name, contents] of Object.entries(files)) {
    const path = join(output, name);
    await writeAtomically(path, contents).catch(unwritable(path));
  }
  return report;
}

/** Trains the models, or takes those that are there. */
async function openModels({ output, detector, recipe, baselines }: ReproduceSpec, context: OpenedContext): Promise<ReproducedModels> {
  if (recipe !== undefined) {
    const read = await readRecipe(recipe);
    const validation = validationData(output, read.validation.count, read.validation.seed, context);
    return trainFromNothing({ recipe: read, output, validation }, context);
  }
  const validation = validationData(output, BASELINE_VALIDATION.count, BASELINE_VALIDATION.seed, context);
  return modelsFromCheckpoints(
    { output, baselines: baselines ? shippedBaselines() : {}, ...(detector && { detector }), validation },
    context,
  );
}

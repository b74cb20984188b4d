import type { PerturbationEngine } from './engine';
import { perturbScene } from './perturb-scene';

/** Makes samples false that carry their scene and their claims, as {@link perturbScene} does: one change each, proved false by the scene. */
export const sceneEngine: PerturbationEngine = {
  perturb: (sample, { random, taxonomy }) => perturbScene(sample, random, taxonomy === undefined ? {} : { taxonomy }),
};

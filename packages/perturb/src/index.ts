export { evaluateClaim } from '@tldr-rm/scenes';
export type { PerturbationEngine, PerturbRequest } from './engine';
export { isLabelledFalse } from './is-labelled-false';
export { applicableTaxonomies, type PerturbOptions, perturbScene } from './perturb-scene';
export { sceneEngine } from './scene-engine';

export type { PerturbationEngine, PerturbRequest } from './engine';
export { evaluateClaim } from './evaluate-claim';
export { applicableTaxonomies, type PerturbOptions, perturbScene } from './perturb-scene';
export { sceneEngine } from './scene-engine';

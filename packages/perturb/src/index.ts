export { evaluateClaim } from './evaluate-claim';
export { applicableTaxonomies, type PerturbOptions, perturbScene } from './perturb-scene';

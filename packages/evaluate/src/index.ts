export type { BadClassFigures } from './bad-class-figures';
export { chooseThresholds } from './choose-thresholds';
export { type EvaluationReport, evaluateDetections, type TaxonomyFigures } from './evaluate-detections';
export { commonTaxonomy, expandLabelled, type ResponseToScore, toScoredResponse } from './expand-labelled';
export { areaUnderRoc, averagePrecision } from './ranking';
export { renderEvaluation } from './render-evaluation';
export { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

export type { BadClassFigures } from './bad-class-figures';
export { chooseThresholds } from './choose-thresholds';
export { type EvaluationReport, evaluateDetections, type TaxonomyFigures } from './evaluate-detections';
export { commonTaxonomy, expandLabelled, type ResponseToScore, toScoredResponse } from './expand-labelled';
export {
  type HallucinationRates,
  hallucinationRates,
  LEVELS,
  type Level,
  type RateEstimate,
  type RateOptions,
  type ResponseVerdicts,
} from './hallucination-rates';
export { kendall, ranks, spearman } from './rank-correlation';
export { areaUnderRoc, averagePrecision } from './ranking';
export { renderEvaluation } from './render-evaluation';
export { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

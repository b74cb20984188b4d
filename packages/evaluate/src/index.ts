export type { ConfidenceInterval } from '@tldr-rm/random';
export { type BootstrapOptions, DEFAULT_BOOTSTRAP, type NoInterval } from './bootstrap';
export { chooseThresholds } from './choose-thresholds';
export {
  type ComparisonOptions,
  compareDetections,
  compareDetectionsAsync,
  type DetectionComparison,
  type DetectorScores,
  type FigureDifference,
} from './compare-detections';
export { type Comparison, compareGenerators, type GeneratorFigures, type TruthFigures } from './compare-generators';
export { type EvaluationOptions, type EvaluationReport, evaluateDetections, evaluateDetectionsAsync } from './evaluate-detections';
export type { EvaluationControl, EvaluationProgress } from './evaluation-progress';
export { expandLabelled, type LabelledTruth, type ResponseToScore, toScoredResponse } from './expand-labelled';
export { applyCalibration, fitCalibration } from './fit-calibration';
export { type FigureTree, flattenFigures } from './flatten-figures';
export {
  type HallucinationRates,
  hallucinationRates,
  LEVELS,
  type Level,
  type RateEstimate,
  type RateOptions,
  type ResponseVerdicts,
} from './hallucination-rates';
export type { LevelFigures, RankingFigures } from './level-figures';
export type { EvaluationFigures, PositionFigures, SliceFigures } from './measure-evaluation';
export type { PrecisionRecallPoint } from './precision-recall';
export { kendall, ranks, spearman } from './rank-correlation';
export { areaUnderRoc, averagePrecision } from './ranking';
export { RELIABILITY_BINS, type ReliabilityBin } from './reliability';
export { commonTaxonomy, type SampleFacets, sampleFacets } from './sample-facets';
export { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';
export type { SpanFigures, SpanMatchFigures } from './span-figures';
export { type FlaggedSpan, type KindVerdict, kindVerdicts, type TaxonomyConfusion, taxonomyConfusion } from './taxonomy-confusion';

export { renderAuditReport } from './audit/render-audit-report';
export { renderAuditMarkdown, renderAuditText } from './audit/render-audit-tables';
export { countWords } from './demo/count-words';
export type { DemoExample, ScoredExample } from './demo/demo-example';
export { describeExample, describeTotals } from './demo/describe-example';
export { renderDemoReport } from './demo/render-demo-report';
export { renderDetectionReport } from './detection/detection-report';
export type { ReportCaption, ReportCard } from './detection/report-card';
export { chooseCases } from './evaluation/choose-cases';
export { comparisonTables } from './evaluation/comparison-tables';
export { evaluationCsv } from './evaluation/evaluation-csv';
export { type EvaluationTable, evaluationTables } from './evaluation/evaluation-tables';
export { type FigureRow, figureRows } from './evaluation/figure-rows';
export { renderComparison, renderEvaluation } from './evaluation/render-evaluation';
export { renderEvaluationPage } from './evaluation/render-evaluation-page';
export type { FileEvaluation, FileScores, ScoredSample, ScorerEvaluation } from './evaluation/scored-file';
export { renderComparisonMarkdown, renderComparisonPage, renderComparisonText } from './generators/render-comparison';
export {
  baselineTable,
  calibrationTable,
  detectorTable,
  generatorTable,
  kindTable,
  negativesTable,
  trainingTable,
  unseenTable,
} from './reproduction/evaluation-tables';
export { renderReproduction, renderReproductionPage } from './reproduction/render-reproduction';
export type { Reproduction } from './reproduction/reproduction';
export { percent, type ReproductionTable } from './reproduction/reproduction';
export { describeDetection } from './text/describe-detection';

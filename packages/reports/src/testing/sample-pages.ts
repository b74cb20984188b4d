import { compareDetections, compareGenerators, type ResponseToScore, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { auditPerturbations } from '@tldr-rm/perturb/audit';
import { type Detection, type Span, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { detectionOf } from '@tldr-rm/test-support';
import { renderAuditReport } from '../audit/render-audit-report';
import { renderDemoReport } from '../demo/render-demo-report';
import { countWords } from '../detection/count-words';
import { renderDetectionReport } from '../detection/detection-report';
import type { ReportCaption } from '../detection/report-card';
import { createCaseChooser } from '../evaluation/choose-cases';
import { renderEvaluationPage } from '../evaluation/render-evaluation-page';
import type { ScorerEvaluation } from '../evaluation/scored-file';
import { renderComparisonPage } from '../generators/render-comparison';
import { renderReproductionPage } from '../reproduction/render-reproduction';
import { reproductionTables } from '../reproduction/reproduction-tables';

const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
/** What others write, at its worst: markup, and a word that no line holds. */
export const HOSTILE = `<script>document.title='owned'</script>${'a'.repeat(300)}`;
const TRUE_TEXT = 'There is a red cup on the table.';
const FALSE_TEXT = 'There is a blue cup on the table.';
const WARNING = { code: 'IMAGE_OUTSIDE_DOMAIN', message: 'The image is unlike those that the detector was trained on.' };
const THRESHOLDS = { token: 0.5, sentence: 0.5, response: 0.5 };
const MANIFEST = { name: HOSTILE, domain: 'pictures of a single colour', thresholds: THRESHOLDS };

/** What became of a false text: found, missed, or called wrong for a right word. */
const WRONG_WORDS: readonly Record<string, number>[] = [{ blue: 0.1 }, { blue: 0.7 }, { table: 0.2 }];

const spanOf = (taxonomy: Span['taxonomy']): Span => ({ start: 11, end: 15, label: 'hallucinated', taxonomy, original: 'red' });

/** Detections without truth, one of them hostile and with a warning. */
export function sampleDetectionPage(): string {
  const captions: ReportCaption[] = [
    { response: TRUE_TEXT, detection: detectionOf(TRUE_TEXT, { red: 0.02, cup: 0.3, table: 0.55, the: 0.8 }) },
    { response: HOSTILE, detection: { ...detectionOf(HOSTILE, { script: 0.1 }), warnings: [WARNING] } },
  ];
  return renderDetectionReport({
    cards: [
      { title: 'cup.png', image: PIXEL, prompt: 'Describe the image.', captions: captions.slice(0, 1) },
      { title: HOSTILE, image: PIXEL, prompt: HOSTILE, captions: captions.slice(1) },
    ],
    totals: { responses: 3, hallucinated: 2, spans: 3, withWarnings: 1 },
    manifest: MANIFEST,
  });
}

/** An example of each kind, with all that can become of a false text. */
export function sampleDemoPage(): string {
  const examples = TAXONOMIES.map((taxonomy, index) => {
    const spans = [spanOf(taxonomy)];
    const right: ReportCaption = { response: TRUE_TEXT, detection: detectionOf(TRUE_TEXT, index === 0 ? { red: 0.3 } : {}), truth: [] };
    const wrong: ReportCaption = { response: FALSE_TEXT, detection: detectionOf(FALSE_TEXT, WRONG_WORDS[index % 3]!), truth: spans };
    const sample = { id: taxonomy, prompt: 'Describe the image.', response: FALSE_TEXT, original: TRUE_TEXT, spans };
    return { taxonomy, png: new Uint8Array(), image: PIXEL, sample, captions: [right, wrong] as [ReportCaption, ReportCaption] };
  });
  return renderDemoReport(examples, countWords(examples.flatMap(({ captions }) => captions)), MANIFEST);
}

/** What a detector said of samples. */
export interface SampleScores {
  name: string;
  thresholds: typeof THRESHOLDS;
  samples: { responses: ResponseToScore[]; detections: Detection[] }[];
  scored: ScoredResponse[];
}

/** Samples of two kinds, three of them about images outside the domain; of every four false texts one is missed, and every tenth true one is called wrong. */
export function sampleScores(name: string, missedReward: number, count = 40): SampleScores {
  const scores: SampleScores = { name, thresholds: THRESHOLDS, samples: [], scored: [] };
  for (let index = 0; index < count; index += 1) {
    const taxonomy: Taxonomy = index % 2 === 0 ? 'counting' : 'text-ocr';
    const shared = {
      sample: `${index}`,
      group: `g${index}`,
      prompt: 'Describe the image.',
      taxonomy,
      iconSet: index % 3 === 0 ? 'noto' : 'twemoji',
    } as const;
    const responses: ResponseToScore[] = [
      { ...shared, id: `${index}/original`, text: TRUE_TEXT, spans: [] },
      { ...shared, id: `${index}/perturbed`, text: FALSE_TEXT, spans: [spanOf(taxonomy)] },
    ];
    const wrongReward = index % 4 === 0 ? missedReward : 0.05 + index / 1000;
    const category: Taxonomy = index % 5 === 0 ? 'counterfactual' : taxonomy;
    const perturbed = detectionOf(FALSE_TEXT, { blue: wrongReward });
    const warned = index < 3 && { warnings: [WARNING] };
    const detections = [
      detectionOf(TRUE_TEXT, index % 10 === 0 ? { red: 0.2, table: 0.3 } : { red: 0.8 }),
      { ...perturbed, ...warned, spans: perturbed.spans.map((span) => ({ ...span, category })) },
    ];
    scores.samples.push({ responses, detections });
    for (const [place, response] of responses.entries()) scores.scored.push(toScoredResponse(response, detections[place]!));
  }
  return scores;
}

export function sampleEvaluation(scores: SampleScores[]): ScorerEvaluation {
  return { comparison: compareDetections(scores, { resamples: 20, seed: 1 }) };
}

/** The evaluation of one detector, or of several side by side. */
export function sampleEvaluationPage(scores: SampleScores[]): string {
  const chooser = createCaseChooser(scores);
  for (const [index, { responses }] of scores[0]!.samples.entries()) {
    const image = { type: 'path', path: `${index}.png` } as const;
    chooser.add({ image, responses, detections: scores.map(({ samples }) => samples[index]!.detections) });
  }
  const cases = chooser.chosen().map(({ image: _, ...shown }) => ({ ...shown, picture: PIXEL }));
  return renderEvaluationPage(sampleEvaluation(scores), cases, `data/${HOSTILE}.jsonl`);
}

/** Negatives of two kinds, one of them given away by a word. */
const NEGATIVES = Array.from({ length: 120 }, (_, index) => {
  const isCount = index % 2 === 0;
  const [original, response] = isCount ? ['two dogs', 'surely three dogs'] : ['a red cup', 'a blue cup'];
  const [start, end] = isCount ? [0, 12] : [2, 6];
  const span = { start, end, label: 'hallucinated', taxonomy: isCount ? 'counting' : 'text-ocr', original: isCount ? 'two' : 'red' };
  return { id: `${HOSTILE} ${index}`, image: `${index}.png`, prompt: HOSTILE, original, response, spans: [span] };
});

export async function sampleAuditPage(): Promise<string> {
  return renderAuditReport(await auditPerturbations(NEGATIVES), 'data/labelled.jsonl');
}

/** Generators of a checkpoint and of a server, with the truth of one. */
export function sampleComparison() {
  const rate = (value: number) => ({ rate: value, low: value - 0.05, high: value + 0.05, count: 100, bad: 100 * value, undecided: 0 });
  const rates = (value: number) => ({ token: rate(value / 4), sentence: rate(value / 2), response: rate(value) });
  const figures = { captions: 10, empty: 0, cutOff: 1, tokensPerCaption: 12.5, cached: 0 };
  const truth = (value: number) => ({ rates: rates(value), checked: 10, sentences: 20, sentencesRead: 18 });
  return compareGenerators({ detector: 'scenes-tiny', pictures: 10, questions: 10 }, [
    { ...figures, name: 'greedy', settings: { checkpoint: 'a' }, outsideDomain: 0, rates: rates(0.2), truth: truth(0.25) },
    { ...figures, name: HOSTILE, settings: { model: 'b' }, outsideDomain: 4, rates: rates(0.6), truth: truth(0.5) },
  ]);
}

export const sampleGeneratorsPage = (): string => renderComparisonPage(sampleComparison());

export async function sampleReproductionPage(): Promise<string> {
  const report = sampleEvaluation([sampleScores('one', 0.7)]).comparison.reports[0]!;
  const parts = { audit: await auditPerturbations(NEGATIVES), test: report, unseen: report, others: { naive: report } };
  const tables = reproductionTables({ ...parts, generators: sampleComparison(), training: { pictures: 120 } });
  return renderReproductionPage({
    detector: 'one',
    pictures: 40,
    responses: 80,
    samples: 40,
    outsideDomain: 3,
    seed: 7,
    seconds: { audit: 2 },
    tables,
  });
}

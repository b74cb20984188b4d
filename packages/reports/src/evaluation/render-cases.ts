import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { markedWords } from '../detection/marked-words';
import { type Filter, renderFilter } from '../html/filter';
import { type Html, html } from '../html/html';
import { TAXONOMY_TITLES } from '../taxonomy-titles';
import { formatReward } from '../text/describe-detection';
import { truthNotes } from '../truth-notes';
import { CASES_OF_A_SORT, type CaseVerdict, type EvaluationCase, isWrong, type Outcome } from './choose-cases';

/** A case with its picture as a data URI. */
export interface ShownCase extends Omit<EvaluationCase, 'image'> {
  picture: string;
}

const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = { missed: 'missed', 'false-alarm': 'false alarm', right: 'judged rightly' };

/** What the cases can be narrowed to; only what occurs. */
export function caseFilters(cases: readonly ShownCase[], isComparison: boolean): Filter[] {
  const outcomes = (['missed', 'false-alarm', 'right'] as const).map((outcome) => ({
    className: `is-${outcome}`,
    name: OUTCOME_NAMES[outcome],
    count: cases.filter((each) => isShownAs(each, outcome)).length,
  }));
  const disputed = { className: 'is-disputed', name: 'detectors disagree', count: cases.filter(({ isDisputed }) => isDisputed).length };
  const kinds = TAXONOMIES.map((kind) => ({
    className: `is-${kind}`,
    name: TAXONOMY_TITLES[kind],
    count: cases.filter(({ taxonomy }) => taxonomy === kind).length,
  }));
  const optionsOf = (options: readonly { className: string; name: string; count: number }[]): Filter['options'] =>
    options.filter(({ count }) => count > 0).map(({ className, name, count }) => ({ className, label: `${name} (${count})` }));
  return [
    { name: 'outcome', legend: 'Verdict', options: optionsOf(isComparison ? [...outcomes, disputed] : outcomes) },
    { name: 'kind', legend: 'Kind', options: optionsOf(kinds) },
  ];
}

/** Judged rightly is what has no error in it. */
function isShownAs({ outcomes }: Pick<EvaluationCase, 'outcomes'>, outcome: Outcome): boolean {
  return outcome === 'right' ? outcomes.size === 1 && outcomes.has('right') : outcomes.has(outcome);
}

/** @param judgedBy names the detector whose verdicts chose the cases, where there are several. */
export function renderCases(cases: readonly ShownCase[], filters: readonly Filter[], judgedBy?: string): Html {
  return html`<h2>Cases, worst first</h2>
<p class="note">Up to ${String(CASES_OF_A_SORT)} of each kind and verdict${judgedBy !== undefined && html` of <code>${judgedBy}</code>`}: those whose reward is furthest from the truth. So they show what goes wrong, not how often.</p>
<ul class="legend">
<li>reward 0 <span class="scale"></span> 1</li>
<li><span class="word flagged" style="--doubt:0.9">word</span> called wrong by the detector</li>
<li><span class="wrong">word</span> truly wrong</li>
</ul>
${filters.map(renderFilter)}
<div class="cases">${cases.map(renderCase)}</div>`;
}

function renderCase(shown: ShownCase): Html {
  const { picture, prompt, taxonomy, isDisputed, responses } = shown;
  const outcomes = (['missed', 'false-alarm', 'right'] as const).filter((outcome) => isShownAs(shown, outcome));
  const classes = [...outcomes, ...(isDisputed ? ['disputed'] : []), ...(taxonomy === undefined ? [] : [taxonomy])].map(
    (name) => `is-${name}`,
  );
  return html`<article class="${classes.join(' ')}">
<div><img src="${picture}" alt="The picture that the texts beside it speak of"></div>
<div>
<h3>${titleOf(taxonomy)}</h3>
<p class="prompt">${prompt}</p>
${responses.map((response) => renderResponse(response))}
</div>
</article>
`;
}

function titleOf(taxonomy: Taxonomy | undefined): string {
  return taxonomy === undefined ? 'Several kinds or none' : TAXONOMY_TITLES[taxonomy];
}

function renderResponse({ truth, verdicts }: EvaluationCase['responses'][number]): Html {
  const notes = truthNotes({ response: truth.text, truth: truth.spans });
  return html`<section class="caption">
${verdicts.map((verdict) => renderVerdict(truth, verdict, verdicts.length > 1))}
${notes.length > 0 && html`<p class="truth">truth: ${notes.join('; ')}</p>`}
</section>
`;
}

function renderVerdict(
  truth: EvaluationCase['responses'][number]['truth'],
  { detector, detection, outcome }: CaseVerdict,
  isNamed: boolean,
): Html {
  return html`<div class="verdict">
<div class="caption-head"><b>${isWrong(truth) ? 'Wrong text' : 'Right text'}</b> <span class="chip ${outcome}">${OUTCOME_NAMES[outcome]}</span> <span>reward ${formatReward(detection.response.reward)}</span>${isNamed && html` <span>by ${detector}</span>`}</div>
<p class="response">${markedWords({ response: truth.text, detection, truth: truth.spans })}</p>
</div>
`;
}

import { TAXONOMIES } from '@tldr-rm/schema';
import { captionVerdicts } from '../detection/caption-verdicts';
import { chip } from '../detection/chip';
import { legend } from '../detection/legend';
import { markedWords, wordRewards } from '../detection/marked-words';
import { pictureText } from '../detection/picture-text';
import { type Filter, renderFilter } from '../html/filter';
import { type Html, html } from '../html/html';
import { kindTitle, TAXONOMY_TITLES } from '../taxonomy-titles';
import { formatReward } from '../text/format-reward';
import { truthNotes } from '../truth-notes';
import { CASES_OF_A_SORT, type CaseVerdict, type EvaluationCase, isWrong, type Outcome } from './choose-cases';

/** A case with its picture as a data URI. */
export interface ShownCase extends Omit<EvaluationCase, 'image'> {
  picture: string;
}

const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  missed: 'missed',
  'false-alarm': 'false alarm',
  right: 'whole text judged rightly',
};

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
${legend(true)}
${filters.map(renderFilter)}
<div class="cases">${cases.map(renderCase)}</div>`;
}

function renderCase(shown: ShownCase, index: number): Html {
  const { picture, prompt, taxonomy, isDisputed, responses } = shown;
  const outcomes = (['missed', 'false-alarm', 'right'] as const).filter((outcome) => isShownAs(shown, outcome));
  const classes = [...outcomes, ...(isDisputed ? ['disputed'] : []), ...(taxonomy === undefined ? [] : [taxonomy])].map(
    (name) => `is-${name}`,
  );
  const title = taxonomy === undefined ? 'Several kinds or none' : kindTitle(taxonomy);
  return html`<article class="${classes.join(' ')}" aria-labelledby="case-${index + 1}">
<div><img src="${picture}" alt="${pictureText(index + 1, title)}"></div>
<div>
<h3 id="case-${index + 1}">${title}</h3>
<p class="prompt">${prompt}</p>
${responses.map((response) => renderResponse(response))}
</div>
</article>
`;
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
  const caption = { response: truth.text, detection, truth: truth.spans };
  const { words } = captionVerdicts(caption);
  return html`<div class="verdict">
<div class="caption-head"><h4>${isWrong(truth) ? 'Wrong text' : 'Right text'}</h4> <span class="chip ${outcome}">${OUTCOME_NAMES[outcome]}</span> ${words && truth.hallucinated === undefined && chip(words)} <span>reward ${formatReward(detection.response.reward)}</span>${isNamed && html` <span>by ${detector}</span>`}</div>
<p class="response">${markedWords(caption)}</p>
${(detection.warnings ?? []).map(({ message }) => html`<p class="warning">${message}</p>`)}
${wordRewards(caption)}
</div>
`;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareDetections, type ResponseToScore, toScoredResponse } from '@tldr-rm/evaluate';
import { TAXONOMIES } from '@tldr-rm/schema';
import { chromiumPath, contrastsOf, detectionOf, launchChromium, openInBrowser, temporaryFolder } from '@tldr-rm/test-support';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseCases } from './choose-cases';
import { renderEvaluationPage } from './render-evaluation-page';
import type { FileScores, ScorerEvaluation } from './scored-file';

const HOSTILE = `<script>document.title='owned'</script>${'a'.repeat(300)}`;
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const TRUE_TEXT = 'a red cup';
const FALSE_TEXT = 'a blue cup';

/** A hundred samples of two kinds; every tenth false text is missed, and every fifteenth true one called wrong. */
function scoresOf(name: string, missedReward: number): FileScores {
  const scores: FileScores = { name, thresholds: { token: 0.5, sentence: 0.5, response: 0.5 }, outsideDomain: 3, samples: [], scored: [] };
  for (let index = 0; index < 100; index += 1) {
    const taxonomy = TAXONOMIES[index % 2]!;
    const shared = { group: `g${index}`, prompt: HOSTILE, taxonomy, iconSet: index % 3 === 0 ? 'noto' : 'twemoji' };
    const span = { start: 2, end: 6, label: 'hallucinated' as const, taxonomy, original: 'red' };
    const responses: ResponseToScore[] = [
      { ...shared, id: `${index}/original`, text: TRUE_TEXT, spans: [] },
      { ...shared, id: `${index}/perturbed`, text: FALSE_TEXT, spans: [span] },
    ];
    const wrong = detectionOf(FALSE_TEXT, { blue: index % 10 === 0 ? missedReward : 0.1 });
    const detections = [
      detectionOf(TRUE_TEXT, index % 15 === 0 ? { red: 0.2 } : {}),
      { ...wrong, spans: wrong.spans.map((flagged) => ({ ...flagged, category: TAXONOMIES[index % 3]! })) },
    ];
    scores.samples.push({ image: `${index}.png`, responses, detections });
    scores.scored.push(...responses.map((response, which) => toScoredResponse(response, detections[which]!)));
  }
  return scores;
}

function evaluationOf(scores: FileScores[]): ScorerEvaluation {
  return { scores, comparison: compareDetections(scores, { resamples: 50, seed: 1 }), evaluations: [] };
}

describe.skipIf(chromiumPath === undefined)('an evaluation in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(scores: FileScores[], view: { width: number; colorScheme?: 'light' | 'dark' }) {
    const evaluation = evaluationOf(scores);
    const cases = chooseCases(scores).map(({ image: _, ...shown }) => ({ ...shown, picture: PIXEL }));
    const path = join(await temporaryFolder(), 'report.html');
    await writeFile(path, renderEvaluationPage(evaluation, cases, `data/${HOSTILE}.jsonl`));
    return openInBrowser(browser, path, view);
  }

  it.each([
    ['narrow and light', 360, 'light'],
    ['wide and dark', 1280, 'dark'],
  ] as const)('shows charts, tables and cases of one detector, %s', async (_, width, colorScheme) => {
    const page = await open([scoresOf(HOSTILE, 0.7)], { width, colorScheme });
    expect(await page.title()).toBe('How well wrong words are found');
    // Two curves, two of calibration, by kind and icon set, and the kinds that were told.
    expect(await page.locator('svg').count()).toBe(7);
    for (const chart of await page.locator('svg').all()) expect((await chart.boundingBox())!.height).toBeGreaterThan(50);
    await page.locator('summary').click();
    expect(await page.locator('td', { hasText: /^AP\(neg\), all tokens$/ }).isVisible()).toBe(true);
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(100);
    expect(contrasts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    await page.close();
  });

  it('narrows the cases to a verdict and a kind, worst first', async () => {
    const page = await open([scoresOf('one', 0.7)], { width: 1000 });
    const shown = () => page.locator('article:visible .chip.missed, article:visible .chip.false-alarm').allInnerTexts();
    const all = await shown();
    expect(new Set(all)).toEqual(new Set(['missed', 'false alarm']));
    expect(all[0]).toBe('false alarm');
    await page.locator('label', { hasText: /^missed/ }).click();
    // Of 10 that are missed, all of the same kind, the first is called wrong in its true text too, so that it is further from the truth.
    expect((await shown()).filter((outcome) => outcome === 'missed').length).toBe(8);
    await page.locator('label', { hasText: 'Visual attribute' }).click();
    expect(await shown()).toEqual([]);
    await page.locator('label[for=outcome-all]').click();
    expect(new Set(await shown())).toEqual(new Set(['false alarm']));
    await page.close();
  });

  it.each([360, 1280])('sets detectors side by side, %i pixels wide', async (width) => {
    const page = await open([scoresOf('one', 0.7), scoresOf(HOSTILE, 0.2)], { width });
    expect(await page.title()).toBe('Detectors of wrong words compared');
    expect(await page.locator('#compared svg').count()).toBe(3);
    expect(await page.locator('.series li').allInnerTexts()).toEqual(['one', HOSTILE, 'one', HOSTILE]);
    await page.locator('label', { hasText: 'detectors disagree' }).click();
    expect(await page.locator('article:visible').count()).toBeGreaterThan(0);
    for (const shown of await page.locator('article:visible').all()) {
      expect(await shown.locator('.chip.missed').count()).toBe(1);
      expect(await shown.locator('.verdict').count()).toBe(4);
    }
    await page.close();
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { axeViolations, chromiumPath, contrastsOf, launchChromium, openInBrowser, temporaryFolder } from '@tldr-rm/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  HOSTILE,
  sampleAuditPage,
  sampleDemoPage,
  sampleDetectionPage,
  sampleEvaluationPage,
  sampleGeneratorsPage,
  sampleReproductionPage,
  sampleScores,
} from './testing/sample-pages';

const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  detections: sampleDetectionPage,
  demo: sampleDemoPage,
  'evaluation of a detector': () => sampleEvaluationPage([sampleScores(HOSTILE, 0.7, FEW)]),
  'detectors compared': () => sampleEvaluationPage([sampleScores('one', 0.7, FEW), sampleScores(HOSTILE, 0.2, FEW)]),
  audit: sampleAuditPage,
  generators: sampleGeneratorsPage,
  reproduction: sampleReproductionPage,
};

/** Samples that are enough for each part of a page; checking a page takes as long as it is long. */
const FEW = 10;

const WIDTHS = [390, 1300];
const SCHEMES = ['light', 'dark'] as const;

/** What another scheme can break: it changes colours alone. */
const RULES_OF_COLOURS = ['color-contrast', 'link-in-text-block'];

describe.skipIf(chromiumPath === undefined)('pages in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(markup: string, width = 1000): Promise<Page> {
    const path = join(await temporaryFolder(), 'report.html');
    await writeFile(path, markup);
    return openInBrowser(browser, path, { width });
  }

  it.each(Object.keys(PAGES))(
    '%s: no rule of accessibility is broken and nothing is wider than the window, narrow and wide, light and dark',
    async (name) => {
      const page = await open(await PAGES[name]!(), WIDTHS[0]);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          expect(await axeViolations(page, colorScheme === 'light' ? {} : { rules: RULES_OF_COLOURS })).toEqual([]);
        }
        // Of the dark scheme, which is the one that is shown.
        if (width === WIDTHS[0]) expect((await contrastsOf(page)).filter(({ contrast }) => contrast < 4.5)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        for (const chart of await page.locator('svg').all()) {
          const { height, width: shown } = (await chart.boundingBox())!;
          expect(height).toBeGreaterThan(50);
          // Texts of 13 units are at least 11 pixels high.
          const drawn = Number(await chart.getAttribute('width'));
          expect((shown / drawn) * 13).toBeGreaterThan(11);
        }
      }
      await page.close();
    },
  );

  it('rewards of words are reached by keyboard, and read without seeing colours', async () => {
    const page = await open(sampleDemoPage());
    await page.locator('summary').nth(1).focus();
    await page.keyboard.press('Enter');
    const rewards = page.locator('details[open] li');
    expect((await rewards.allInnerTexts()).map((text) => text.trim())).toContain(
      'blue 0.10 (called wrong, truly wrong: it should be “red”)',
    );
    const snapshot = await page.locator('article').nth(0).ariaSnapshot();
    expect(snapshot).toMatch(/blue.*reward 0\.10, called wrong, truly wrong: it should be “red”/s);
    expect(snapshot).toContain('Picture 1: Spatial relationship');
    await page.close();
  });

  it('an evaluation narrows its cases to a verdict and a kind, worst first', async () => {
    const page = await open(sampleEvaluationPage([sampleScores('one', 0.7, 100)]));
    const shown = () => page.locator('article:visible .chip.missed, article:visible .chip.false-alarm').allInnerTexts();
    const all = await shown();
    expect(new Set(all)).toEqual(new Set(['missed', 'false alarm']));
    expect(all[0]).toBe('false alarm');
    await page.locator('label', { hasText: /^missed/ }).click();
    expect(new Set((await shown()).filter((outcome) => outcome === 'missed')).size).toBe(1);
    // Every fourth is missed, all of the same kind.
    await page.locator('label', { hasText: 'Written text' }).click();
    expect(await shown()).toEqual([]);
    await page.locator('label[for=outcome-all]').click();
    expect(new Set(await shown())).toEqual(new Set([]));
    await page.close();
  });

  it('detectors stand side by side, and cases where they disagree can be chosen', async () => {
    const page = await open(sampleEvaluationPage([sampleScores('one', 0.7), sampleScores(HOSTILE, 0.2)]));
    expect(await page.locator('#compared svg').count()).toBe(3);
    expect(await page.locator('.series li').allInnerTexts()).toEqual(['one', HOSTILE, 'one', HOSTILE]);
    await page.locator('label', { hasText: 'detectors disagree' }).click();
    expect(await page.locator('article:visible').count()).toBeGreaterThan(0);
    for (const shown of await page.locator('article:visible').all()) expect(await shown.locator('.verdict').count()).toBe(4);
    await page.close();
  });

  it('an audit shows the examples of the chosen kind', async () => {
    const page = await open(await sampleAuditPage());
    expect(await page.locator('svg').count()).toBe(6);
    const shown = async () => new Set((await page.locator('.example:visible mark').allInnerTexts()).map((text) => text.split('\n')[0]));
    expect(await shown()).toEqual(new Set(['surely three', 'blue']));
    await page.locator('label', { hasText: 'Counting' }).click();
    expect(await shown()).toEqual(new Set(['surely three']));
    await page.close();
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumPath, contrastsOf, detectionOf, launchChromium, openInBrowser, temporaryFolder } from '@tldr-rm/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReportPage } from './report-page';

const LONG_WORD = 'a'.repeat(400);
const HOSTILE = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"> ${LONG_WORD}`;
const REWARDS = { one: 0.02, two: 0.3, three: 0.55, four: 0.8, script: 0.1 };
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe.skipIf(chromiumPath === undefined)('a report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  it.each([
    ['narrow and light', 360, 'light'],
    ['narrow and dark', 360, 'dark'],
    ['wide and light', 1280, 'light'],
    ['wide and dark', 1280, 'dark'],
  ] as const)('is readable, %s', async (_, width, colorScheme) => {
    const page = await openReport(browser, width, colorScheme);
    expect(await page.title()).toBe('A report');
    expect(await page.locator('article img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(1);
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(20);
    expect(contrasts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    await page.close();
  });
});

async function openReport(browser: Browser, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const right = 'Here stand one, two, three and four words.';
  const captions = [
    { response: right, detection: detectionOf(right, {}), truth: [] },
    {
      response: right,
      detection: detectionOf(right, REWARDS),
      truth: [{ start: 11, end: 14, label: 'hallucinated' as const, original: 'five' }],
    },
    { response: HOSTILE, detection: { ...detectionOf(HOSTILE, REWARDS), warnings: [{ code: 'X', message: 'A warning.' }] } },
  ];
  const report = renderReportPage({
    title: 'A report',
    lead: 'What it is.',
    tiles: [{ value: '1 of 2', label: 'found' }],
    cards: [{ title: LONG_WORD, image: PIXEL, prompt: LONG_WORD, captions }],
    manifest: { name: 'tiny', domain: 'pictures of a single colour', thresholds: { token: 0.5, sentence: 0.5, response: 0.5 } },
  });
  const path = join(await temporaryFolder(), 'report.html');
  await writeFile(path, report);
  return openInBrowser(browser, path, { width, colorScheme });
}

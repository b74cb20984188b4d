import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectionOf } from '../../test-support/detection';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { renderReportPage } from './report-page';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (executablePath === undefined) console.log('No Chromium in /usr/bin: the tests that open a report in a browser are skipped.');

const LONG_WORD = 'a'.repeat(400);
const HOSTILE = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"> ${LONG_WORD}`;
const REWARDS = { one: 0.02, two: 0.3, three: 0.55, four: 0.8, script: 0.1 };
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe.skipIf(executablePath === undefined)('a report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const flags = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ];
    browser = await chromium.launch({ executablePath: executablePath!, args: flags });
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
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await page.locator('article img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(1);
    const contrasts = (await page.evaluate(CONTRASTS)) as { text: string; contrast: number }[];
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
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  expect(problems).toEqual([]);
  return page;
}

/** Runs in the page: the contrast (WCAG 2) of every text with what lies behind it, painted so that any colour notation is understood. */
const CONTRASTS = `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const paint = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrasts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.data.trim() === '') continue;
    const behind = [];
    for (let element = node.parentElement; element !== null; element = element.parentElement) behind.unshift(getComputedStyle(element).backgroundColor);
    const colour = getComputedStyle(node.parentElement).color;
    const [one, two] = [luminance(paint(behind)), luminance(paint([...behind, colour]))];
    contrasts.push({ text: node.data.trim().slice(0, 20), contrast: (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05) });
  }
  return contrasts;
})()`;

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where a Chromium is; undefined where there is none, and tests that need one are skipped. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (chromiumPath === undefined) console.log('No Chromium in /usr/bin: the tests that open a page in a browser are skipped.');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args: FLAGS });
}

/** Opens a page that must say nothing on the console, load nothing from anywhere, and be no wider than its window. */
export async function openInBrowser(
  browser: Browser,
  path: string,
  { width, colorScheme = 'light' }: { width: number; colorScheme?: 'light' | 'dark' },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  expect(problems).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  return page;
}

/** Elements of a page that break a rule of axe (WCAG and good practice), with the rule; closed details are opened first. */
export async function axeViolations(page: Page, { rules }: { rules?: readonly string[] } = {}): Promise<string[]> {
  await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(runAxe(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }));
}

/** Runs in the page. */
const runAxe = (
  options: object,
): string => `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...options })}).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ': ' + failureSummary)))`;

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The contrast (WCAG 2) of every text that is shown with what lies behind it, painted so that any colour notation is understood. Text of charts is left out. */
export async function contrastsOf(page: Page): Promise<{ text: string; contrast: number }[]> {
  return (await page.evaluate(CONTRASTS)) as { text: string; contrast: number }[];
}

/** Runs in the page. */
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
    if (node.data.trim() === '' || node.parentElement.closest('svg') || !node.parentElement.checkVisibility()) continue;
    const behind = [];
    for (let element = node.parentElement; element !== null; element = element.parentElement) behind.unshift(getComputedStyle(element).backgroundColor);
    const colour = getComputedStyle(node.parentElement).color;
    const [one, two] = [luminance(paint(behind)), luminance(paint([...behind, colour]))];
    contrasts.push({ text: node.data.trim().slice(0, 20), contrast: (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05) });
  }
  return contrasts;
})()`;

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

/** The examples that are shown: one that is found, and one with a false alarm. */
const SHOWN = ['Attribute binding', 'Counting'];
/** Pixels; a page of GitHub shows a picture about so wide. */
const WIDTH = 900;
/** Pixels below the last card. */
const MARGIN = 20;
/** Drawings have few colours, and a small file is in every clone for ever. */
const COLOURS = 96;

const [page, picture] = process.argv.slice(2);
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (page === undefined || picture === undefined || executablePath === undefined) {
  console.error('usage: report-picture.ts demo-report/index.html picture.png; a Chromium has to be in /usr/bin');
  process.exit(1);
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const tab = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });
await tab.goto(pathToFileURL(resolve(page)).href);
await tab.evaluate((shown) => {
  for (const element of document.querySelectorAll('footer, main > .panel, .lead')) element.remove();
  for (const card of document.querySelectorAll('article')) if (!shown.includes(card.querySelector('h2')?.textContent ?? '')) card.remove();
}, SHOWN);
const { height } = (await tab.locator('body').boundingBox())!;
const png = await tab.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: Math.ceil(height) + MARGIN }, fullPage: true });
await browser.close();
const { size } = await sharp(png).png({ palette: true, colours: COLOURS, compressionLevel: 9, effort: 10 }).toFile(picture);
console.log(`${picture}: ${Math.round(size / 1000)} kB`);

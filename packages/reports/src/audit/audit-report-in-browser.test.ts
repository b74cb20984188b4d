import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditPerturbations } from '@tldr-rm/perturb/audit';
import { chromiumPath, launchChromium, openInBrowser, temporaryFolder } from '@tldr-rm/test-support';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderAuditReport } from './render-audit-report';

const HOSTILE = `<script>document.title='owned'</script>${'a'.repeat(300)}`;

/** Negatives of two kinds, one of them given away by a word. */
const SAMPLES = Array.from({ length: 300 }, (_, index) => {
  const isCount = index % 2 === 0;
  const [original, response] = isCount ? ['two dogs', 'surely three dogs'] : ['a red cup', 'a blue cup'];
  const [start, end] = isCount ? [0, 12] : [2, 6];
  const kind = isCount ? 'counting' : 'visual-attribute';
  const span = { start, end, label: 'hallucinated', taxonomy: kind, original: isCount ? 'two' : 'red' };
  return { id: `${HOSTILE} ${index}`, image: `${index}.png`, prompt: HOSTILE, original, response, spans: [span] };
});

describe.skipIf(chromiumPath === undefined)('an audit in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  it.each([360, 1280])('shows charts, tables and examples of the chosen kind, %i pixels wide', async (width) => {
    const path = join(await temporaryFolder(), 'report.html');
    await writeFile(path, renderAuditReport(await auditPerturbations(SAMPLES), 'labelled.jsonl'));
    const page = await openInBrowser(browser, path, { width });
    expect(await page.title()).toBe('Audit of hard negatives');
    expect(await page.locator('svg').count()).toBe(6);
    for (const chart of await page.locator('svg').all()) expect((await chart.boundingBox())!.height).toBeGreaterThan(50);
    expect(await page.locator('td', { hasText: /^surely$/ }).count()).toBe(1);

    const shown = async () => (await page.locator('.example:visible mark').allInnerTexts()).sort();
    expect(new Set(await shown())).toEqual(new Set(['surely three', 'blue']));
    await page.locator('label', { hasText: 'Counting' }).click();
    expect(new Set(await shown())).toEqual(new Set(['surely three']));
    await page.close();
  });
});

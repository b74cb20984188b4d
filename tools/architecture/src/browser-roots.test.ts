import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleForBrowser } from '../test-support/bundle-for-browser';
import { BROWSER_ROOTS } from './arrows';
import { ROOT } from './workspace';

describe('roots that a browser can load: nothing in them asks for Node.js or native parts', () => {
  test.each(BROWSER_ROOTS)('%s', async (name) => {
    const { nodeModules } = await bundleForBrowser(join(ROOT, 'packages', name, 'src/index.ts'));
    expect(nodeModules).toEqual([]);
  });
});

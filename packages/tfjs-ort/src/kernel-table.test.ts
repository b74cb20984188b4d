import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import './index';
import { kernelTable, withKernelTable } from './kernel-table';

describe('kernelTable', () => {
  it('is what the README shows (write it anew with scripts/write-kernel-table.ts)', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme).toBe(withKernelTable(readme));
  });

  it('names at least 110 kernels that ONNX Runtime computes', () => {
    const inGraph = kernelTable()
      .split('\n')
      .slice(2)
      .flatMap((row) => row.split('|')[2]!.match(/`\w+`/g) ?? []);
    expect(inGraph.length).toBeGreaterThanOrEqual(110);
    expect(inGraph).toEqual(expect.arrayContaining(['`Conv2D`', '`Conv2DBackpropFilter`', '`_FusedMatMul`', '`MaxPoolGrad`']));
  });
});

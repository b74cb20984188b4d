import { describe, expect, it } from 'vitest';
import { compareWithExpected, type SpecResult } from './compare';

const result = (name: string, status: string): SpecResult => ({ name, status, message: status === 'failed' ? 'why' : '' });

describe('compareWithExpected', () => {
  const results = [result('add a', 'passed'), result('fft a', 'failed'), result('fft b', 'failed'), result('sub', 'excluded')];

  it('accepts failures that are listed, by name or by the start of it', () => {
    const accepted = { passed: 1, failed: 2, unlisted: [], passingButListed: [], unknown: [] };
    expect(compareWithExpected(results, [{ reason: 'r', specs: ['fft a', 'fft b'] }])).toEqual(accepted);
    expect(compareWithExpected(results, [{ reason: 'r', specs: ['fft *'] }])).toEqual(accepted);
  });

  it('reports a failure that is not listed, with its message', () => {
    expect(compareWithExpected(results, [{ reason: 'r', specs: ['fft a'] }]).unlisted).toEqual(['fft b: why']);
  });

  it('reports every listed spec that passes, also where others of the same entry fail', () => {
    expect(compareWithExpected([...results, result('fft c', 'passed')], [{ reason: 'r', specs: ['fft *'] }]).passingButListed).toEqual([
      'fft c',
    ]);
  });

  it('reports an entry that names no spec', () => {
    expect(compareWithExpected(results, [{ reason: 'r', specs: ['fft *', 'gone'] }]).unknown).toEqual(['gone']);
  });
});

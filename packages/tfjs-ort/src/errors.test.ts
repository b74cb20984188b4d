import { expect, it, vi } from 'vitest';
import { OrtBackendError } from './errors';

it('is recognized when another copy of the package made it, and nothing else is taken for it', async () => {
  vi.resetModules();
  const other = await import('./errors');
  const error = new other.OrtBackendError('ORT_RUN_FAILED', 'of another copy');
  expect(error).not.toBeInstanceOf(OrtBackendError);
  expect(OrtBackendError.isInstance(error)).toBe(true);
  expect(OrtBackendError.isInstance(new OrtBackendError('ORT_RUN_FAILED', 'own'))).toBe(true);
  for (const value of [new Error('plain'), Object.assign(new Error(), { name: 'OrtBackendError' }), { ...error }, null, 'text']) {
    expect(OrtBackendError.isInstance(value)).toBe(false);
  }
});

it('carries the mark by which errors of all packages of this project are recognized', () => {
  expect(new OrtBackendError('ORT_RUN_FAILED', 'why')).toMatchObject({ code: 'ORT_RUN_FAILED', [Symbol.for('tldr-rm.error')]: true });
});

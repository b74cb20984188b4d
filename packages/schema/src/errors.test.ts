import { expect, test } from 'vitest';
import { InputError, JsonlError, TldrError } from './errors';

test('an error carries its class name, code, message and cause', () => {
  const cause = new Error('disk');
  const error = new InputError('FILE_UNREADABLE', 'a.jsonl: cannot be read.', { cause });
  expect(error).toBeInstanceOf(TldrError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'InputError', code: 'FILE_UNREADABLE', message: 'a.jsonl: cannot be read.', cause });
});

test('an error about a line names file and line, in fields and in words', () => {
  const error = new JsonlError('data/a.jsonl', 7, 'not valid JSON.');
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({
    name: 'JsonlError',
    code: 'JSONL_LINE',
    file: 'data/a.jsonl',
    line: 7,
    message: 'data/a.jsonl:7: not valid JSON.',
  });
});

import { expect, it } from 'vitest';
import type { Table } from './table';
import { tablesMarkdown } from './table-markdown';
import { tablesText } from './table-text';

const TABLE: Table = {
  title: 'A \x1b[1mtitle',
  note: 'A note.',
  columns: [
    { name: 'name', kind: 'text' },
    { name: 'figure', kind: 'number' },
  ],
  rows: [
    ['图片', 0.12345],
    ['a | b', null],
    ['c', '17'],
  ],
};

it('columns of a terminal are aligned by the width of their characters', () => {
  expect(tablesText([TABLE])).toBe(
    'A \\x1b[1mtitle\n\nA note.\n\nname   figure\n-----  ------\n图片    0.123\na | b       -\nc          17\n',
  );
});

it('a Markdown page has a heading, a note and a table whose numbers stand to the right', () => {
  expect(tablesMarkdown([TABLE])).toBe(
    '## A \\\\x1b\\[1mtitle\n\nA note.\n\n| name   | figure |\n| ------ | -----: |\n| 图片   |  0.123 |\n| a \\| b |      - |\n| c      |     17 |\n',
  );
});

it('a table without rows is its sentence', () => {
  expect(tablesText([{ title: 'Labels', note: 'All are in order.', columns: [], rows: [] }])).toBe('Labels\n\nAll are in order.\n');
});

import { csvParseRows } from 'd3-dsv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableCsv } from '../table/table-csv';
import { csvText } from './csv-text';

describe('csvText', () => {
  it.each(['=HYPERLINK("http://x")', '+1+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '-', '=1'])(
    'makes no formula of %j',
    (text) => {
      expect(csvText(text)).toBe(`'${text}`);
    },
  );

  it.each(['-0.5', '+12', '1e-7', '-1.5E+3', '.5', 'a=b', '', 'plain'])('leaves %j as it is', (text) => {
    expect(csvText(text)).toBe(text);
  });
});

it('a table gives back its cells, whatever they hold', () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const csv = tableCsv({
        columns: [
          { name: 'a', kind: 'text' },
          { name: 'b', kind: 'text' },
        ],
        rows,
      });
      expect(csvParseRows(csv.slice(0, -1))).toEqual([['a', 'b'], ...rows.map((row) => row.map(csvText))]);
    }),
  );
});

it('figures are given in full, and what is not defined is empty', () => {
  const csv = tableCsv({
    columns: [
      { name: 'a, "b"', kind: 'text' },
      { name: 'c', kind: 'number' },
    ],
    rows: [
      ['x\ny', -0.123456789],
      ['z', null],
    ],
  });
  expect(csv).toBe('"a, ""b""",c\n"x\ny",-0.123456789\nz,\n');
});

import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { renderChart } from './render-chart';

test('a description from elsewhere is text, whatever it holds', () => {
  const description = 'of <img src=x> &amp; "$&"';
  const { markup } = renderChart({ marks: [] }, { description: `${description}\u001b` });
  for (const raw of ['<img', '\u001b']) expect(markup).not.toContain(raw);
  const svg = parseHTML(`<body>${markup}</body>`).document.querySelector('svg[role="img"]');
  expect(svg?.getAttribute('aria-label')).toBe(`${description}\ufffd`);
});

import { detectionOf } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { renderReportPage } from './report-page';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const manifest = { name: 'tiny', domain: 'pictures of a single colour', thresholds: { token: 0.5, sentence: 0.5, response: 0.5 } };
const page = (response: string, wrong: Record<string, number>, truth?: { start: number; end: number; original?: string }[]): string =>
  renderReportPage({
    title: 'A title',
    lead: 'What it is.',
    tiles: [{ value: '1 of 2', label: 'found' }],
    cards: [
      {
        title: 'A card',
        image: PIXEL,
        prompt: 'Describe the image.',
        captions: [
          {
            response,
            detection: detectionOf(response, wrong),
            ...(truth && { truth: truth.map((span) => ({ label: 'hallucinated' as const, ...span })) }),
          },
        ],
      },
    ],
    manifest,
  });

const HOSTILE = `<script>alert(1)</script> "><img src=x onerror=alert(1)> ' onmouseover='alert(1) </style></title> javascript: &lt;b&gt; \u202e`;

describe('renderReportPage', () => {
  it('needs nothing but itself', () => {
    const text = page('It is green.', { green: 0.03 });
    expect(text).not.toMatch(/(?:src|href)="(?!data:|#)|url\(|@import|<script|<link/);
    expect(text).toContain("default-src 'none'");
  });

  it('marks words that are called wrong, with the reward in words for those who do not see it', () => {
    const text = page('It is green.', { green: 0.03 });
    expect(text).toContain(
      '<mark class="word flagged" style="--doubt:0.97" title="reward 0.03, called wrong">green<span class="unseen"> (reward 0.03, called wrong)</span></mark>',
    );
    expect(text).toContain('judged wrong');
    expect(text).toContain('<li>green <b>0.03</b> (called wrong)</li>');
    expect(text).toContain('<li>It <b>0.97</b></li>');
  });

  it('marks words that are truly wrong, and says what would be right', () => {
    const missed = page('It is green.', {}, [{ start: 6, end: 11, original: 'red' }]);
    expect(missed).toContain('class="word wrong"');
    expect(missed).toContain('truth: “red”, not “green”');
  });

  it.each([
    ['found', { green: 0.03 }, [{ start: 6, end: 11 }], ['good', 'whole text judged wrong: correct'], ['good', '1 of 1 wrong word found']],
    ['missed', {}, [{ start: 6, end: 11 }], ['bad', 'whole text judged right: missed'], ['bad', '0 of 1 wrong word found']],
    [
      'called wrong for another word',
      { It: 0.03 },
      [{ start: 6, end: 11 }],
      ['mixed', 'whole text judged wrong: correct, but for a right word'],
      ['bad', '0 of 1 wrong word found, 1 right word called wrong'],
    ],
    [
      'found beside a false alarm',
      { It: 0.03, green: 0.03 },
      [{ start: 6, end: 11 }],
      ['good', 'whole text judged wrong: correct'],
      ['mixed', '1 of 1 wrong word found, 1 right word called wrong'],
    ],
    ['a false alarm', { green: 0.03 }, [], ['bad', 'whole text judged wrong: false alarm'], ['bad', '1 right word called wrong']],
    ['rightly left alone', {}, [], ['good', 'whole text judged right: correct'], ['good', 'no word called wrong']],
  ])('says of a text that was %s what is right about the whole and about its words', (_, wrong, truth, whole, words) => {
    const text = page('It is green.', wrong, truth);
    for (const [tone, said] of [whole, words]) expect(text).toContain(`<span class="chip ${tone}">${said}</span>`);
  });

  it('shows hostile text as text, wherever it comes from', () => {
    const detection = { ...detectionOf(HOSTILE, { script: 0.1, img: 0.2 }), warnings: [{ code: 'X', message: HOSTILE }] };
    const truth = [{ start: 0, end: 8, label: 'hallucinated' as const, original: HOSTILE }];
    const text = renderReportPage({
      title: HOSTILE,
      lead: HOSTILE,
      tiles: [{ value: HOSTILE, label: HOSTILE }],
      cards: [{ title: HOSTILE, image: HOSTILE, prompt: HOSTILE, captions: [{ response: HOSTILE, detection, truth }] }],
      manifest: { ...manifest, name: HOSTILE, domain: HOSTILE },
    });
    expect(text).not.toMatch(/<script|<img src=x|\son\w+='|<\/style>.*<\/style>/s);
    expect(text.match(/<img /g)).toHaveLength(1);
    expect(text.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it('keeps every character of the response', () => {
    const response = 'One  two\n\nthree 🍎, "four"!';
    const shown = /<p class="response">(.*?)<\/p>/s.exec(page(response, { two: 0.1 }))![1]!;
    const text = shown
      .replace(/<span class="unseen">.*?<\/span>/gs, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(text).toBe(response);
  });
});

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
    expect(text).not.toMatch(/(?:src|href)="(?!data:)|url\(|@import|<script|<link/);
    expect(text).toContain("default-src 'none'");
  });

  it('outlines words that are called wrong, with the reward to be hovered for', () => {
    const text = page('It is green.', { green: 0.03 });
    expect(text).toContain('<span class="word flagged" style="--doubt:0.97" title="reward 0.03, called wrong">green</span>');
    expect(text).toContain('judged wrong');
  });

  it('underlines words that are truly wrong, and says what would be right', () => {
    const missed = page('It is green.', {}, [{ start: 6, end: 11, original: 'red' }]);
    expect(missed).toContain('class="word wrong"');
    expect(missed).toContain('truth: “red”, not “green”');
    expect(missed).toContain('judged right: missed');
    expect(page('It is green.', { green: 0.03 }, [{ start: 6, end: 11 }])).toContain('judged wrong: correct');
    expect(page('It is green.', { green: 0.03 }, [])).toContain('judged wrong: false alarm');
    expect(page('It is green.', {}, [])).toContain('judged right: correct');
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
    expect(text.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it('keeps every character of the response', () => {
    const response = 'One  two\n\nthree 🍎, "four"!';
    const shown = /<p class="response">(.*?)<\/p>/s.exec(page(response, { two: 0.1 }))![1]!;
    const text = shown.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(text).toBe(response);
  });
});

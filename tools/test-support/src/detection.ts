import type { Detection } from '@tldr-rm/schema';

/** A detection whose tokens are the words of a response; words in `wrong` get the reward given there and are called hallucinated, others get 0.97. */
export function detectionOf(response: string, wrong: Readonly<Record<string, number>>): Detection {
  const tokens = Array.from(response.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu), ({ 0: text, index: start }) => {
    const reward = wrong[text] ?? 0.97;
    return { start, end: start + text.length, text, reward, hallucinated: reward < 0.5 };
  });
  const spans = tokens.filter((token) => token.hallucinated).map(({ start, end, text, reward }) => ({ start, end, text, reward }));
  const reward = Math.min(...tokens.map((token) => token.reward));
  const whole = { reward, hallucinated: reward < 0.5 };
  return { tokens, spans, sentences: [{ start: 0, end: response.length, text: response, ...whole }], response: whole };
}

import { scoreWords } from '@tldr-rm/detect';
import type { Detection } from '@tldr-rm/schema';
import { terminalLines, terminalText } from '../escape/terminal-text';
import type { Colours } from './colours';
import { formatReward } from './format-reward';
import { paintWords } from './paint-words';

/** A result for a terminal of a width in columns: the response with its words painted, the verdict, and each flagged stretch with its reward. */
export function describeDetection(response: string, detection: Detection, colours: Colours, width: number): string {
  if (detection.level === 'response') return describeVerdict(response, detection, colours);
  const { spans, sentences } = detection;
  const lines = [paintWords(response, detection.tokens, colours, { width }), ''];
  const reward = formatReward(detection.response.reward);
  lines.push(
    detection.response.hallucinated
      ? `${colours.bold(colours.red('wrong'))}: the reward is ${reward}`
      : `${colours.bold(colours.green('nothing wrong found'))}: the reward is ${reward}`,
  );
  // Bounds differ: a response may be called wrong although no token is.
  const doubtful = spans.length > 0 || !detection.response.hallucinated ? [] : [mostDoubtfulWord(response, detection)];
  for (const span of [...spans, ...doubtful])
    lines.push(`  ${formatReward(span.reward)}  ${colours.red(terminalText(span.text))} ${colours.dim(`at ${span.start}`)}`);
  const wrongSentences = sentences.filter((sentence) => sentence.hallucinated).length;
  if (sentences.length > 1) lines.push(colours.dim(`${wrongSentences} of ${sentences.length} sentences wrong`));
  return `${lines.join('\n')}\n`;
}

/** What a detector of whole responses says: nothing of single words. */
function describeVerdict(response: string, { response: { reward, hallucinated } }: Detection, colours: Colours): string {
  const verdict = hallucinated ? colours.bold(colours.red('wrong')) : colours.bold(colours.green('nothing wrong found'));
  return `${terminalLines(response)}\n\n${verdict}: the reward of the whole response is ${formatReward(reward)}; this detector does not say which words are wrong\n`;
}

function mostDoubtfulWord(response: string, { tokens }: Detection): Detection['spans'][number] {
  return scoreWords(response, tokens).reduce((worst, word) => (word.reward < worst.reward ? word : worst));
}

import { moveImageReference } from '@tldr-rm/files';
import type { CaptionCheck } from '@tldr-rm/scenes';
import { truthSpans } from './check-captions';
import type { JudgedCaption } from './judge-captions';

/**
 * A line of `captions.jsonl`: a sample that other commands read too, with its generator and what the detector says of it. Where the scene is known, `spans` is the truth by
 * the check.
 */
export function captionLine(
  generator: string,
  { question, answer, detection }: JudgedCaption,
  check: CaptionCheck | null,
  { from, to }: { from: string; to: string },
): object {
  return {
    id: `${generator}/${question.id}`,
    generator,
    image: moveImageReference(question.imageName, from, to),
    prompt: question.prompt,
    response: answer.text,
    ...(check && { spans: truthSpans(check), verdict: check.response }),
    end: answer.end,
    detected: detection && { spans: detection.spans, sentences: detection.sentences, response: detection.response },
  };
}

import type { JudgedCaption } from './judge-captions';

/** A line of `captions.jsonl`: a sample that other commands read too, with its generator and what the detector says of it. */
export function captionLine(generator: string, { question, answer, detection }: JudgedCaption): object {
  return {
    id: `${generator}/${question.id}`,
    generator,
    image: question.imageName,
    prompt: question.prompt,
    response: answer.text,
    end: answer.end,
    detected: detection && { spans: detection.spans, sentences: detection.sentences, response: detection.response },
  };
}

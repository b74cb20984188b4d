import { labelsToSpans, spansFromDiff, splitSentences, tokenLabels } from '@tldr-rm/align';
import { type DetectorRuntime, openDetector, scoreWords } from '@tldr-rm/detect';
import { applyCalibration, evaluateDetections, fitCalibration, toScoredResponse } from '@tldr-rm/evaluate';
import { detectionSchema } from '@tldr-rm/schema';
import { passName, type RecordedModels, type ScoredInBrowser } from './recorded-models';

/** Scores the responses with a detector whose models say what they said when they were recorded, and goes on to words, labels, spans, calibration and figures. */
export async function scoreResponses(recorded: RecordedModels): Promise<ScoredInBrowser> {
  const { prompt, responses, picture } = recorded;
  const detector = openDetector(playBack(recorded));
  const image = { ...picture, data: Uint8Array.from(picture.data) };
  const detections = await detector.detectBatch(responses.map((response) => ({ image, prompt, response })));
  await detector.close();
  for (const detection of detections) detectionSchema.parse(detection);

  const [truth] = responses;
  const scored = detections.map((detection, index) => {
    const text = responses[index]!;
    return toScoredResponse({ id: `${index}`, text, spans: spansFromDiff(truth!, text) }, detection);
  });
  const calibration = fitCalibration(scored);
  return {
    detections,
    words: detections.map(({ tokens }, index) => scoreWords(responses[index]!, tokens)),
    labels: scored.map(({ labels }) => [...labels]),
    spans: detections.map(({ tokens }, index) => {
      const offsets = tokens.map(({ start, end }): [number, number] => [start, end]);
      return labelsToSpans(responses[index]!, offsets, tokenLabels(offsets, detections[index]!.spans.map(hallucinated)));
    }),
    sentences: responses.map((response) => splitSentences(response)),
    calibration,
    figures: evaluateDetections(
      scored.map((each) => applyCalibration(each, calibration)),
      recorded.manifest.thresholds,
      { resamples: 20, seed: 1 },
    ),
  };
}

function hallucinated({ start, end }: { start: number; end: number }) {
  return { start, end, label: 'hallucinated' as const };
}

function playBack({ manifest, tokens, values, scores }: RecordedModels): DetectorRuntime {
  const recordedOf = <Value>(of: Record<string, Value>, key: string): Value => {
    const value = of[key];
    if (value === undefined) throw new Error(`nothing was recorded for ${key}`);
    return value;
  };
  return {
    manifest,
    tokenizer: { encodeBatch: async (texts) => texts.map((text) => recordedOf(tokens, text)) },
    async openImage(image) {
      if (image.type !== 'pixels') throw new Error(`the picture is given as pixels, not as ${image.type}`);
      const { data, width, height } = image;
      return { key: 'picture', decode: async () => ({ data: Uint8Array.from(data), width, height }) };
    },
    encodeImages: async () => ({ values: { data: Float32Array.from(values.data), dims: values.dims }, release: () => {} }),
    async score(_images, _imageIndex, ids, length) {
      const { logits, kinds } = recordedOf(scores, passName(ids, length));
      return { logits: Float32Array.from(logits), ...(kinds && { kinds: Float32Array.from(kinds) }) };
    },
    close: async () => {},
  };
}

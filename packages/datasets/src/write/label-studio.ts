import { fromCodePoints, toCodePoints } from '@tldr-rm/align';
import type { Sample } from '@tldr-rm/schema';

interface Region {
  id: string;
  from_name: 'label';
  to_name: 'text';
  type: 'labels';
  value: { start: number; end: number; text: string; labels: string[] };
}

/** A task of Label Studio (https://labelstud.io/guide/task_format) for the labelling interface in this package's README. */
export type LabelStudioTask = {
  data: { id: string; image?: string; prompt: string; text: string; original?: string };
  predictions?: { model_version: string; result: Region[] }[];
  annotations?: { result: Region[] }[];
};

/** Who made the spans, as Label Studio shows it beside predictions. */
const MODEL_VERSION = 'tldr-rm';

/**
 * The response with its spans, which carry the kind of hallucination as label where it is known. Offsets count code points, as Label Studio's do
 * (https://github.com/HumanSignal/label-studio/pull/1559). A sample without spans is a task without results.
 *
 * @param asAnnotations whether spans are the truth, instead of what an annotator is to check.
 */
export function labelStudioTask({ id, image, prompt, response, original, spans }: Sample, asAnnotations = false): LabelStudioTask {
  const data = { id, ...(image !== undefined && { image }), prompt, text: response, ...(original !== undefined && { original }) };
  if (spans === undefined) return { data };
  const convert = toCodePoints(response);
  const back = fromCodePoints(response);
  const result = spans.map((span, index): Region => {
    const { start, end } = convert(span);
    return {
      id: `span-${index + 1}`,
      from_name: 'label',
      to_name: 'text',
      type: 'labels',
      value: {
        start,
        end,
        text: response.slice(back(start), back(end)),
        labels: [span.label === 'ignore' ? 'ignore' : (span.taxonomy ?? 'hallucinated')],
      },
    };
  });
  return asAnnotations ? { data, annotations: [{ result }] } : { data, predictions: [{ model_version: MODEL_VERSION, result }] };
}

import type { LabelledSample, Taxonomy } from '@tldr-rm/schema';
import type { ReportCaption } from '../detection/report-card';

/** A picture with a right caption and one that is wrong in one way. */
export interface DemoExample {
  taxonomy: Taxonomy;
  png: Uint8Array;
  sample: LabelledSample;
}

/** An example and what the detector says of its two captions: the right one first. */
export interface ScoredExample extends DemoExample {
  captions: [right: ReportCaption, wrong: ReportCaption];
}

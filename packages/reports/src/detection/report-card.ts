import type { Detection, Span } from '@tldr-rm/schema';

/** A picture and what was said about it, as a report shows them. */
export interface ReportCard {
  title: string;
  /** Data URI of the picture. */
  image: string;
  prompt: string;
  captions: ReportCaption[];
}

export interface ReportCaption {
  response: string;
  detection: Detection;
  /** What is truly wrong with the response, where that is known; an empty list says that nothing is. */
  truth?: readonly Span[];
}

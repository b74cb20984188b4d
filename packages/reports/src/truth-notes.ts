import type { ReportCaption } from './detection/report-card';

/** What was made wrong in a caption, and what would be right; each change once, however often it occurs. */
export function truthNotes({ response, truth = [] }: Pick<ReportCaption, 'response' | 'truth'>): string[] {
  const notes = truth
    .filter((span) => span.label === 'hallucinated')
    .map(({ start, end, original }) => {
      const text = response.slice(start, end);
      return original ? `“${original}”, not “${text}”` : `“${text}” is made up`;
    });
  return [...new Set(notes)];
}

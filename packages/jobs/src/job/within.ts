import type { OpenedContext } from './job';

/** The context of a job that is a part of another: its stages say which part, such as `drawing test`. */
export function within(context: OpenedContext, part: string): OpenedContext {
  return { ...context, onProgress: (progress) => context.onProgress({ ...progress, stage: `${progress.stage} ${part}` }) };
}

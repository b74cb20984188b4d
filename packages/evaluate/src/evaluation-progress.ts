/** How far an evaluation is. */
export interface EvaluationProgress {
  stage: 'judging' | 'resampling';
  done: number;
  /** Null where that is not known beforehand. */
  total: number | null;
  unit: 'responses' | 'resamples';
}

/** How an evaluation that takes its time is watched and stopped. */
export interface EvaluationControl {
  /** Ends it: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

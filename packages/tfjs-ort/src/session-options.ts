import type { InferenceSession } from 'onnxruntime-node';
import { options } from './options';

/** How ONNX Runtime compiles a graph, whatever runs it. */
export function sessionOptions(): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: options.intraOpThreads,
    graphOptimizationLevel: options.graphOptimization,
    executionMode: 'sequential',
    // Errors only: ONNX Runtime otherwise warns of each constant that it folds.
    logSeverityLevel: 3,
  };
}

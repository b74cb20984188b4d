export { OrtBackendError, type OrtErrorCode } from './errors';
export { markFrozen } from './frozen';
export { geluTanh, silu } from './fused/activations';
export { type AdamWScalars, type AdamWState, adamWUpdate } from './fused/adamw';
export { sparseCrossEntropy } from './fused/cross-entropy';
export { rmsNorm } from './fused/rms-norm';
export { type OrtOptions, type OrtStatistics, ortStatistics, type Provider, resetOrtStatistics, setOrtOptions } from './options';
export { BACKEND_NAME } from './register-backend';
export { placeholder, type TraceOptions, traceToOnnx } from './trace/trace-to-onnx';

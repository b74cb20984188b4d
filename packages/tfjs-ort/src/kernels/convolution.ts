import { backend_util } from '@tensorflow/tfjs-core';
import { combine } from '../graph/arithmetic';
import { cast, emit, expand, reshape, scalar } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { activate } from './matmul';
import { type KernelCall, kernel } from './register';
import { slice, transpose } from './shape';
import { channelsFirst, channelsLast, crop, cropped, extent, paddingOf, uncrop, type Window, windowAttributes, windowOf } from './window';

type Conv2DInfo = backend_util.Conv2DInfo;
type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];
type Format = 'NHWC' | 'NCHW';

interface Conv2DAttributes {
  strides: number | [number, number];
  pad: Pad;
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: Format;
}

interface Conv3DAttributes {
  strides: number | [number, number, number];
  pad: 'valid' | 'same';
  dilations?: number | [number, number, number];
}

interface FusedAttributes extends Conv2DAttributes {
  activation: string;
  leakyreluAlpha?: number;
}

interface ForInput {
  inputShape: number[];
}

interface ForFilter {
  filterShape: number[];
}

export function registerConvolutionKernels(): void {
  kernel<Conv2DAttributes>('Conv2D', (call) => conv2d(call, false));
  kernel<FusedAttributes>('FusedConv2D', (call) => fused(call, false));
  kernel<Conv2DAttributes & ForInput>('Conv2DBackpropInput', ({ inputs, attrs }) => {
    const filter = float(inputs.filter!);
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs, false);
    const last = isChannelsLast(attrs);
    return channelsLast(gradientOfInput(channelsFirst(float(inputs.dy!), last), outputMajor(filter), windowOf(info), 1), last);
  });
  kernel<Conv2DAttributes & ForFilter>('Conv2DBackpropFilter', ({ inputs, attrs }) => {
    const info = conv2dInfo(inputs.x!.shape, attrs.filterShape, attrs, false);
    const last = isChannelsLast(attrs);
    return gradientOfFilter(channelsFirst(float(inputs.x!), last), channelsFirst(float(inputs.dy!), last), windowOf(info));
  });

  kernel<Conv2DAttributes>('DepthwiseConv2dNative', (call) => conv2d(call, true));
  kernel<FusedAttributes>('FusedDepthwiseConv2D', (call) => fused(call, true));
  kernel<Conv2DAttributes & ForInput>('DepthwiseConv2dNativeBackpropInput', ({ inputs, attrs }) => {
    const filter = float(inputs.filter!);
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs, true);
    return channelsLast(gradientOfInput(channelsFirst(float(inputs.dy!)), channelMajor(filter), windowOf(info), info.inChannels));
  });
  kernel<Conv2DAttributes & ForFilter>('DepthwiseConv2dNativeBackpropFilter', ({ inputs, attrs }) => {
    const info = conv2dInfo(inputs.x!.shape, attrs.filterShape, attrs, true);
    return gradientOfDepthwiseFilter(channelsFirst(float(inputs.x!)), channelsFirst(float(inputs.dy!)), windowOf(info));
  });

  kernel<Conv3DAttributes>('Conv3D', ({ inputs, attrs }) => {
    const filter = float(inputs.filter!);
    const window = windowOf(conv3dInfo(inputs.x!.shape, filter.shape, attrs));
    return channelsLast(convolve(channelsFirst(float(inputs.x!)), outputMajor(filter), null, window, 1));
  });
  kernel<Conv3DAttributes & ForInput>('Conv3DBackpropInputV2', ({ inputs, attrs }) => {
    const filter = float(inputs.filter!);
    const window = windowOf(conv3dInfo(attrs.inputShape, filter.shape, attrs));
    return channelsLast(gradientOfInput(channelsFirst(float(inputs.dy!)), outputMajor(filter), window, 1));
  });
  kernel<Conv3DAttributes & ForFilter>('Conv3DBackpropFilterV2', ({ inputs, attrs }) => {
    const window = windowOf(conv3dInfo(inputs.x!.shape, attrs.filterShape, attrs));
    return gradientOfFilter(channelsFirst(float(inputs.x!)), channelsFirst(float(inputs.dy!)), window);
  });
}

const float = (x: GraphValue) => cast(x, Type.float);

const zeros = (shape: readonly number[]) => expand(scalar(0, Type.float), shape);

const isChannelsLast = ({ dataFormat }: Conv2DAttributes) => dataFormat !== 'NCHW';

function conv2dInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Conv2DAttributes,
  depthwise: boolean,
): Conv2DInfo {
  return backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    depthwise,
    backend_util.convertConv2DDataFormat(attrs.dataFormat ?? 'NHWC'),
  );
}

function conv3dInfo(inputShape: readonly number[], filterShape: readonly number[], attrs: Conv3DAttributes): backend_util.Conv3DInfo {
  return backend_util.computeConv3DInfo(
    inputShape as [number, number, number, number, number],
    filterShape as [number, number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
  );
}

/** @param bias is added by the convolution itself: [out]. */
function conv2d({ inputs, attrs }: KernelCall<Conv2DAttributes>, depthwise: boolean, bias: GraphValue | null = null): GraphValue {
  const x = float(inputs.x!);
  const filter = float(inputs.filter!);
  const info = conv2dInfo(x.shape, filter.shape, attrs, depthwise);
  const last = isChannelsLast(attrs);
  const weights = depthwise ? channelMajor(filter) : outputMajor(filter);
  return channelsLast(convolve(channelsFirst(x, last), weights, bias, windowOf(info), depthwise ? info.inChannels : 1), last);
}

function fused(call: KernelCall<FusedAttributes>, depthwise: boolean): GraphValue {
  const { inputs, attrs } = call;
  const filter = inputs.filter!.shape;
  const channels = depthwise ? filter[2]! * filter[3]! : filter[3]!;
  const bias = inputs.bias === undefined ? null : float(inputs.bias);
  const isVector = bias !== null && bias.shape.length === 1 && bias.shape[0] === channels;
  let y = conv2d(call, depthwise, isVector ? bias : null);
  if (bias !== null && !isVector) y = combine('Add', y, bias);
  const weights = inputs.preluActivationWeights;
  const isWeightVector = weights !== undefined && weights.shape.length === 1 && weights.shape[0] === channels;
  const alongChannels = isWeightVector && !isChannelsLast(attrs) ? reshape(weights, [channels, 1, 1]) : weights;
  return activate(y, attrs.activation, alongChannels, attrs.leakyreluAlpha);
}

/** [..., in, out] to [out, in, ...]. */
function outputMajor(filter: GraphValue): GraphValue {
  const last = filter.shape.length - 1;
  return transpose(filter, [last, last - 1, ...filter.shape.slice(2).map((_, axis) => axis)]);
}

/** [height, width, channels, multiplier] to [channels * multiplier, 1, height, width]. */
function channelMajor(filter: GraphValue): GraphValue {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  return reshape(transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

/** The cells that the window reads, and the padding around them. Where there are no cells, ONNX needs the padding itself. */
function frame(x: GraphValue, window: Window): { x: GraphValue; pads: readonly number[] } {
  const read = crop(x, window);
  const pads = paddingOf(window);
  if (sizeOf(read.shape) > 0) return { x: read, pads };
  return { x: zeros([...x.shape.slice(0, 2), ...extent(window)]), pads: pads.map(() => 0) };
}

/** x [batch, in, ...] with weights [out, in / groups, ...]. */
function convolve(x: GraphValue, weights: GraphValue, bias: GraphValue | null, window: Window, groups: number): GraphValue {
  const framed = frame(x, window);
  const shape = [x.shape[0]!, weights.shape[0]!, ...window.output];
  const inputs = bias === null ? [framed.x, weights] : [framed.x, weights, bias];
  return emit('Conv', inputs, shape, Type.float, { ...windowAttributes(window, framed.pads), group: { int: groups } });
}

/**
 * Each cell of dy [batch, out, ...] spread over the cells that it was computed from, by the same weights [out, in / groups, ...]. A transposed
 * convolution may name a smaller image than dy covers; the rest of dy then counts for nothing.
 */
function gradientOfInput(dy: GraphValue, weights: GraphValue, window: Window, groups: number): GraphValue {
  const read = cropped(window);
  const channels = weights.shape[1]! * groups;
  if (sizeOf(read) === 0 || sizeOf(dy.shape) === 0) return zeros([dy.shape[0]!, channels, ...window.input]);
  const attributes = { ...windowAttributes(window, paddingOf(window)), group: { int: groups } };
  const covered = slice(
    dy,
    dy.shape.map(() => 0),
    [...dy.shape.slice(0, 2), ...window.output],
  );
  const dx = emit('ConvTranspose', [covered, weights], [dy.shape[0]!, channels, ...read], Type.float, attributes);
  return uncrop(dx, window);
}

/** A convolution of x by dy where batch and channels change places, and so do strides and dilations; the result is [..., in, out]. */
function gradientOfFilter(x: GraphValue, dy: GraphValue, window: Window): GraphValue {
  if (sizeOf(dy.shape) === 0) return zeros([...window.filter, x.shape[1]!, dy.shape[1]!]);
  const framed = frame(x, window);
  const shape = [x.shape[1]!, dy.shape[1]!, ...window.filter];
  const exchanged = emit('Conv', [batchSecond(framed.x), batchSecond(dy)], shape, Type.float, {
    ...windowAttributes(exchange(window), framed.pads),
    group: { int: 1 },
  });
  return transpose(exchanged, [...window.filter.map((_, axis) => axis + 2), 0, 1]);
}

/** The same for each channel apart, as groups; the result is [height, width, channels, multiplier]. */
function gradientOfDepthwiseFilter(x: GraphValue, dy: GraphValue, window: Window): GraphValue {
  if (sizeOf(dy.shape) === 0) return zeros([...window.filter, x.shape[1]!, dy.shape[1]! / x.shape[1]!]);
  const framed = frame(x, window);
  const [batch, channels, ...read] = framed.x.shape as [number, number, ...number[]];
  const multiplier = dy.shape[1]! / channels;
  const rows = reshape(batchSecond(framed.x), [1, channels * batch, ...read]);
  const sums = emit('Conv', [rows, batchSecond(dy)], [1, dy.shape[1]!, ...window.filter], Type.float, {
    ...windowAttributes(exchange(window), framed.pads),
    group: { int: channels },
  });
  return transpose(reshape(sums, [channels, multiplier, ...window.filter]), [2, 3, 0, 1]);
}

const exchange = (window: Window): Window => ({
  ...window,
  filter: window.output,
  output: window.filter,
  strides: window.dilations,
  dilations: window.strides,
});

function batchSecond(x: GraphValue): GraphValue {
  return transpose(
    x,
    x.shape.map((_, axis) => (axis < 2 ? 1 - axis : axis)),
  );
}

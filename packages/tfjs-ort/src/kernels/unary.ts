import { apply } from '../graph/arithmetic';
import { cast, emit, scalar } from '../graph/emit';
import { type ElementType, type GraphValue, ElementType as Type } from '../graph/value';
import { kernel } from './register';

const toFloat = (x: GraphValue) => cast(x, Type.float);

/** Kernels that are one ONNX operator on floats. */
const FLOAT_OPERATORS: Record<string, string> = {
  Sqrt: 'Sqrt',
  Exp: 'Exp',
  Log: 'Log',
  Sin: 'Sin',
  Cos: 'Cos',
  Tan: 'Tan',
  Asin: 'Asin',
  Acos: 'Acos',
  Atan: 'Atan',
  Sinh: 'Sinh',
  Cosh: 'Cosh',
  Asinh: 'Asinh',
  Acosh: 'Acosh',
  Atanh: 'Atanh',
  Tanh: 'Tanh',
  Sigmoid: 'Sigmoid',
  Erf: 'Erf',
  Reciprocal: 'Reciprocal',
};

/** Kernels that leave integers as they are. */
const ROUNDING_OPERATORS: Record<string, string> = { Floor: 'Floor', Ceil: 'Ceil', Round: 'Round' };

/** Kernels that keep float and integer types. */
const TYPED_OPERATORS: Record<string, string> = { Neg: 'Neg', Abs: 'Abs' };

const numeric = (x: GraphValue) => (x.type === Type.bool ? cast(x, Type.int32) : x);

function filter(x: GraphValue, type: ElementType, test: (x: GraphValue) => GraphValue): GraphValue {
  return cast(test(x), type);
}

export function registerUnaryKernels(): void {
  for (const [name, op] of Object.entries(FLOAT_OPERATORS)) kernel(name, ({ inputs }) => apply(op, toFloat(inputs.x!)));
  for (const [name, op] of Object.entries(TYPED_OPERATORS)) kernel(name, ({ inputs }) => apply(op, numeric(inputs.x!)));
  for (const [name, op] of Object.entries(ROUNDING_OPERATORS)) {
    kernel(name, ({ inputs }) => (inputs.x!.type === Type.float ? apply(op, inputs.x!) : inputs.x!));
  }
  kernel('Sign', ({ inputs }) => {
    const sign = apply('Sign', numeric(inputs.x!));
    // TensorFlow.js gives NaN the sign 0.
    return sign.type === Type.float ? emit('Where', [isNan(sign), scalar(0, Type.float), sign], sign.shape, sign.type) : sign;
  });
  kernel('Relu', ({ inputs }) => {
    const x = numeric(inputs.x!);
    return x.type === Type.float ? apply('Relu', x) : apply('Max', x, scalar(0, x.type));
  });
  kernel('Relu6', ({ inputs }) => apply('Clip', inputs.x!, scalar(0, inputs.x!.type), scalar(6, inputs.x!.type)));
  kernel('Square', ({ inputs }) => apply('Mul', inputs.x!, inputs.x!));
  kernel('Rsqrt', ({ inputs }) => apply('Reciprocal', apply('Sqrt', toFloat(inputs.x!))));
  kernel('Log1p', ({ inputs }) => log1p(toFloat(inputs.x!)));
  kernel('Expm1', ({ inputs }) => expm1(toFloat(inputs.x!)));
  kernel('Softplus', ({ inputs }) => softplus(toFloat(inputs.x!)));
  kernel('Elu', ({ inputs }) => apply('Elu', toFloat(inputs.x!)));
  kernel('Selu', ({ inputs }) => apply('Selu', toFloat(inputs.x!)));
  kernel<{ alpha: number }>('LeakyRelu', ({ inputs, attrs }) => {
    const x = toFloat(inputs.x!);
    return emit('LeakyRelu', [x], x.shape, x.type, { alpha: { float: attrs.alpha } });
  });
  kernel<{ alpha: number }>('Step', ({ inputs, attrs }) => {
    const x = toFloat(inputs.x!);
    const positive = emit('Greater', [x, scalar(0, Type.float)], x.shape, Type.bool);
    const step = emit('Where', [positive, scalar(1, Type.float), scalar(attrs.alpha ?? 0, Type.float)], x.shape, Type.float);
    const result = emit('Where', [isNan(x), x, step], x.shape, Type.float);
    return inputs.x!.type === Type.int32 ? cast(result, Type.int32) : result;
  });
  kernel<{ clipValueMin: number; clipValueMax: number }>('ClipByValue', ({ inputs, attrs }) => {
    const x = inputs.x!;
    return apply('Clip', x, scalar(attrs.clipValueMin, x.type), scalar(attrs.clipValueMax, x.type));
  });
  kernel('IsNan', ({ inputs }) => filter(toFloat(inputs.x!), Type.bool, isNan));
  kernel('IsInf', ({ inputs }) => filter(toFloat(inputs.x!), Type.bool, isInfinite));
  kernel('IsFinite', ({ inputs }) =>
    filter(toFloat(inputs.x!), Type.bool, (x) =>
      emit('Not', [emit('Or', [isNan(x), isInfinite(x)], x.shape, Type.bool)], x.shape, Type.bool),
    ),
  );
}

export const isNan = (x: GraphValue) => emit('IsNaN', [x], x.shape, Type.bool);
const isInfinite = (x: GraphValue) => emit('IsInf', [x], x.shape, Type.bool);

/** log(1 + x) without losing small x: log(u) * x / (u - 1) with u = 1 + x rounded (W. Kahan), and x itself where u is 1. */
function log1p(x: GraphValue): GraphValue {
  const one = scalar(1, Type.float);
  const u = apply('Add', x, one);
  const difference = apply('Sub', u, one);
  const scaled = apply('Mul', apply('Log', u), apply('Div', x, difference));
  const small = emit('Equal', [u, one], x.shape, Type.bool);
  const infinite = emit('IsInf', [u], x.shape, Type.bool);
  const large = emit('Where', [infinite, apply('Log', u), scaled], x.shape, Type.float);
  return emit('Where', [small, x, large], x.shape, Type.float);
}

/** exp(x) - 1 = 2 sinh(x / 2) exp(x / 2), which keeps small x. */
function expm1(x: GraphValue): GraphValue {
  const half = apply('Mul', x, scalar(0.5, Type.float));
  const small = emit('Less', [apply('Abs', x), scalar(0.5, Type.float)], x.shape, Type.bool);
  const nearZero = apply('Mul', apply('Mul', apply('Sinh', half), apply('Exp', half)), scalar(2, Type.float));
  return emit('Where', [small, nearZero, apply('Sub', apply('Exp', x), scalar(1, Type.float))], x.shape, Type.float);
}

/** log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)), which does not overflow. */
function softplus(x: GraphValue): GraphValue {
  const decay = apply('Exp', apply('Neg', apply('Abs', x)));
  return apply('Add', apply('Max', x, scalar(0, Type.float)), log1p(decay));
}

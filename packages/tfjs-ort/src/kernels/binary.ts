import { apply, broadcast, combine } from '../graph/arithmetic';
import { cast, emit, scalar } from '../graph/emit';
import { type GraphValue, ElementType as Type } from '../graph/value';
import { kernel } from './register';
import { isNan } from './unary';

const arithmetic = (x: GraphValue) => (x.type === Type.bool ? cast(x, Type.int32) : x);

/** ONNX operators for kernels whose result has the type of the operands. */
const ARITHMETIC_OPERATORS: Record<string, string> = { Add: 'Add', Sub: 'Sub', Multiply: 'Mul' };

const COMPARISON_OPERATORS: Record<string, string> = {
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
};

const LOGICAL_OPERATORS: Record<string, string> = { LogicalAnd: 'And', LogicalOr: 'Or', LogicalXor: 'Xor' };

const truth = (x: GraphValue) => cast(x, Type.bool);

export function registerBinaryKernels(): void {
  for (const [name, op] of Object.entries(ARITHMETIC_OPERATORS)) {
    kernel(name, ({ inputs }) => combine(op, arithmetic(inputs.a!), arithmetic(inputs.b!)));
  }
  for (const [name, op] of Object.entries(COMPARISON_OPERATORS)) {
    kernel(name, ({ inputs }) => combine(op, arithmetic(inputs.a!), arithmetic(inputs.b!), Type.bool));
  }
  for (const [name, op] of Object.entries(LOGICAL_OPERATORS)) {
    kernel(name, ({ inputs }) => combine(op, truth(inputs.a!), truth(inputs.b!), Type.bool));
  }
  kernel('LogicalNot', ({ inputs }) => emit('Not', [truth(inputs.x!)], inputs.x!.shape, Type.bool));
  kernel('Equal', ({ inputs }) => combine('Equal', inputs.a!, inputs.b!, Type.bool));
  kernel('NotEqual', ({ inputs }) => {
    const equal = combine('Equal', inputs.a!, inputs.b!, Type.bool);
    return emit('Not', [equal], equal.shape, Type.bool);
  });
  kernel('BitwiseAnd', ({ inputs }) => combine('BitwiseAnd', inputs.a!, inputs.b!));
  kernel('RealDiv', ({ inputs }) => combine('Div', cast(inputs.a!, Type.float), cast(inputs.b!, Type.float)));
  kernel('Maximum', ({ inputs }) => combine('Max', arithmetic(inputs.a!), arithmetic(inputs.b!)));
  kernel('Minimum', ({ inputs }) => combine('Min', arithmetic(inputs.a!), arithmetic(inputs.b!)));
  kernel('SquaredDifference', ({ inputs }) => {
    const difference = combine('Sub', arithmetic(inputs.a!), arithmetic(inputs.b!));
    return apply('Mul', difference, difference);
  });
  kernel('Pow', ({ inputs }) => pow(arithmetic(inputs.a!), arithmetic(inputs.b!)));
  kernel('FloorDiv', ({ inputs }) => floorDivide(arithmetic(inputs.a!), arithmetic(inputs.b!)));
  kernel('Mod', ({ inputs }) => floorModulo(arithmetic(inputs.a!), arithmetic(inputs.b!)));
  kernel('Atan2', ({ inputs }) => atan2(cast(inputs.a!, Type.float), cast(inputs.b!, Type.float)));
  kernel('Prelu', ({ inputs }) => {
    return prelu(cast(inputs.x!, Type.float), cast(inputs.alpha!, Type.float));
  });
  kernel('EluGrad', ({ inputs }) => {
    const { dy, y } = inputs;
    const slope = emit('Where', [positiveOrZero(y!), scalar(1, Type.float), apply('Add', y!, scalar(1, Type.float))], y!.shape, Type.float);
    return combine('Mul', dy!, slope);
  });
  kernel('AddN', ({ inputs }) => {
    const values = Object.values(inputs);
    return values.length === 1 ? values[0]! : values.slice(1).reduce((sum, value) => combine('Add', sum, value), values[0]!);
  });
}

/** x where x is positive, alpha x elsewhere. */
export function prelu(x: GraphValue, alpha: GraphValue): GraphValue {
  const zero = scalar(0, x.type);
  return combine('Add', combine('Mul', combine('Min', x, zero), alpha), combine('Max', x, zero));
}

const positiveOrZero = (x: GraphValue) => emit('GreaterOrEqual', [x, scalar(0, x.type)], x.shape, Type.bool);

/** Integers go through floats: ONNX Runtime's integer power has no answer for negative exponents. */
function pow(a: GraphValue, b: GraphValue): GraphValue {
  return cast(combine('Pow', cast(a, Type.float), cast(b, Type.float)), a.type);
}

/** The floor of a / b, also for negative operands (ONNX division truncates integers). */
function floorDivide(a: GraphValue, b: GraphValue): GraphValue {
  if (a.type === Type.float) return apply('Floor', combine('Div', a, b));
  const remainder = combine('Mod', a, b);
  return combine('Div', combine('Sub', a, remainder), b);
}

/** a - floor(a / b) * b: the remainder has the sign of b. */
function floorModulo(a: GraphValue, b: GraphValue): GraphValue {
  if (a.type !== Type.float) return combine('Mod', a, b);
  const shape = broadcast(a.shape, b.shape);
  const remainder = emit('Mod', [a, b], shape, Type.float, { fmod: { int: 1 } });
  const zero = scalar(0, Type.float);
  const product = combine('Mul', apply('Sign', remainder), apply('Sign', b));
  const oppositeSigns = emit('Less', [product, zero], shape, Type.bool);
  return emit('Where', [oppositeSigns, combine('Add', remainder, b), remainder], shape, Type.float);
}

/** The angle of (b, a), from atan with the quadrant repaired. */
function atan2(a: GraphValue, b: GraphValue): GraphValue {
  const shape = broadcast(a.shape, b.shape);
  const zero = scalar(0, Type.float);
  const angle = apply('Atan', combine('Div', a, b));
  const left = emit('Less', [b, zero], b.shape, Type.bool);
  const below = emit('Less', [a, zero], a.shape, Type.bool);
  const turn = emit('Where', [below, scalar(-Math.PI, Type.float), scalar(Math.PI, Type.float)], a.shape, Type.float);
  const turned = emit('Where', [left, combine('Add', angle, turn), angle], shape, Type.float);
  const both = combine(
    'And',
    emit('Equal', [a, zero], a.shape, Type.bool),
    combine('And', emit('Equal', [b, zero], b.shape, Type.bool), emit('Not', [isNan(b)], b.shape, Type.bool), Type.bool),
    Type.bool,
  );
  return emit('Where', [both, zero, turned], shape, Type.float);
}

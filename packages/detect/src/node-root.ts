export * from './index';
export * from './node';

import type { SchemaElement } from 'hyparquet';

/** A column, or a part of one, of a table to write. */
export interface ColumnType {
  name: string;
  elements: (name: string) => SchemaElement[];
}

type Repetition = 'REQUIRED' | 'OPTIONAL';

const primitive =
  (type: NonNullable<SchemaElement['type']>, more: Partial<SchemaElement> = {}) =>
  (name: string, repetition: Repetition = 'OPTIONAL'): ColumnType => ({
    name,
    elements: (as) => [{ name: as, type, repetition_type: repetition, ...more }],
  });

export const text = primitive('BYTE_ARRAY', { converted_type: 'UTF8' });
export const integer = primitive('INT32');
export const truth = primitive('BOOLEAN');

export function struct(name: string, fields: readonly ColumnType[]): ColumnType {
  return {
    name,
    elements: (as) => [
      { name: as, num_children: fields.length, repetition_type: 'REQUIRED' },
      ...fields.flatMap((field) => field.elements(field.name)),
    ],
  };
}

/** The layout that Parquet prescribes for lists (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists). */
export function list(name: string, element: ColumnType): ColumnType {
  return {
    name,
    elements: (as) => [
      { name: as, converted_type: 'LIST', num_children: 1, repetition_type: 'OPTIONAL' },
      { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
      ...element.elements('element'),
    ],
  };
}

export function tableSchema(columns: readonly ColumnType[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap((column) => column.elements(column.name))];
}

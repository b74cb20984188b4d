import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { type ColumnType, tableSchema } from './parquet-schema';
import type { RecordWriter } from './record-writer';

/** Rows of a row group; what `datasets` of Hugging Face writes too. */
const ROW_GROUP_ROWS = 1000;

/** A row group with pictures in it ends sooner. */
const ROW_GROUP_CHARACTERS = 32 * 1024 * 1024;

/** A row: a value for each column; a column that is missing is null. */
export type TableRow = Record<string, unknown>;

/** Writes rows as a Parquet table, packed with Snappy, a row group at a time. */
export function parquetTableWriter(path: string, columns: readonly ColumnType[]): RecordWriter<TableRow> {
  const writer = new ParquetWriter({ writer: fileWriter(path), schema: tableSchema(columns), createdBy: 'tldr-rm' });
  let rows: TableRow[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const columnData = columns.map(({ name }) => ({ name, data: rows.map((row) => row[name] ?? null) }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    rows = [];
    characters = 0;
  };
  return {
    async write(row) {
      rows.push(row);
      for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 0;
      if (rows.length === ROW_GROUP_ROWS || characters > ROW_GROUP_CHARACTERS) await flush();
    },
    async end() {
      await flush();
      await writer.finish();
    },
  };
}

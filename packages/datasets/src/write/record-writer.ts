/** Writes records into one kind of file. */
export interface RecordWriter<Record> {
  write(record: Record): Promise<void>;
  /** Ends the file. */
  end(): Promise<void>;
}

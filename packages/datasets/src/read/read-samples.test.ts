import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { InputError, JsonlError } from '@tldr-rm/schema';
import { fileWriter, ParquetWriter, parquetWriteFile } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { RecordError } from '../record-error';
import { readAll } from '../testing/read-all';
import { temporaryFolder } from '../testing/temporary-folder';
import { MAX_RECORD_BYTES } from './json-elements';
import { MAX_ROW_GROUP_BYTES } from './parquet';
import { type ReadSample, readSamples } from './read-samples';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

async function written(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, contents);
  return path;
}

const COCO = {
  info: { description: 'two pictures' },
  images: [
    { id: 42, file_name: '000000000042.jpg', height: 2, width: 2 },
    { id: 7, file_name: '000000000007.jpg', height: 2, width: 2 },
  ],
  licenses: [{ id: 1, name: 'none' }],
  annotations: [
    { image_id: 7, id: 100, caption: 'A dog on a "red" sofa.' },
    { image_id: 42, id: 101, caption: 'Ein Hündchen 🐕.' },
    { image_id: 7, id: 102, caption: 'A sofa.' },
  ],
};

const VISUAL_GENOME = [
  { id: 1, qas: [{ a_objects: [], question: 'What colour is the clock?', image_id: 1, qa_id: 986769, answer: 'Green.', q_objects: [] }] },
  { id: 2, qas: [] },
  {
    id: 3,
    qas: [
      { question: 'Where?', image_id: 3, qa_id: 5, answer: 'Here.' },
      { question: 'When?', image_id: 3, qa_id: 6, answer: 'Now.' },
    ],
  },
];

describe('COCO captions', () => {
  test('give a sample for each caption, with the name of its image', async () => {
    expect(await readAll(await written('captions.json', JSON.stringify(COCO)))).toEqual([
      {
        sample: { id: '100', image: '000000000007.jpg', prompt: 'Describe the image.', response: 'A dog on a "red" sofa.' },
        position: { unit: 'record', number: 1 },
      },
      {
        sample: { id: '101', image: '000000000042.jpg', prompt: 'Describe the image.', response: 'Ein Hündchen 🐕.' },
        position: { unit: 'record', number: 2 },
      },
      {
        sample: { id: '102', image: '000000000007.jpg', prompt: 'Describe the image.', response: 'A sofa.' },
        position: { unit: 'record', number: 3 },
      },
    ]);
  });

  test('are the same where captions come before images, indented, or packed', async () => {
    const { annotations, images, ...rest } = COCO;
    const expected = await readAll(await written('captions.json', JSON.stringify(COCO)));
    expect(await readAll(await written('captions.json', JSON.stringify({ annotations, images, ...rest })))).toEqual(expected);
    expect(await readAll(await written('captions.json', `\ufeff${JSON.stringify(COCO, null, 2)}\n`))).toEqual(expected);
    expect(await readAll(await written('captions.json.gz', gzipSync(JSON.stringify(COCO))))).toEqual(expected);
  });

  test('take another prompt, and the folder of the images', async () => {
    const path = await written('captions.json', JSON.stringify(COCO));
    const [first] = await readAll(path, { prompt: 'What is this?', imageFolder: join(dirname(path), '..', 'train 2017') });
    expect(first!.sample).toMatchObject({ prompt: 'What is this?', image: '../train 2017/000000000007.jpg' });
  });

  test('keep ids apart that a number cannot hold, and refuse those whose digits are gone', async () => {
    const [one, other] = ['9007199254740993', '9007199254740992'];
    const document = (first: string, caption: string): string =>
      `{"images":[{"id":${first},"file_name":"a.jpg"},{"id":${other},"file_name":"b.jpg"}],"annotations":[{"id":${first},"image_id":${first},"caption":"A."},` +
      `{"id":${caption},"image_id":"${other}","caption":"B."}]}`;
    const samples = (await readAll(await written('captions.json', document(one, '-9007199254740995')))).map(({ sample }) => sample);
    expect(samples).toMatchObject([
      { id: one, image: 'a.jpg' },
      { id: '-9007199254740995', image: 'b.jpg' },
    ]);
    await expect(readAll(await written('captions.json', document('9007199254740993.0', '1')))).rejects.toThrow('loses digits');
  });

  test('may list an image twice under one name', async () => {
    const images = [...COCO.images, COCO.images[0]];
    expect(await readAll(await written('captions.json', JSON.stringify({ ...COCO, images })))).toHaveLength(3);
  });

  test.each([
    ['an image under two names', { ...COCO, images: [...COCO.images, { id: '7', file_name: 'x.jpg' }] }, 3, 'image 7 is listed twice'],
    ['a caption under an id that was there', { ...COCO, annotations: [...COCO.annotations, COCO.annotations[1]] }, 4, 'stands in record 2'],
    ['a caption without text', { ...COCO, annotations: [COCO.annotations[0], { image_id: 7, id: 3 }] }, 2, 'caption'],
    ['a caption of no image', { ...COCO, annotations: [{ image_id: 9, id: 3, caption: 'x' }] }, 1, 'image 9'],
    ['an image without a name', { images: [{ id: 3 }], annotations: [] }, 1, 'file_name'],
  ])('name %s by file and record', async (_, document, number, problem) => {
    const path = await written('captions.json', JSON.stringify(document));
    const reading = readAll(path);
    await expect(reading).rejects.toThrow(RecordError);
    await expect(reading).rejects.toMatchObject({ code: 'DATASET_RECORD', file: path, position: { unit: 'record', number } });
    await expect(reading).rejects.toThrow(problem);
  });
});

describe('Visual Genome', () => {
  test('gives a sample for each question', async () => {
    const samples = await readAll(await written('question_answers.json', JSON.stringify(VISUAL_GENOME)), { imageFolder: 'VG_100K' });
    expect(samples.map(({ sample }) => sample)).toMatchObject([
      { id: '986769', prompt: 'What colour is the clock?', response: 'Green.' },
      { id: '5', prompt: 'Where?', response: 'Here.' },
      { id: '6', prompt: 'When?', response: 'Now.' },
    ]);
    expect(samples[0]!.sample.image).toMatch(/\/VG_100K\/1\.jpg$/);
    expect(samples.map(({ position }) => position.number)).toEqual([1, 3, 3]);
  });

  test('keeps ids that a number cannot hold, and refuses one that comes twice', async () => {
    const text = JSON.stringify(VISUAL_GENOME)
      .replace('"qa_id":6', '"qa_id":9007199254740993')
      .replaceAll('"image_id":3', '"image_id":90071992547409931');
    const [, , last] = await readAll(await written('qa.json', text));
    expect(last!.sample).toMatchObject({ id: '9007199254740993', image: '90071992547409931.jpg' });
    const twice = await written('qa.json', JSON.stringify(VISUAL_GENOME).replace('"qa_id":6', '"qa_id":986769'));
    await expect(readAll(twice)).rejects.toThrow('the id 986769 stands in record 1 too');
  });

  test('is refused where it is not UTF-8', async () => {
    const path = await written('qa.json', Buffer.from(JSON.stringify(VISUAL_GENOME).replace('Green', 'Vert clair, \xe9'), 'latin1'));
    await expect(readAll(path)).rejects.toThrow('not UTF-8');
  });

  test('is named by record where it is broken, after the samples before it', async () => {
    const text = JSON.stringify(VISUAL_GENOME);
    const path = await written('question_answers.json', text.slice(0, text.indexOf('"id":3') + 20));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { sample } of readSamples(path)) seen.push(sample.id);
    })();
    await expect(reading).rejects.toMatchObject({ position: { unit: 'record', number: 3 }, message: expect.stringContaining('ends here') });
    expect(seen).toEqual(['986769']);
    await expect(readAll(await written('qa.json', '[{"qas":[]},{"qas":[]}}'))).rejects.toMatchObject({ position: { number: 3 } });
  });

  test('is not read on where a record has no end', async () => {
    const path = await written('question_answers.json', `[{"qas":[]},{"id":"${'x'.repeat(MAX_RECORD_BYTES + (1 << 20))}`);
    await expect(readAll(path)).rejects.toMatchObject({ position: { number: 2 }, message: expect.stringContaining('longer than') });
  });
});

describe('JSONL', () => {
  test('of samples is read as it is, packed or not; images may lie elsewhere', async () => {
    const sample = { id: 'a', image: 'a.png', prompt: 'p', response: 'A cat.', spans: [{ start: 2, end: 5, label: 'hallucinated' }] };
    const text = `${JSON.stringify(sample)}\n\n${JSON.stringify({ ...sample, id: 'b' })}\n`;
    const path = await written('samples.jsonl', text);
    const expected = [
      { sample, position: { unit: 'line', number: 1 } },
      { sample: { ...sample, id: 'b' }, position: { unit: 'line', number: 3 } },
    ];
    expect(await readAll(path)).toEqual(expected);
    expect(await readAll(await written('samples.jsonl.gz', gzipSync(text)))).toEqual(expected);
    expect((await readAll(path, { imageFolder: join(dirname(path), 'images') }))[0]!.sample.image).toBe('images/a.png');
    await expect(readAll(await written('broken.jsonl', '{"id":3}'))).rejects.toThrow(JsonlError);
  });

  test('is as lenient as a table: null is absent, numbers are ids, a missing prompt is that of all; other keys are kept', async () => {
    const nulls = '"image":null,"spans":null,"hallucinated":null,"original":null';
    const path = await written(
      'samples.jsonl',
      `{"id":1,${nulls},"prompt":"p","response":"A dog.","source":"mine","split":null}\n{"id":2,"prompt":null,"response":"A cat."}`,
    );
    expect((await readAll(path, { prompt: 'What is it?' })).map(({ sample }) => sample)).toEqual([
      { id: '1', prompt: 'p', response: 'A dog.', source: 'mine', split: null },
      { id: '2', prompt: 'What is it?', response: 'A cat.' },
    ]);
  });

  test.each([
    ['an id that has lost digits', '{"id":9007199254740993,"prompt":"p","response":"r"}', 'id: the number loses digits'],
    ['spans that deny the flag', '{"id":"1","prompt":"p","response":"A dog.","hallucinated":true,"spans":[]}', 'no span is labelled'],
    ['markup for a picture', '{"id":"1","prompt":"p","response":"A dog.","image":"<svg/>"}', 'image: '],
    ['conversations', '{"id":"7","conversations":[]}', 'taken for samples: one JSON object a line, with "id", "prompt" and "response"'],
    ['an array', '[1]', 'expected'],
  ])('with %s is refused by line', async (_, line, problem) => {
    const reading = readAll(await written('samples.jsonl', line), { format: 'jsonl' });
    await expect(reading).rejects.toMatchObject({ code: 'JSONL_LINE', line: 1, message: expect.stringContaining(problem) });
  });

  test('of DOCCI with an id twice is refused by line', async () => {
    const line = JSON.stringify({ example_id: 'a', image_file: 'a.jpg', description: 'A dog.' });
    await expect(readAll(await written('docci.jsonl', `${line}\n${line}`))).rejects.toMatchObject({ code: 'JSONL_LINE', line: 2 });
  });

  test('of DOCCI gives descriptions, and keeps its other keys', async () => {
    const line = {
      example_id: 'train_00000',
      split: 'train',
      image_file: 'train_00000.jpg',
      description: 'An indoor angled down medium view.',
    };
    expect(await readAll(await written('docci.jsonlines', JSON.stringify(line)))).toEqual([
      {
        sample: { id: 'train_00000', image: 'train_00000.jpg', prompt: 'Describe the image.', response: line.description, split: 'train' },
        position: { unit: 'line', number: 1 },
      },
    ]);
  });
});

describe('Parquet', () => {
  test.each(['snappy', 'zstd', 'gzip'])(
    'of another writer is read, packed with %s; pictures within become files, one for each picture',
    async (codec) => {
      const folder = await temporaryFolder();
      const path = fixture(`questions-${codec}.parquet`);
      const samples = (await readAll(path, { unpackImages: join(folder, 'pictures') })).map(({ sample }) => sample);
      expect(samples).toMatchObject([
        { id: '9007199254740993', prompt: 'Which colour is it?', response: 'It is red.' },
        { id: '2', prompt: 'Is it blue?', response: 'No. 🍎 is red.' },
        { id: '3', prompt: 'Is it blue?', response: 'Yes.' },
        { id: '4', prompt: 'Is it green?', response: 'Yes.', image: 'pictures/green.png' },
        { id: '5', prompt: 'Is there a picture?', response: 'No.' },
      ]);
      expect(samples[0]!.image).toBe(samples[1]!.image);
      expect(samples[4]).not.toHaveProperty('image');
      expect(await readdir(join(folder, 'pictures'))).toHaveLength(2);
      for (const sample of samples.slice(0, 3)) {
        expect((await readFile(resolve(dirname(path), sample.image!))).subarray(1, 4).toString()).toBe('PNG');
      }
    },
  );

  test('has its pictures as data URIs where no folder is given', async () => {
    const [first] = await readAll(fixture('questions-snappy.parquet'));
    expect(first!.sample.image).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
    expect(first!.position).toEqual({ unit: 'row', number: 1 });
  });

  test('with several captions of a picture gives a sample for each; columns may be named', async () => {
    const samples = await readAll(fixture('captions.parquet'), { columns: { image: 'filename' }, imageFolder: fixture('pictures') });
    expect(samples).toEqual([
      {
        sample: { id: '1/1', image: 'pictures/a.jpg', prompt: 'Describe the image.', response: 'A dog.' },
        position: { unit: 'row', number: 1 },
      },
      {
        sample: { id: '1/2', image: 'pictures/a.jpg', prompt: 'Describe the image.', response: 'A brown dog.' },
        position: { unit: 'row', number: 1 },
      },
      {
        sample: { id: '2/1', image: 'pictures/b.jpg', prompt: 'Describe the image.', response: 'A cat.' },
        position: { unit: 'row', number: 2 },
      },
    ]);
  });

  test('is refused, and its columns named, where one is not there', async () => {
    const path = fixture('captions.parquet');
    await expect(readAll(path, { columns: { response: 'blip' } })).rejects.toMatchObject({
      code: 'DATASET_COLUMNS',
      message: expect.stringContaining('It has: filename, caption.'),
    });
  });

  const table = async (columnData: Parameters<typeof parquetWriteFile>[0]['columnData']): Promise<string> => {
    const path = await written('table.parquet', '');
    parquetWriteFile({ filename: path, columnData });
    return path;
  };

  test.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'BYTE_ARRAY'],
    ['XML as text', '\ufeff <?xml version="1.0"?>', 'STRING'],
    ['BMP', Buffer.from('BM6\0\0\0'), 'BYTE_ARRAY'],
    ['PDF', Buffer.from('%PDF-1.7\n'), 'BYTE_ARRAY'],
  ] as const)('with a picture that is %s is refused, not taken for a path', async (_, bytes, type) => {
    const path = await table([
      { name: 'caption', data: ['A dog.'], type: 'STRING' },
      { name: 'image', data: [bytes], type },
    ]);
    await expect(readAll(path)).rejects.toMatchObject({
      position: { unit: 'row', number: 1 },
      message: expect.stringContaining('PNG, JPEG'),
    });
  });

  test('has paths in bytes, and pictures in base64', async () => {
    const base64 = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(80)]).toString('base64');
    const path = await table([
      { name: 'caption', data: ['A dog.', 'A cat.'], type: 'STRING' },
      { name: 'image', data: [Buffer.from('images/ä.png'), Buffer.from(base64)], type: 'BYTE_ARRAY' },
    ]);
    expect((await readAll(path)).map(({ sample }) => sample.image)).toEqual(['images/ä.png', `data:image/png;base64,${base64}`]);
  });

  test.each(['caption', 'prompt', 'original', 'id', 'source'])('with a %s that is not UTF-8 is refused by row', async (name) => {
    const latin = [Buffer.from('Cafe'), Buffer.from('Caf\xe9', 'latin1')];
    for (const type of ['BYTE_ARRAY', 'STRING'] as const) {
      if (name === 'source' && type === 'BYTE_ARRAY') continue;
      const columns = [
        { name, data: latin, type },
        ...(name === 'caption' ? [] : [{ name: 'caption', data: ['A.', 'B.'], type: 'STRING' as const }]),
      ];
      await expect(readAll(await table(columns))).rejects.toMatchObject({
        position: { number: 2 },
        message: expect.stringContaining('UTF-8'),
      });
    }
  });

  test('keeps columns of texts, numbers, truths and times beside those that are fields', async () => {
    const path = await table([
      { name: 'caption', data: ['A dog.', 'A cat.'], type: 'STRING' },
      { name: 'response', data: ['not chosen', 'not chosen'], type: 'STRING' },
      { name: 'source', data: ['mine', null as unknown as string], type: 'STRING' },
      { name: 'number', data: [3n, 9007199254740993n], type: 'INT64' },
      { name: 'made', data: [new Date(0), new Date(1000)], type: 'TIMESTAMP' },
      { name: 'vector', data: [Buffer.from([1, 255]), Buffer.from([0])], type: 'BYTE_ARRAY' },
    ]);
    expect((await readAll(path, { columns: { response: 'caption' } })).map(({ sample }) => sample)).toEqual([
      { id: '1', prompt: 'Describe the image.', response: 'A dog.', source: 'mine', number: 3, made: '1970-01-01T00:00:00.000Z' },
      { id: '2', prompt: 'Describe the image.', response: 'A cat.', number: '9007199254740993', made: '1970-01-01T00:00:01.000Z' },
    ]);
  });

  test('with a picture of no known kind is named by row', async () => {
    const path = await written('bytes.parquet', '');
    parquetWriteFile({
      filename: path,
      columnData: [
        { name: 'caption', data: ['A cat.', 'A dog.'], type: 'STRING' },
        { name: 'image', data: [Buffer.from('ffd8ffe0', 'hex'), Buffer.from('BM\xff\0', 'latin1')], type: 'BYTE_ARRAY' },
      ],
    });
    const seen: ReadSample[] = [];
    const reading = (async () => {
      for await (const sample of readSamples(path)) seen.push(sample);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'DATASET_RECORD', position: { unit: 'row', number: 2 } });
    expect(seen).toMatchObject([{ sample: { id: '1', image: 'data:image/jpeg;base64,/9j/4A==' } }]);
  });

  test('reading goes on behind records that cannot be used, of every format, where that is asked for', async () => {
    const table = await written('twice.parquet', '');
    parquetWriteFile({
      filename: table,
      columnData: [
        { name: 'caption', data: ['A cat.', 'A dog.', 'A cow.'], type: 'STRING' },
        { name: 'image', data: ['a.png', '<svg/>', 'c.png'], type: 'STRING' },
      ],
    });
    const annotations = [
      ...COCO.annotations.slice(0, 1),
      { image_id: 8, id: 5, caption: 'Gone.' },
      { id: 6 },
      ...COCO.annotations.slice(1),
    ];
    const docci = (id: number): string => JSON.stringify({ example_id: `${id}`, image_file: `${id}.jpg`, description: 'A dog.' });
    const files: [path: string, samples: number, left: object[]][] = [
      [table, 2, [{ position: { unit: 'row', number: 2 } }]],
      [await written('c.json', JSON.stringify({ ...COCO, annotations })), 3, [{ position: { number: 2 } }, { position: { number: 3 } }]],
      [await written('d.jsonl', `${docci(1)}\n${docci(1)}\n{"example_id":\n${docci(2)}\n`), 2, [{ line: 2 }, { line: 3 }]],
      [await written('v.json', JSON.stringify([{ qas: [{}] }, ...VISUAL_GENOME])), 3, [{ position: { unit: 'record', number: 1 } }]],
      [await written('s.jsonl', '{"id":\n{"id":"a"}\n{"id":"b","prompt":"p","response":"r"}\n'), 1, [{ line: 1 }, { line: 2 }]],
    ];
    for (const [path, samples, expected] of files) {
      const left: unknown[] = [];
      expect(await readAll(path, { onBadRecord: async (error) => void left.push(error) })).toHaveLength(samples);
      expect(left).toMatchObject(expected);
    }
  });

  test('is refused where a row group would fill the memory', async () => {
    const path = await written('large.parquet', '');
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    ] as const;
    const writer = new ParquetWriter({ writer: fileWriter(path), schema: [...schema] });
    await writer.write({ columnData: [{ name: 'text', data: ['A cat.'] }] });
    writer.row_groups[0]!.columns[0]!.meta_data!.total_uncompressed_size = BigInt(MAX_ROW_GROUP_BYTES + 1);
    await writer.finish();
    await expect(readAll(path)).rejects.toMatchObject({ code: 'ROW_GROUP_TOO_LARGE', message: expect.stringContaining('row_group_size') });
  });

  test('is refused where it is no Parquet, or cut off', async () => {
    const bytes = await readFile(fixture('questions-snappy.parquet'));
    for (const broken of [bytes.subarray(0, bytes.length - 20), bytes.subarray(0, 6), Buffer.concat([bytes, Buffer.alloc(9, 0xff)])]) {
      await expect(readAll(await written('broken.parquet', broken))).rejects.toMatchObject({ code: 'PARQUET_UNREADABLE' });
    }
    const wrong = Buffer.from(bytes);
    wrong.fill(0x55, 4, 120);
    await expect(readAll(await written('broken.parquet', wrong))).rejects.toThrow(InputError);
  });
});

describe('the format', () => {
  test.each([
    ['samples.jsonl', ''],
    ['other.txt', 'id,prompt\n'],
    ['page.html', '<html>'],
    ['numbers.json', '[1, 2]'],
    ['conversations.json', '[{"id": "7", "conversations": []}]'],
    ['samples.json', '[{"id": "7", "prompt": "p", "response": "r"}]'],
  ])('of %s is not guessed where nothing tells it', async (name, contents) => {
    const reading = readAll(await written(name, contents));
    if (name === 'samples.jsonl') await expect(reading).resolves.toEqual([]);
    else await expect(reading).rejects.toMatchObject({ code: 'DATASET_FORMAT', message: expect.stringContaining('coco-captions') });
  });

  test('that a broken record was taken for is said, with what is read', async () => {
    const path = await written('conversations.json', '[{"id": "7", "conversations": []}]');
    await expect(readAll(path)).rejects.toThrow('a JSON array of objects, but not of questions of Visual Genome, which have "qas"');
    await expect(readAll(path, { format: 'visual-genome' })).rejects.toThrow(
      /qas: .*taken for questions of Visual Genome: one JSON array of objects with "qas"/,
    );
    const instances = await written('instances.json', JSON.stringify({ ...COCO, annotations: [{ id: 1, image_id: 7, bbox: [] }] }));
    await expect(readAll(instances)).rejects.toThrow(/caption: .*taken for captions of COCO/);
  });

  test('can be said, and a missing file is named', async () => {
    const path = await written('odd', JSON.stringify({ version: 1, ...COCO }));
    await expect(readAll(path, { format: 'coco-captions' })).resolves.toHaveLength(3);
    for (const format of [undefined, 'coco-captions', 'parquet', 'jsonl'] as const) {
      await expect(readAll('nowhere/x.parquet', { format })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    }
    await expect(access('nowhere')).rejects.toThrow();
  });

  test('of every kind reports how much was read', async () => {
    for (const path of [fixture('questions-zstd.parquet'), await written('captions.json', JSON.stringify(COCO))]) {
      let read = 0;
      await readAll(path, { onRead: (bytes) => (read = bytes) });
      expect(read).toBe((await readFile(path)).length);
    }
  });
});

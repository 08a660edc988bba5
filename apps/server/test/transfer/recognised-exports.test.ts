import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessColumns, matchColumns, sourceOf } from '../../src/usecases/items/transfer/columns.js';
import { type ImportedItem, parseImport } from '../../src/usecases/items/transfer/import.js';
import { previewImport } from '../../src/usecases/items/transfer/preview.js';
import { chunked, collect, read } from './helpers.js';

const fixture = (name: string) => readFile(new URL(`fixtures/${name}`, import.meta.url));
const preview = async (name: string) => previewImport('csv', chunked(await fixture(name)), true);
const items = async (name: string) =>
  (await read('csv', await fixture(name))).map((row) => 'input' in row && row.input);

describe("Homebox's export", () => {
  test('is recognised and says what it holds', async () => {
    const { source, map, rows, columns } = await preview('homebox.csv');
    expect(source).toBe('homebox');
    expect(map).toEqual({
      name: ['HB.name'],
      category: ['HB.tags', 'HB.location'],
      brand: ['HB.manufacturer'],
      model: ['HB.model_number'],
      serialNumber: ['HB.serial_number'],
      purchaseDate: ['HB.purchase_date'],
      notes: ['HB.description', 'HB.notes'],
    });
    expect([columns.length, rows.length, rows[1]?.[6]]).toEqual([25, 2, 'Kettle']);
  });

  test('becomes items: tags say the kind, else the place does; description and notes stand below each other', async () => {
    expect(await items('homebox.csv')).toEqual([
      {
        name: 'Cordless drill',
        category: 'Tools;Electric',
        brand: 'Bosch',
        model: 'GSR 18V',
        serialNumber: 'SN-1001',
        purchaseDate: '2021-03-04',
        notes: 'Two gears, 18 V\n\nBattery replaced 2023',
      },
      expect.objectContaining({ name: 'Kettle', category: 'Kitchen', purchaseDate: null, notes: '' }),
    ]);
  });

  test('keeps other columns as own fields, when they are asked for', async () => {
    const own = ['HB.field.Voltage', 'HB.purchase_price', 'HB.sold_to'];
    const rows = await collect(parseImport('csv', chunked(await fixture('homebox.csv')), { own }));
    expect(rows[0]).toMatchObject({
      input: {
        ownFields: {
          Voltage: { type: 'text', value: '18 V' },
          'Purchase price': { type: 'text', value: '129.9' },
        },
      },
    });
    expect(Object.keys((rows[0] as { input: ImportedItem }).input.ownFields ?? {})).toHaveLength(2);
  });

  test('of its early versions too, dates included', async () => {
    expect((await preview('homebox-early.tsv')).source).toBe('homebox');
    expect(await items('homebox-early.tsv')).toMatchObject([
      { name: 'Table saw', category: 'Garage', brand: 'Metabo', model: '315', purchaseDate: '2019-05-13' },
      { name: 'Tent', category: 'Camping', purchaseDate: null, notes: 'No pegs' },
    ]);
  });
});

describe("Snipe-IT's export", () => {
  test('is recognised; an asset without a name is called by its model', async () => {
    expect((await preview('snipe-it.csv')).source).toBe('snipe-it');
    expect(await items('snipe-it.csv')).toMatchObject([
      {
        name: 'Front desk laptop',
        category: 'Laptops',
        brand: 'Lenovo',
        model: '20L5',
        serialNumber: 'C02XG',
        purchaseDate: '2025-08-13',
        notes: 'New battery',
      },
      { name: 'Soldering station', category: 'Tools', model: 'WE 1010', serialNumber: '' },
    ]);
  });

  test('in the words of its importer as well', () => {
    const columns = [
      'Item Name',
      'Asset Tag',
      'Category',
      'Model name',
      'Model Number',
      'Manufacturer',
      'Serial number',
    ];
    expect(sourceOf(columns)).toBe('snipe-it');
    expect(guessColumns(columns)).toMatchObject({
      name: ['Item Name', 'Model name', 'Asset Tag'],
      model: ['Model Number', 'Model name'],
      serialNumber: ['Serial number'],
    });
  });
});

describe('any list', () => {
  test('in the Open Repair Data Standard', () => {
    const columns =
      'id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem';
    expect(guessColumns(columns.split(','))).toEqual({
      name: ['partner_product_category'],
      category: ['product_category'],
      brand: ['brand'],
      model: [],
      serialNumber: ['id'],
      purchaseDate: [],
      notes: ['problem'],
    });
  });

  test('with French column names, whatever their case, accents and punctuation', () => {
    const columns = [
      'Désignation',
      'CATÉGORIE',
      'Marque',
      'Modèle',
      'N° de série',
      'Date d’achat',
      'Remarques',
    ];
    expect(Object.values(guessColumns(columns)).flat()).toEqual(columns);
  });

  test('takes an id for the serial number only when there is none, and never that of our own exports', () => {
    expect(guessColumns(['id', 'name', 'Serial No.']).serialNumber).toEqual(['Serial No.']);
    expect(guessColumns(['id', 'name']).serialNumber).toEqual(['id']);
    const ours =
      'id,name,category,brand,model,notes,purchaseDate,originPeerId,createdAt,updatedAt,serialNumber';
    expect(guessColumns(ours.split(',')).serialNumber).toEqual(['serialNumber']);
  });
});

const header = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(
      'HB.name',
      'HB.tags',
      'HB.location',
      'HB.import_ref',
      'Asset Tag',
      'Serial',
      'Model',
      'Name',
      'id',
    ),
    fc.constantFrom('Notes', 'Description', 'Marque', 'type', 'problem', 'originPeerId'),
    fc.stringMatching(/^[a-z]{1,8}$/),
  ),
  { minLength: 1, maxLength: 12 },
);

test('what is guessed of any header is taken when it is sent back as the map', () => {
  fc.assert(
    fc.property(header, (columns) => {
      const map = guessColumns(columns);
      expect(
        Object.values(map)
          .flat()
          .every((name) => columns.includes(name)),
      ).toBe(true);
      if (map.name.length === 0) return;
      const matched = matchColumns(columns, map, 'header');
      for (const [field, names] of Object.entries(map)) {
        const found = (matched.get(field as keyof typeof map) ?? []).map((at) => columns[at]);
        expect(found).toEqual(names);
      }
    }),
  );
});

test('the first that is filled is taken of several columns, of the notes all', async () => {
  const file = 'a,b,c\n,x,y\n1,2,2\n';
  const rows = await read('csv', file, { name: ['a', 'b'], notes: ['c', 'b'] });
  expect(rows).toEqual([
    { row: 1, input: { name: 'x', notes: 'y\n\nx' } },
    { row: 2, input: { name: '1', notes: '2' } },
  ]);
});

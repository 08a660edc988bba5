import { describe, expect, it } from 'vitest';
import { guessMapping } from './guess-mapping.js';

describe('guessing which column holds what', () => {
  it('knows the columns of the Open Repair Data Standard', () => {
    const columns =
      'id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem'.split(
        ',',
      );
    expect(guessMapping(columns)).toEqual({
      name: 'partner_product_category',
      category: 'product_category',
      brand: 'brand',
      model: '',
      serialNumber: 'id',
      purchaseDate: '',
      notes: 'problem',
    });
  });

  it('knows French column names, whatever their case, accents and punctuation', () => {
    expect(
      guessMapping([
        'Désignation',
        'CATÉGORIE',
        'Marque',
        'Modèle',
        'N° de série',
        'Date d’achat',
        'Remarques',
      ]),
    ).toEqual({
      name: 'Désignation',
      category: 'CATÉGORIE',
      brand: 'Marque',
      model: 'Modèle',
      serialNumber: 'N° de série',
      purchaseDate: 'Date d’achat',
      notes: 'Remarques',
    });
  });

  it('takes an id for the serial number only when there is none', () => {
    expect(guessMapping(['id', 'name', 'Serial No.']).serialNumber).toBe('Serial No.');
    expect(guessMapping(['id', 'name']).serialNumber).toBe('id');
  });

  it('leaves the id of our own exports alone', () => {
    expect(guessMapping(['id', 'name', 'originPeerId']).serialNumber).toBe('');
  });

  it('never takes a column twice and leaves the rest out', () => {
    expect(guessMapping(['foo', 'bar'])).toMatchObject({ name: '', notes: '' });
    const taken = Object.values(guessMapping(['name', 'title', 'type', 'brand'])).filter(Boolean);
    expect(new Set(taken).size).toBe(taken.length);
  });
});

import { expect, it } from 'vitest';
import { ownFieldLabel } from './own-field-label.js';

it.each([
  ['product_category', 'Product category'],
  ['PRODUCT_CATEGORY', 'Product category'],
  ['année_achat', 'Année achat'],
  ['purchasePrice', 'Purchase price'],
  ['country', 'Country'],
])('an imported column %s is called %s', (name, label) => {
  expect(ownFieldLabel(name)).toBe(label);
});

it.each(['Shelf', 'Prêt à', 'iPhone', 'eBay', 'id', 'T-shirt', 'e-mail', 'power (W)', '_', 'a__b', ''])(
  'what a person named stays as it is: %s',
  (name) => {
    expect(ownFieldLabel(name)).toBe(name);
  },
);

it('two that would be called the same keep their names', () => {
  const names = ['product_category', 'Product category', 'year_of_make'];
  expect(names.map((name) => ownFieldLabel(name, names))).toEqual([
    'product_category',
    'Product category',
    'Year of make',
  ]);
});

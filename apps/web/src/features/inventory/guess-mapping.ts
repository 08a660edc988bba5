import { ITEM_FIELDS, type ItemField } from '@brique/shared';

/** From our field to the column's name in the file; '' leaves the field out. */
export type ColumnMap = Record<ItemField, string>;

/**
 * Column names by which a field is recognised, best first, as `plain` writes them: English and French, and those of
 * the Open Repair Data Standard (openrepair.org), in which the Danish repair cafés publish.
 */
const KNOWN_NAMES: Record<ItemField, readonly string[]> = {
  name: [
    ...['name', 'itemname', 'partnerproductcategory', 'productname', 'title', 'item', 'object', 'product'],
    ...[
      'nom',
      'designation',
      'intitule',
      'libelle',
      'titre',
      'objet',
      'article',
      'produit',
      'navn',
      'genstand',
    ],
  ],
  category: [
    ...[
      'category',
      'productcategory',
      'type',
      'kind',
      'group',
      'categorie',
      'famille',
      'rubrique',
      'kategori',
    ],
  ],
  brand: ['brand', 'manufacturer', 'make', 'maker', 'marque', 'fabricant', 'constructeur', 'mærke'],
  model: [...['model', 'modelnumber', 'modelname', 'modele', 'numerodemodele', 'reference', 'modelnavn']],
  serialNumber: [
    ...['serialnumber', 'serialno', 'serial', 'sn', 'numerodeserie', 'numeroserie', 'nodeserie', 'noserie'],
    ...['ndeserie', 'nserie', 'serienummer', 'serienr'],
  ],
  purchaseDate: [
    ...['purchasedate', 'dateofpurchase', 'purchasedon', 'purchased', 'boughton', 'bought'],
    ...['datedachat', 'dateachat', 'achetele', 'achat', 'kobsdato', 'købsdato'],
  ],
  notes: [
    ...['notes', 'note', 'problem', 'description', 'comments', 'comment', 'remarks'],
    ...['commentaires', 'commentaire', 'remarques', 'remarque', 'observations', 'noter', 'beskrivelse'],
  ],
};

/** Names that identify a record elsewhere: good enough to recognise duplicates when there is no serial number. */
const RECORD_ID_NAMES = ['id', 'identifier', 'identifiant'];

/** `N° de série`, `n_de_serie` and `NDeSerie` are one name. */
function plain(column: string): string {
  return column
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Columns of our own exports: their `id` is the item's, not a serial number. */
const EXPORT_COLUMN = 'originpeerid';

/**
 * Guesses which column holds each field.
 * @param columns the names in the file's first line
 * @returns for each field the column's name as the file writes it, '' when none fits; no column is taken twice
 */
export function guessMapping(columns: readonly string[]): ColumnMap {
  const free = columns.map(plain);
  const take = (names: readonly string[]): string => {
    const found = names.find((name) => free.includes(name));
    if (found === undefined) return '';
    const at = free.indexOf(found);
    free[at] = '';
    return columns[at] ?? '';
  };
  const map = Object.fromEntries(ITEM_FIELDS.map((field) => [field, take(KNOWN_NAMES[field])])) as ColumnMap;
  if (map.serialNumber === '' && !free.includes(EXPORT_COLUMN)) map.serialNumber = take(RECORD_ID_NAMES);
  return map;
}

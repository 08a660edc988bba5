import { ITEM_FIELDS, type ItemField } from '@brique/shared';
import { BriqueError } from '../../brique-error.js';

/** What an import reads of a row; every other column is ignored. */
export type ImportKey = ItemField | 'id' | 'originPeerId';

/** From our field to the column's name in the file; `''` leaves the field out. */
export type ColumnMap = Partial<Record<ItemField, string>>;

/** Names by which a column is recognised, best first, as `plain` writes them. */
const SYNONYMS: Record<ImportKey, readonly string[]> = {
  id: ['id'],
  originPeerId: ['originpeerid'],
  name: [
    ...['name', 'itemname', 'productname', 'title', 'item', 'object', 'product'],
    ...['nom', 'designation', 'intitule', 'libelle', 'titre', 'objet', 'article', 'produit'],
  ],
  category: ['category', 'type', 'kind', 'group', 'categorie', 'famille'],
  brand: ['brand', 'manufacturer', 'make', 'maker', 'marque', 'fabricant', 'constructeur'],
  model: ['model', 'modelnumber', 'modelname', 'modele', 'numerodemodele', 'reference'],
  serialNumber: [
    ...['serialnumber', 'serialno', 'serial', 'sn'],
    ...['numerodeserie', 'numeroserie', 'nodeserie', 'noserie', 'ndeserie', 'nserie'],
  ],
  purchaseDate: [
    ...['purchasedate', 'dateofpurchase', 'purchasedon', 'purchased', 'boughton', 'bought'],
    ...['datedachat', 'dateachat', 'achetele', 'achat'],
  ],
  notes: [
    ...['notes', 'note', 'description', 'comments', 'comment', 'remarks'],
    ...['commentaires', 'commentaire', 'remarques', 'remarque', 'observations'],
  ],
};

const IMPORT_KEYS = Object.keys(SYNONYMS) as ImportKey[];

/**
 * Decides which column each key of an item is read from: what `map` says, else the first column with one of the
 * key's English or French names, without regard to case, accents and punctuation. A column that `map` names
 * is not recognised as anything else.
 *
 * @param columns the names in the file, in their order
 * @param map the person's own choice
 * @param mode `header`: the columns are all there are, so that a name in `map` that is not among them is a mistake
 * and a file without a name column is refused. `record`: the keys of one record, where any may be missing
 * @returns the position of the column of each key found
 * @throws {BriqueError} `invalid_input`, field `map` or `name`
 */
export function matchColumns(
  columns: readonly string[],
  map: ColumnMap,
  mode: 'header' | 'record',
): Map<ImportKey, number> {
  const matched = new Map<ImportKey, number>();
  for (const [key, wanted] of Object.entries(map)) {
    if (!isItemField(key))
      throw invalid('map', `An item has no field "${key}"; map ${ITEM_FIELDS.join(', ')}.`);
    if (wanted === '') continue;
    const at = findColumn(columns, wanted);
    if (at >= 0) matched.set(key, at);
    else if (mode === 'header') {
      throw invalid(
        'map',
        `The file has no column "${wanted}" for ${key}; its columns are ${list(columns)}.`,
      );
    }
  }
  const chosen = new Set(matched.values());
  const free = columns.map((column, at) => (chosen.has(at) ? '' : plain(column)));
  for (const key of IMPORT_KEYS) {
    if (Object.hasOwn(map, key)) continue;
    const name = SYNONYMS[key].find((synonym) => free.includes(synonym));
    if (name !== undefined) matched.set(key, free.indexOf(name));
  }
  if (mode === 'header' && !matched.has('name')) {
    throw invalid('name', `No column holds the name; choose one of the file's columns: ${list(columns)}.`);
  }
  return matched;
}

/** Column names for a sentence; a hostile or mistaken file may have thousands. */
export function list(columns: readonly string[]): string {
  const shown = columns.slice(0, 30).map((column) => JSON.stringify(column.trim().slice(0, 60)));
  return columns.length > 30
    ? `${shown.join(', ')} and ${columns.length - 30} more`
    : shown.join(', ') || 'none';
}

function findColumn(columns: readonly string[], wanted: string): number {
  const exact = columns.indexOf(wanted);
  return exact >= 0
    ? exact
    : columns.findIndex((column) => plain(column) === plain(wanted) && plain(wanted) !== '');
}

/** `N° de série`, `n_de_serie` and `NDeSerie` are one name. */
function plain(column: string): string {
  return column
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function isItemField(key: string): key is ItemField {
  return (ITEM_FIELDS as readonly string[]).includes(key);
}

function invalid(field: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code: 'unknown_column', message }]);
}

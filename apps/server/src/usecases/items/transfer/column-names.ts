import type { ImportSource, ItemField } from '@brique/shared';

/** What an import reads of a row; every other column is ignored. */
export type ImportKey = ItemField | 'id' | 'originPeerId';

/**
 * Names by which a column is recognised, best first, as `plain` writes them: English and French, and those of the Open Repair Data
 * Standard (openrepair.org), in which the Danish repair cafés publish.
 */
export const KNOWN_NAMES: Record<ImportKey, readonly string[]> = {
  id: ['id'],
  originPeerId: ['originpeerid'],
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
    ...['category', 'productcategory', 'type', 'kind', 'group'],
    ...['categorie', 'famille', 'rubrique', 'kategori'],
  ],
  brand: ['brand', 'manufacturer', 'make', 'maker', 'marque', 'fabricant', 'constructeur', 'mærke'],
  model: [
    ...['model', 'modelnumber', 'modelno', 'modelname'],
    ...['modele', 'numerodemodele', 'reference', 'modelnavn'],
  ],
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
export const RECORD_ID_NAMES: readonly string[] = ['id', 'identifier', 'identifiant'];

/** A program whose exports are recognised: by columns that it alone has together, and how they become our fields. */
export interface ForeignExport {
  readonly source: ImportSource;
  /** One of each must be there. */
  readonly signs: readonly (readonly string[])[];
  /** All that are there are taken, in this order: see ColumnMap of @brique/shared. */
  readonly columns: Record<ItemField, readonly string[]>;
}

/**
 * Homebox: `HB.` names, of all its versions (labels became tags, times became dates), and without that prefix in its early ones. A thing's
 * tags say what kind of thing it is; where it has none, its place is the next best. Snipe-IT: the list of assets, the asset report and the
 * importer's own sample name the same things differently; an asset without a name is called by its model there, so it is here.
 */
export const FOREIGN_EXPORTS: readonly ForeignExport[] = [
  {
    source: 'homebox',
    signs: [['name'], ['importref'], ['location'], ['labels', 'tags']],
    columns: {
      name: ['name'],
      category: ['tags', 'labels', 'location'],
      brand: ['manufacturer'],
      model: ['modelnumber'],
      serialNumber: ['serialnumber'],
      purchaseDate: ['purchasedate', 'purchasetime', 'purchasedtime', 'purchasedat'],
      notes: ['description', 'notes'],
    },
  },
  {
    source: 'snipe-it',
    signs: [['assettag'], ['serial', 'serialnumber'], ['model', 'modelname']],
    columns: {
      name: ['assetname', 'itemname', 'name', 'model', 'modelname', 'assettag'],
      category: ['category'],
      brand: ['manufacturer'],
      model: ['modelno', 'modelnumber', 'model', 'modelname'],
      serialNumber: ['serial', 'serialnumber'],
      purchaseDate: ['purchasedate', 'purchased'],
      notes: ['notes'],
    },
  },
];

/** `N° de série`, `n_de_serie` and `NDeSerie` are one name, and so are `HB.name` and `Name`. */
export function plain(column: string): string {
  return column
    .replace(/^\s*HB\./, '')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

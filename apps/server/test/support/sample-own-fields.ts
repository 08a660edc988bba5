/** A person's own fields, one of each type. */
export const OWN_FIELDS = {
  Colour: { type: 'text', value: 'oak\nand brass' },
  'Power (W)': { type: 'number', value: 750.5 },
  'Warranty until': { type: 'date', value: '2027-02-28' },
  Parts: { type: 'link', value: 'https://example.org/parts?id=1#list' },
} as const;

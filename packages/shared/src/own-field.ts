/** What a person's own field holds: a text, a number, a calendar day (`YYYY-MM-DD`), or a link (http, https or mailto). */
export const OWN_FIELD_TYPES = ['text', 'number', 'date', 'link'] as const;

export type OwnFieldType = (typeof OWN_FIELD_TYPES)[number];

export type OwnFieldValue =
  | { type: 'text' | 'date' | 'link'; value: string }
  | { type: 'number'; value: number };

/**
 * A field that a person added to an item. What another instance wrote in a form that this version does not know is shown as
 * text; a link is always one that is safe to follow.
 */
export type OwnField =
  | { name: string; type: 'text' | 'date' | 'link'; value: string }
  | { name: string; type: 'number'; value: number };

/** Own fields to set, by name; null removes one. Those not named stay as they are. */
export type OwnFieldsInput = Record<string, OwnFieldValue | null>;

/** An own field in use, of one type. */
export interface OwnFieldUse {
  name: string;
  type: OwnFieldType;
  /** Items that have it, among those looked at. */
  count: number;
}

/** `GET /items/own-fields`: own fields of the newest 2,000 items that have any, most frequent first, at most 200. */
export interface OwnFieldUses {
  fields: OwnFieldUse[];
}

import { LIMITS } from '@brique/shared';
import { getManyValues, isMany, none } from 'stream-chain/defs.js';
import { Assembler } from 'stream-json/core/assembler.js';
import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { importInvalid } from './import-error.js';

/**
 * The items of a JSON text that comes in pieces: the elements of an outermost array, those of the array `items` of an
 * outermost object (our export), or else the outermost objects themselves (one a line, "NDJSON"). Holds one item at
 * a time; numbers stay text, for a serial number of twenty digits is no number that JavaScript has.
 */
export class JsonList {
  readonly #parse = jsonParser({ packValues: true, streamValues: false, jsonStreaming: true });
  #item = new Assembler({ numberAsString: true });
  #found: unknown[] = [];
  /** How many brackets are open; and how many are around each item while inside a list. */
  #depth = 0;
  #listDepth = 0;
  /** Behind the list of an outermost object. */
  #isBehind = false;
  #key = '';
  /** Whether there was anything at all. */
  hasBegun = false;

  /**
   * @param text the next piece, or null at the end
   * @returns the items it completes
   * @throws {BriqueError} `import_invalid` when the text is nested too deep; {Error} when it is not JSON
   */
  read(text: string | null): unknown[] {
    // The types leave out that the end is told by `none`.
    const tokens = this.#parse(text ?? (none as unknown as string));
    if (isMany(tokens)) for (const token of getManyValues(tokens) as Token[]) this.#take(token);
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #take(token: Token): void {
    this.hasBegun = true;
    if (token.name === 'startObject' || token.name === 'startArray') this.#open(token);
    else if (token.name === 'endObject' || token.name === 'endArray') this.#close(token);
    else this.#add(token);
  }

  #open(token: Token): void {
    const isItems = this.#depth === 1 && this.#listDepth === 0 && this.#key === 'items';
    if (token.name === 'startArray' && (this.#depth === 0 || isItems)) {
      this.#listDepth = this.#depth + 1;
      this.#isBehind = false;
      // What stood before the list in the outermost object is not wanted.
      this.#item = new Assembler({ numberAsString: true });
    } else this.#add(token);
    this.#depth += 1;
    // A million brackets cost a million stack entries; no list of items is deep.
    if (this.#depth > LIMITS.jsonDepth)
      throw importInvalid('nested_too_deep', `The JSON is nested deeper than ${LIMITS.jsonDepth}.`);
  }

  #close(token: Token): void {
    this.#depth -= 1;
    if (this.#listDepth > 0 && this.#depth < this.#listDepth) {
      this.#listDepth = 0;
      this.#isBehind = this.#depth > 0;
    } else this.#add(token);
    if (this.#depth === 0) this.#isBehind = false;
  }

  #add(token: Token): void {
    if (token.name === 'keyValue' && this.#depth === 1) this.#key = token.value;
    if (this.#isBehind) return;
    this.#item.consume(token);
    if (this.#item.done) this.#found.push(this.#item.current);
  }
}

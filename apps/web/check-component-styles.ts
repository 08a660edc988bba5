import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const STYLES = new URL('src/app/mantine.css', import.meta.url);
/** A component's class names; they stand in the style sheet of the same name. */
const CLASS_NAMES = /@mantine\/core\/.*\/(\w+)\.module\.mjs$/;

/** Fails the build when a component of the library is used whose styles the page does not load. */
export function checkComponentStyles(): Plugin {
  return {
    name: 'check-component-styles',
    apply: 'build',
    generateBundle(_options, bundle) {
      const listed = readFileSync(STYLES, 'utf8');
      const used = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk'
          ? Object.keys(part.modules).flatMap((id) => CLASS_NAMES.exec(id)?.[1] ?? [])
          : [],
      );
      const missing = [...new Set(used)].filter((name) => !listed.includes(`/${name}.layer.css`));
      if (missing.length > 0) this.error(`src/app/mantine.css lacks the styles of ${missing.join(', ')}`);
    },
  };
}

import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './project.mjs';

/**
 * What a check counted, and what failed in it, in words.
 * @typedef {{passed: number, failed: number, skipped: number, failures: string[]}} Counts
 */

/** @param report what Vitest's JSON reporter writes @returns {Counts} */
export function vitestCounts(report) {
  // A file that cannot be loaded has no test to fail.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => told(name, fullName, failureMessages[0])),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...failures, ...broken.map(({ name, message }) => told(name, 'could not be loaded', message))],
  };
}

/** @param report what Playwright's JSON reporter writes @returns {Counts} */
export function playwrightCounts({ stats, errors, suites }) {
  // A flaky test failed first and passed when tried again.
  const failed = stats.unexpected + (stats.unexpected === 0 ? errors.length : 0);
  return {
    passed: stats.expected + stats.flaky,
    failed,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(failedSpecs),
      ...errors.map(({ message }) => told('e2e', 'outside the tests', message)),
    ],
  };
}

function failedSpecs(suite) {
  const specs = suite.specs.filter(({ ok }) => !ok);
  const here = specs.map(({ file, title, tests }) =>
    told(
      `e2e/${file}`,
      title,
      tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message,
    ),
  );
  return [...here, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

/** One failure in a few lines: where, what, and the beginning of why. */
function told(file, title, reason = '') {
  const path = relative(ROOT, resolve(ROOT, file));
  const lines = stripVTControlCharacters(reason).split('\n');
  const why = lines.filter((line) => line.trim() !== '').slice(0, 8);
  return [`${path}: ${title}`, ...why].join('\n    ');
}

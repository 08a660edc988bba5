import type { DoctorCheck, DoctorProgress, DoctorReport, SessionInfo, Settings } from '@brique/shared';
import { createMulticastProbe } from './adapters/mdns/multicast-probe.js';
import { ownNetwork } from './adapters/mdns/own-network.js';
import { type Config, UsageError } from './config.js';
import { wordsOf } from './doctor-words.js';
import { isEveryAddress } from './ui-hosts.js';
import { diagnose, worstState } from './usecases/doctor/diagnose.js';

const ANSWER_MS = 3000;
const REPORT_MS = 15_000;
const MARKS = { ok: 'ok   ', warn: 'check', bad: 'wrong' } as const;

/** Where the command writes. */
interface Output {
  line(text: string): void;
  /** Passing news for whoever waits. */
  progress(text: string): void;
}

/**
 * `brique doctor`: has the running instance look, or looks alone at what needs none. The data folder is left alone.
 * @returns the exit code: 0 when all is well
 */
export async function runDoctor(config: Config, output: Output): Promise<number> {
  const url = urlOf(config);
  const cookie = await signIn(url, config.password);
  const settings = await settingsAt(url, cookie);
  let checks: DoctorCheck[];
  if (settings === null) checks = await examineAlone(config);
  else {
    output.line(`${settings.instanceName} (Brique ${settings.version}) keeps ${settings.dataDir}`);
    checks = (await askForReport(url, cookie, output)).checks;
  }
  for (const check of checks) output.line(`${MARKS[check.state]}  ${wordsOf(check)}`);
  const isWell = worstState(checks) === 'ok';
  output.line(isWell ? 'All is well.' : 'Not all is well; what to do stands beside each finding.');
  return isWell ? 0 : 1;
}

/** Where the page of an instance of these options is reached from this computer. */
function urlOf({ host, port }: Config): string {
  if (isEveryAddress(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** @returns the session's cookie; none when no password is asked for @throws UsageError when one is that we do not have */
async function signIn(url: string, password: string | undefined): Promise<Record<string, string>> {
  const info = (await readJson(`${url}/api/v1/session`)) as Partial<SessionInfo> | null;
  if (info?.signedIn !== false) return {};
  const response =
    password === undefined
      ? null
      : await fetch(`${url}/api/v1/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ password }),
          signal: AbortSignal.timeout(ANSWER_MS),
        });
  const cookie = response?.headers.get('set-cookie')?.split(';')[0];
  if (cookie !== undefined) return { cookie };
  throw new UsageError(
    'The running instance asks for its password. Give it in the environment variable BRIQUE_PASSWORD, or use ' +
      '“Check my network” on its Synchronisation page.',
  );
}

/** @returns null when no Brique answers there */
async function settingsAt(url: string, headers: Record<string, string>): Promise<Settings | null> {
  const settings = (await readJson(`${url}/api/v1/settings`, headers)) as Partial<Settings> | null;
  return typeof settings?.instanceId === 'string' ? (settings as Settings) : null;
}

/** @returns null when nothing answers, or no JSON */
async function readJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function askForReport(
  url: string,
  cookie: Record<string, string>,
  output: Output,
): Promise<DoctorReport> {
  const response = await fetch(`${url}/api/v1/doctor`, {
    method: 'POST',
    headers: { ...cookie, accept: 'application/x-ndjson' },
    signal: AbortSignal.timeout(REPORT_MS),
  });
  if (!response.ok || response.body === null) {
    throw new Error(
      `The running instance answered ${response.status}: is it as new as this program? Restart it.`,
    );
  }
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { progress, result } = JSON.parse(line) as { progress?: DoctorProgress; result?: DoctorReport };
      if (result !== undefined) return result;
      if (progress !== undefined) output.progress(`looking: ${progress.done} of ${progress.total}`);
    }
  }
  throw new Error('The running instance broke off before it had looked at everything. Try again.');
}

async function examineAlone({ port, discovery, gossipPort }: Config): Promise<DoctorCheck[]> {
  const { addresses } = ownNetwork();
  const asks = discovery && addresses.length > 0;
  const multicast = asks ? await createMulticastProbe()(AbortSignal.timeout(REPORT_MS)) : null;
  const found = diagnose({
    ...{ multicast, gossipPort, ownAddresses: addresses, isDiscoveryOn: discovery },
    ...{ listener: [], peers: [], names: new Map() },
  });
  // Of a listener and of peers, nothing is known without an instance.
  const known = found.filter(({ code }) => !code.startsWith('listener_') && !code.startsWith('peer'));
  return [{ code: 'instance_stopped', state: 'bad', subject: null, values: { port } }, ...known];
}

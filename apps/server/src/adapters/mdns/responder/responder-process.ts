// A process of its own for Avahi's library: it blocks while it waits for D-Bus, and Avahi 0.8 ends the process that uses it (by a jump
// to nowhere) when the daemon stops while a service is being watched. Started by responder-link.ts, ends with its parent.
import { type DnsSdBinding, type ListedService, loadBinding, type Watch } from './binding.js';
import type { ResponderReport, ResponderRequest, ServiceName } from './responder-messages.js';

const SERVICE_TYPE = '_brique._tcp';

const tell = (report: ResponderReport) => process.send?.(report);
/** What is told stays told: the channel is emptied before the end. */
const fail = (reason: string) => process.send?.({ type: 'failed', reason }, () => process.exit(1));

function serve(binding: DnsSdBinding): void {
  const questions = new Map<number, Watch>();
  let advertisement: InstanceType<DnsSdBinding['Advertisement']> | undefined;

  const nameOf = ({ name = '', interfaceIndex, replyDomain }: ListedService): ServiceName => {
    const service = { label: name, interfaceIndex, domain: replyDomain };
    try {
      return { ...service, interfaceName: binding.dns_sd.if_indextoname(interfaceIndex) };
    } catch {
      return { ...service, interfaceName: '' };
    }
  };

  function browse(): void {
    const browser = new binding.Browser(SERVICE_TYPE, { resolverSequence: [], lookupInterfaceNames: false });
    browser.on('error', (error) => fail(error.message));
    browser.on('serviceUp', (service) => tell({ type: 'up', service: nameOf(service) }));
    browser.on('serviceDown', (service) => tell({ type: 'down', service: nameOf(service) }));
    browser.start();
  }

  function register({ label, port, txt }: ResponderRequest & { type: 'register' }): void {
    advertisement?.stop();
    const options = { name: label, txtRecord: Buffer.from(txt, 'base64') };
    advertisement = new binding.Advertisement(SERVICE_TYPE, port, options, (error) => {
      if (!error) tell({ type: 'registered' });
    });
    advertisement.on('error', (error) => fail(error.message));
    advertisement.start();
  }

  function close(key: number): void {
    questions.get(key)?.stop();
    questions.delete(key);
  }

  function resolve({ key, service }: ResponderRequest & { type: 'resolve' }): void {
    const question = new binding.MDNSService();
    question.on('error', () => tell({ type: 'unresolved', key }));
    binding.dns_sd.DNSServiceResolve(
      question.serviceRef,
      0,
      service.interfaceIndex,
      service.label,
      SERVICE_TYPE,
      service.domain,
      (_ref, _flags, _interface, errorCode, _name, host, port, txt) => {
        if (errorCode !== 0 || host === undefined) tell({ type: 'unresolved', key });
        else tell({ type: 'resolved', key, host, port, txt: txt.toString('base64') });
      },
      null,
    );
    questions.set(key, question);
    question.start();
  }

  process.on('message', (request: ResponderRequest) => {
    try {
      if (request.type === 'register') register(request);
      else if (request.type === 'update') advertisement?.updateTXTRecord(Buffer.from(request.txt, 'base64'));
      else if (request.type === 'close') close(request.key);
      else resolve(request);
    } catch (error) {
      if (request.type === 'resolve') tell({ type: 'unresolved', key: request.key });
      else fail((error as Error).message);
    }
  });
  browse();
  tell({ type: 'ready' });
}

// The parent has gone: so do we, and Avahi says goodbye for both.
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C is the parent's to answer.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => fail(error.message));

const binding = loadBinding();
if ('missing' in binding) fail(binding.missing);
else serve(binding);

import { join } from 'node:path';
import { describe, it, type TestContext } from 'vitest';
import { whyNoNamespaces } from '../discovery/namespaces.js';
import { makeFolder } from '../support/temp-folder.js';
import { createHome, type Home } from './home.js';

const skip = await whyNoNamespaces();

// Each test has a network of its own, hence all at once.
describe.skipIf(skip).concurrent(`the doctor on a real network${skip ? ` (skipped: ${skip})` : ''}`, () => {
  async function home(context: TestContext, options: Parameters<typeof createHome>[1]): Promise<Home> {
    const folder = await makeFolder();
    const made = await createHome(join(folder, 'home'), options);
    context.onTestFinished(made.remove);
    return made;
  }

  it('one cable: all is well, then the port is filtered, closed, and the address is changed', {
    timeout: 240_000,
  }, async (context) => {
    const { expect } = context;
    const { atelier, garage } = await home(context, {
      by: 'cable',
      addresses: ['10.81.0.1/24', '10.81.0.2/24'],
    });
    await atelier.sees(garage);
    const well = await atelier.examine();
    expect(well.codes).toEqual(['network_ok', 'multicast_ok', 'listener_ok', 'peer_ok']);
    expect(well).toMatchObject({ exitCode: 0 });
    expect(well.text).toContain('Garage answers at 10.81.0.2:9081.');

    // Its answers are dropped, as a firewall does; its announcements are not.
    await garage.ip('route', 'add', 'blackhole', '10.81.0.1/32');
    const filtered = await atelier.examine();
    expect(filtered.codes).toContain('peer_filtered');
    expect(filtered.exitCode).toBe(1);
    await garage.ip('route', 'delete', 'blackhole', '10.81.0.1/32');

    await garage.ip('address', 'delete', '10.81.0.2/24', 'dev', 'lan0');
    await garage.ip('address', 'add', '10.81.0.7/24', 'dev', 'lan0');
    await atelier.sees(garage, '10.81.0.7:9081');
    expect((await atelier.examine()).text).toContain('10.81.0.7:9081');

    garage.kill();
    const closed = await atelier.examine();
    expect(closed.codes).toContain('peer_port_closed');
    expect(closed.exitCode).toBe(1);
  });

  it('a network that keeps devices apart: reached by address, not seen', {
    timeout: 240_000,
  }, async (context) => {
    const { expect } = context;
    const { atelier, garage, router } = await home(context, {
      by: 'router',
      addresses: ['10.82.0.1/24', '10.82.0.2/24'],
    });
    const apart = await atelier.examine();
    expect(apart.codes).toEqual(['network_ok', 'multicast_alone', 'listener_ok', 'peer_unseen']);
    expect(apart.text).toContain('multicast is lost between the two');
    // It comes and goes between two addresses, and nobody hears it say so: both are remembered.
    await router('route', 'add', '10.82.0.7/32', 'dev', 'lan1');
    await garage.ip('address', 'add', '10.82.0.7/24', 'dev', 'lan0');
    await atelier.adds('10.82.0.7:9081');
    await garage.ip('address', 'delete', '10.82.0.7/24', 'dev', 'lan0');
    await atelier.synchronisesWith(garage);
    await garage.ip('address', 'delete', '10.82.0.2/24', 'dev', 'lan0');
    await garage.ip('address', 'add', '10.82.0.7/24', 'dev', 'lan0');
    await atelier.synchronisesWith(garage);
    // Now it is somewhere else.
    await garage.ip('address', 'delete', '10.82.0.7/24', 'dev', 'lan0');
    const lost = await atelier.examine();
    expect(lost.codes).toContain('peer_silent');
    expect(lost.exitCode).toBe(1);
  });

  it('another subnet: in order while there is a way, named when there is none', {
    timeout: 240_000,
  }, async (context) => {
    const { expect } = context;
    const { atelier, router } = await home(context, {
      by: 'router',
      addresses: ['10.83.1.2/24', '10.83.2.2/24'],
    });
    expect((await atelier.examine()).codes).toContain('peer_ok');
    await router('route', 'replace', 'unreachable', '10.83.2.2/32');
    const lost = await atelier.examine();
    expect(lost.codes).toContain('peer_other_network');
    expect(lost.text).toContain('10.83.1.2');
  });

  it('a firewall here that multicast does not pass, then no network at all', {
    timeout: 240_000,
  }, async (context) => {
    const { expect } = context;
    const { atelier, garage } = await home(context, {
      by: 'cable',
      addresses: ['10.84.0.1/24', '10.84.0.2/24'],
    });
    const whyOpen = await atelier.closesUdp(5353);
    if (whyOpen === undefined) {
      const blocked = await atelier.examine();
      expect(blocked.codes).toContain('multicast_blocked');
      expect(blocked.text).toContain('Multicast does not work on this computer');
      expect(blocked.exitCode).toBe(1);
      // What needs no multicast goes on.
      await atelier.synchronisesWith(garage);
    }

    await atelier.ip('link', 'set', 'lan0', 'down');
    expect((await atelier.examine()).codes).toContain('network_none');
    if (whyOpen !== undefined) context.skip(`no firewall could be made: ${whyOpen}`);
  });
});

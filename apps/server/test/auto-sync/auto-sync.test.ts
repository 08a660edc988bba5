import { describe, expect, it } from 'vitest';
import { startEngine } from './fake-drive.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('a change made here', () => {
  it('is told to all at once when they are few', async () => {
    const { edit, begun } = await startEngine(['a', 'b']);
    await edit();
    expect(begun().sort()).toEqual(['change a', 'change b']);
  });

  it('is told to three when they are more, not always the same', async () => {
    const told = new Set<string>();
    for (let seed = 1; seed <= 10; seed++) {
      const { edit, begun, session } = await startEngine(['a', 'b', 'c', 'd', 'e'], seed);
      await edit();
      const chosen = begun();
      expect(new Set(chosen).size).toBe(3);
      for (const each of chosen) {
        told.add(each);
        await session(each.slice(-1)).succeed();
      }
      expect(begun(), 'nobody else is told').toEqual([]);
    }
    expect(told.size).toBe(5);
  });

  it('goes with the others made during the session under way, in the next', async () => {
    const { edit, begun, session, peers } = await startEngine(['a']);
    await edit();
    expect(begun()).toEqual(['change a']);
    for (let i = 0; i < 5; i++) await edit();
    expect(begun()).toEqual([]);
    const ending = session('a');
    peers.set('a', { isUpToDate: false });
    await ending.succeed();
    peers.set('a', { isUpToDate: false });
    await edit();
    await session('a').succeed();
    expect(begun()).toEqual(['change a']);
  });

  it('is not told again to who had it anyway', async () => {
    const { engine, begun, settle } = await startEngine(['a', 'b']);
    engine.changed();
    await settle();
    expect(begun()).toEqual([]);
  });

  it('is told once to a peer that cannot be made identical', async () => {
    const { edit, begun, session, peers } = await startEngine(['a']);
    await edit();
    const ending = session('a').succeed();
    peers.set('a', { isUpToDate: false });
    await ending;
    expect(begun()).toEqual(['change a']);
  });

  it('waits while the peer has a session with somebody, and follows it', async () => {
    const { edit, begun, busy, engine, settle } = await startEngine(['a']);
    busy.add('a');
    await edit();
    expect(begun()).toEqual([]);
    busy.delete('a');
    engine.finished('a', true);
    await settle();
    expect(begun()).toEqual(['change a']);
  });
});

describe('a change that a session brought', () => {
  it('goes on to the others when that session is over, and not back', async () => {
    const { engine, peers, begun, busy, settle } = await startEngine(['a', 'b', 'c']);
    busy.add('a');
    for (const batch of [1, 2, 3]) {
      for (const peer of peers.values()) peer.isUpToDate = false;
      engine.changed('a');
      await settle();
      expect(begun(), `after batch ${batch}`).toEqual([]);
    }
    busy.delete('a');
    peers.set('a', { isUpToDate: true });
    engine.finished('a', true);
    await settle();
    expect(begun().sort()).toEqual(['change b', 'change c']);
  });

  it('goes on also when the session broke', async () => {
    const { engine, peers, begun, busy, settle } = await startEngine(['a', 'b']);
    busy.add('a');
    peers.set('b', { isUpToDate: false });
    engine.changed('a');
    busy.delete('a');
    engine.finished('a', false);
    await settle();
    expect(begun()).toEqual(['change b']);
  });

  it('a session that brought nothing starts nothing', async () => {
    const { engine, peers, begun, settle } = await startEngine(['a', 'b']);
    peers.set('b', { isUpToDate: false });
    engine.finished('a', true);
    await settle();
    expect(begun()).toEqual([]);
  });
});

describe('time', () => {
  it('brings a session with one peer every interval, more or less', async () => {
    const { timing, begun, session } = await startEngine(['a', 'b', 'c']);
    const visited: string[] = [];
    for (let minutes = 0; minutes < 50; minutes++) {
      await timing.advance(MINUTE);
      for (const each of begun()) {
        visited.push(each);
        await session(each.slice(-1)).succeed();
      }
    }
    expect(visited.length).toBeGreaterThanOrEqual(8);
    expect(visited.length).toBeLessThanOrEqual(13);
    expect(new Set(visited)).toEqual(new Set(['automatic a', 'automatic b', 'automatic c']));
  });

  it('follows a new interval at once', async () => {
    const { timing, begun, settings, engine } = await startEngine(['a']);
    settings.intervalSeconds = 10;
    engine.settingsChanged();
    await timing.advance(12 * SECOND);
    expect(begun()).toEqual(['automatic a']);
  });
});

describe('a peer that comes online', () => {
  it('is met soon', async () => {
    const { timing, peers, engine, begun } = await startEngine([]);
    peers.set('a', { isUpToDate: true });
    engine.appeared('a');
    await timing.advance(3 * SECOND);
    expect(begun()).toEqual(['automatic a']);
  });

  it('is met again after it was away, though nobody told that it went', async () => {
    const { timing, engine, begun } = await startEngine(['a']);
    engine.appeared('a');
    await timing.advance(3 * SECOND);
    expect(begun()).toEqual(['automatic a']);
  });

  it('is not met when it has met us first', async () => {
    const { timing, peers, engine, begun } = await startEngine([]);
    peers.set('a', { isUpToDate: true });
    engine.appeared('a');
    await timing.advance(0);
    engine.finished('a', true);
    await timing.advance(MINUTE);
    expect(begun()).toEqual([]);
  });

  it('is met with no more than three at a time', async () => {
    const { timing, peers, engine, begun, session } = await startEngine([]);
    for (const id of ['a', 'b', 'c', 'd', 'e']) peers.set(id, { isUpToDate: false });
    engine.peersChanged();
    await timing.advance(3 * SECOND);
    const first = begun();
    expect(first).toHaveLength(3);
    for (const each of first) await session(each.slice(-1)).succeed();
    expect(begun()).toHaveLength(2);
  });
});

describe('a peer with news', () => {
  it('is visited at once', async () => {
    const { engine, begun, settle } = await startEngine(['a']);
    engine.news('a');
    await settle();
    expect(begun()).toEqual(['automatic a']);
  });

  it('is visited after the session under way, once, however often it says so', async () => {
    const { engine, begun, session, settle } = await startEngine(['a']);
    engine.news('a');
    await settle();
    for (let i = 0; i < 20; i++) engine.news('a');
    await settle();
    expect(begun()).toEqual(['automatic a']);
    await session('a').succeed();
    expect(begun()).toEqual(['automatic a']);
    await session('a').succeed();
    expect(begun()).toEqual([]);
  });
});

describe('switched off', () => {
  it('nothing begins, whatever happens', async () => {
    const { settings, engine, edit, timing, begun } = await startEngine(['a', 'b']);
    settings.isOn = false;
    engine.settingsChanged();
    await edit();
    engine.news('a');
    engine.appeared('b');
    await timing.advance(60 * MINUTE);
    expect(begun()).toEqual([]);
    expect(timing.pending()).toBe(0);
  });

  it('and on again, all are met', async () => {
    const { settings, engine, edit, timing, begun } = await startEngine(['a', 'b']);
    settings.isOn = false;
    engine.settingsChanged();
    await edit();
    settings.isOn = true;
    engine.settingsChanged();
    await timing.advance(3 * SECOND);
    expect(begun().sort()).toEqual(['automatic a', 'automatic b']);
  });

  it('stopped, it ends when its sessions have', async () => {
    const { engine, edit, session, timing, settle } = await startEngine(['a']);
    await edit();
    let isOver = false;
    const stopping = engine.stop().then(() => {
      isOver = true;
    });
    await settle();
    expect(isOver).toBe(false);
    await session('a').succeed();
    await stopping;
    expect(timing.pending()).toBe(0);
  });
});

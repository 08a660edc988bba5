export * from './events.js';
export * from './item.js';
export * from './limits.js';
export * from './overview.js';
export * from './peer.js';
export * from './problem.js';
export * from './settings.js';
export * from './sync.js';

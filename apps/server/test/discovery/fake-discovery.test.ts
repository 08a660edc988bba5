import { describeDiscoveryContract } from './discovery-contract.js';
import { createFakeLan } from './fake-discovery.js';

const lan = createFakeLan();
describeDiscoveryContract('the LAN in memory', () => lan.createDiscovery());

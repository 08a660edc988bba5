import first from './first.js';
import later from './later.js';

/** All texts of the page in French. */
export default { ...first, ...later };

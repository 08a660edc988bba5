// Loaded before the program: its clock is wrong by BRIQUE_TEST_CLOCK_SHIFT milliseconds.
const shift = Number(process.env.BRIQUE_TEST_CLOCK_SHIFT);
const now = Date.now;
Date.now = () => now() + shift;

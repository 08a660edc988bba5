// Loaded before the program: its clock is wrong by BRIQUE_TEST_CLOCK_SHIFT milliseconds, or by what it is told while it runs.
let shift = Number(process.env.BRIQUE_TEST_CLOCK_SHIFT ?? 0);
const now = Date.now;
Date.now = () => now() + shift;
// Not what the program itself starts, which is told other things.
if (process.channel && process.argv[1]?.endsWith('main.js')) {
  process.on('message', (message) => {
    shift = message.clockShift;
    process.send({ clockShift: shift });
  });
  // It waits for words, and must not keep the program from ending.
  process.channel.unref();
}

// Run inside a network namespace: passes on what comes to a socket in the file system, which knows no namespaces, to the
// page's port in here.
//   node ui-door.mjs <socket> <port>
import { connect, createServer } from 'node:net';

const [socket, port] = process.argv.slice(2);

const server = createServer((outside) => {
  const inside = connect(Number(port), '127.0.0.1');
  outside.pipe(inside).pipe(outside);
  outside.on('error', () => inside.destroy());
  inside.on('error', () => outside.destroy());
});
server.listen(socket, () => console.log('open'));

export default { client: 'sqlite3', connection: { filename: '/tmp/kx.db' }, useNullAsDefault: true };

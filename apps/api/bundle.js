import { build } from 'rolldown';

/** Left to Node: what loads native code, WebAssembly or a worker from beside itself. */
const loadedFromBesideThemselves = /^(@node-rs\/|@electric-sql\/pglite|msgpackr-extract|pino$|pkcs11js$|@zip\.js\/)/;

/** Asked for by name where they are installed, by Nest and pg; of these the depot has @fastify/static alone. */
const askedForByName =
  /^(@nestjs\/(microservices|platform-express|platform-socket\.io|graphql|mongoose|sequelize|typeorm)|class-(transformer|validator)|@fastify\/(multipart|static|view)|@grpc\/|@mikro-orm\/|mongoose|sequelize|typeorm|pg-native|pg-cloudflare)/;

/** The API and its commands in a few files instead of three thousand, which Node takes two seconds to find and read. */
await build({
  input: { main: 'dist/main.js', depot: 'dist/commands/main.js' },
  platform: 'node',
  logLevel: 'warn',
  external: [loadedFromBesideThemselves, askedForByName],
  // Nest tells providers apart, and names them in its errors, by their classes' names.
  output: { dir: 'dist/bundle', format: 'esm', keepNames: true },
});

import { repoPath, isBelow } from './repo-path.js';

/** These run on Windows and macOS as on Linux. */
const everywhere = ['apps/kiosk-agent/src', 'libs/devices/src'];
/** Who knows what differs from system to system, and asks which one it is on. */
const files = 'apps/kiosk-agent/src/files';
const pcsc = 'libs/devices/src/pcsc';
const supervisor = 'apps/kiosk-agent/src/supervisor.ts';

/** What Windows does otherwise, or not at all. */
const pickyCalls = /^(rename|f?truncate|l?chmod|fchmod|l?chown|fchown|link|symlink|fsync|open)(Sync)?$/;
const unixPath = /^\/(dev|etc|home|opt|proc|run|sys|tmp|usr|var)(\/|$)/;
const unixProcess = /^(get|set)e?[ug]id$|^(get|set|init)groups$|^umask$/;

/** Refuses in the agent and the drivers what works on one system alone. */
export const onEverySystem = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      file: `'{{name}}' is pickier on Windows: ${files} knows how, write files with what is there.`,
      path: "'{{path}}' is there on one system alone.",
      process: 'process.{{name}} does nothing, or something else, on Windows.',
      signal: `Signals differ from system to system: ${supervisor} knows which ones end the agent.`,
      pathname: 'On Windows the pathname of a URL is no path: use fileURLToPath, or hand on the URL.',
    },
  },
  create(context) {
    const path = repoPath(context);
    const isTest = /\.(test|fixture)\.ts$/.test(path);
    if (isTest || !everywhere.some((folder) => isBelow(path, folder))) return {};
    const report = (node, messageId, data = {}) => context.report({ node, messageId, data });
    return {
      'ImportDeclaration[source.value=/^(node:)?fs(.promises)?$/] > ImportSpecifier'(node) {
        const { name } = node.imported;
        if (pickyCalls.test(name) && !isBelow(path, files)) report(node, 'file', { name });
      },
      Literal(node) {
        if (typeof node.value !== 'string' || isBelow(path, pcsc)) return;
        if (unixPath.test(node.value)) report(node, 'path', { path: node.value });
      },
      "MemberExpression[object.name='process']"(node) {
        const { name } = node.property;
        if (unixProcess.test(name)) report(node, 'process', { name });
      },
      "CallExpression[callee.object.name='process'][callee.property.name=/^(on|once)$/] > Literal[value=/^SIG/]"(node) {
        if (path !== supervisor && !isBelow(path, pcsc)) report(node, 'signal');
      },
      "MemberExpression[property.name='pathname'] > NewExpression[callee.name='URL'] > MemberExpression[object.type='MetaProperty']"(
        node,
      ) {
        report(node, 'pathname');
      },
    };
  },
};

// Imported before anything else, so it keeps to syntax and globals that an old Node still understands.
var found = process.versions.node.split('.');
var major = Number(found[0]);
var minor = Number(found[1]);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Token Depot needs Node 20.19 or newer; this is Node ' + process.versions.node + '.');
  process.exit(1);
}

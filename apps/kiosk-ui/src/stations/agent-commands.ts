/** What is typed at a kiosk's PC. The depot serves the agent of its own version, from wherever this page came from. */
export const installAgent = `npm install -g ${location.origin}/agent.tgz`;
export const pairAgent = (code: string) => `token-depot-agent pair --url ${location.origin} --code ${code}`;
export const runAgent = 'token-depot-agent run';

import { createHash } from 'node:crypto';
import { benchScript } from './bench-script.js';
import { benchStyle } from './bench-style.js';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing from elsewhere, and nothing but what stands here. */
const policy = [
  "default-src 'none'",
  `script-src ${hash(benchScript)}`,
  `style-src ${hash(benchStyle)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bench of virtual tokens</title>
<link rel="icon" href="data:,">
<style>${benchStyle}</style>
</head>
<body>
<header>
<h1>Bench</h1>
<p>Virtual readers and virtual tokens, to practise without hardware.</p>
<p id="notice" role="status"></p>
</header>
<section id="readers" aria-label="Readers and Molto2"><div id="moltos"></div></section>
<section id="drawer" aria-label="Drawer">
<h2>Drawer <span id="count"></span></h2>
<div id="tokens"></div>
</section>
<script>${benchScript}</script>
</body>
</html>
`;

/** The page of the bench, in one piece. */
export const benchPage = {
  html,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
};

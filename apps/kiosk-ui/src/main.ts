import './without-eval';
import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { speech } from './messages/speech.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
await speech.begin().catch(() => undefined);
mount(App, { target });

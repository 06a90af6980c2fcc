import { mount } from 'svelte';
import App from './App.svelte';
import './style/colours.css';
import './style/page.css';
import './style/controls.css';
import { session } from './session/session.svelte.js';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app');
mount(App, { target });
void session.start();

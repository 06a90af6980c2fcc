/** Read by zod when it loads: our content security policy forbids `new Function`, and even the try is reported. */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};

// Says so when the program has stopped. It stands outside of the program, which can say nothing any more then.
(() => {
  const say = (error) => {
    // What a browser's extensions do wrong is not ours, and a button that is gone when it is pressed harms nobody.
    const ours = /wasm/.test(error?.stack) && !/closure invoked/.test(error.message);
    if (!ours || document.querySelector('.stopped')) return;
    const bar = document.createElement('div');
    bar.className = 'stopped';
    bar.setAttribute('role', 'alert');
    bar.innerHTML = '<p>Linchpin has stopped because of an error of its own. What was saved is kept.</p><button>Reload</button>';
    const [, reload] = bar.children;
    reload.onclick = () => location.reload();
    const app = document.querySelector('.app');
    if (app) app.inert = true;
    document.querySelectorAll('dialog').forEach((dialog) => dialog.remove());
    document.body.append(bar);
    reload.focus();
  };
  addEventListener('error', (event) => say(event.error));
  addEventListener('unhandledrejection', (event) => say(event.reason));
})();

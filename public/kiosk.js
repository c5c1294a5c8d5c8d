/* The touch screen in the lobby: the clock that ends a visit, and ending it before, during and after the portal, offline
   and after a crash. What a visit leaves is a page that is loaded anew. */
(function () {
  'use strict';
  var me = document.currentScript.dataset;
  /* Milliseconds: alone until it is asked, asked until it ends, and the longest time of a family. */
  var idle = me.idle * 1000, asks = me.asks * 1000, most = me.most * 1000;
  /* The machine throws the browser's profile away when its window closes (docs/kiosk.md). */
  var once = location.hash === '#once';
  var begun = false, over = false, seen = mark(), signed = null;

  /* Two clocks, of which the one that ran on counts: one may be set, the other may have slept. */
  function mark() { return [Date.now(), performance.now()]; }
  function since(at) { return Math.max(Date.now() - at[0], performance.now() - at[1]); }
  function by(id) { return document.getElementById(id); }

  function ask(left, last) {
    var box = by('still'), first = !box.open;
    by('still-text').hidden = last;
    by('still-last').hidden = !last;
    by('more-time').hidden = last;
    by('still-left').textContent = new Intl.NumberFormat(document.documentElement.lang).format(Math.ceil(left / 1000));
    by('still-ring').setAttribute('stroke-dashoffset', 1 - left / asks);
    if (first) box.showModal();
  }
  function check() {
    if (!begun || over) return;
    var alone = idle + asks - since(seen), rest = signed ? most - since(signed) : Infinity;
    if (Math.min(alone, rest) <= 0) finish();
    else if (Math.min(alone, rest) <= asks) ask(Math.min(alone, rest), rest <= alone);
    else if (by('still').open) by('still').close();
  }
  /* Once it is asked, only the answer counts. */
  function touched() { if (!by('still').open) seen = mark(); }
  function more() {
    seen = mark();
    check();
  }

  function wipe() {
    try { if (window.speechSynthesis) speechSynthesis.cancel(); } catch (e) { }
    document.title = 'Appointments';
    var app = by('app'), box = by('still');
    if (app) app.replaceChildren();
    if (box && box.open) box.close();
    try { getSelection().removeAllRanges(); } catch (e) { }
    try { navigator.clipboard.writeText('').catch(function () {}); } catch (e) { }
  }
  function again() {
    if (once && signed) close();
    location.reload();
  }
  /* Everything on screen goes in this tick; then the server is told, as long as anybody would wait. */
  function finish() {
    if (over) return;
    over = true;
    wipe();
    var told = signed ? window.portalKiosk.end() : Promise.resolve();
    Promise.race([told, new Promise(function (done) { setTimeout(done, 2000); })]).then(again, again);
  }

  window.portalKiosk = {
    /* Somebody has begun: from now on the clock runs. */
    begin: function () { begun = true; seen = mark(); },
    signed: function () { begun = true; signed = mark(); },
    finish: finish
  };
  setInterval(check, 250);
  document.addEventListener('visibilitychange', check);
  ['pointerdown', 'keydown', 'wheel', 'input'].forEach(function (name) {
    addEventListener(name, touched, { capture: true, passive: true });
  });

  /* Nothing leads out, and nothing is taken. */
  function stop(event) { event.preventDefault(); }
  ['contextmenu', 'dragstart', 'drop', 'dragover', 'copy', 'cut', 'paste'].forEach(function (name) {
    addEventListener(name, stop, { capture: true });
  });
  addEventListener('wheel', function (event) { if (event.ctrlKey) stop(event); }, { capture: true, passive: false });
  addEventListener('keydown', function (event) {
    var typed = event.getModifierState && event.getModifierState('AltGraph');
    var chord = (event.ctrlKey || event.altKey || event.metaKey) && !typed;
    if (chord || /^(F\d+|Browser.*|ContextMenu|Print.*)$/.test(event.key)) stop(event);
  }, { capture: true });
  addEventListener('click', function (event) {
    var at = event.target && event.target.closest ? event.target : null;
    if (at && at.closest('[data-done]')) { stop(event); finish(); return; }
    if (at && at.closest('#more-time')) { more(); return; }
    var link = at && at.closest('a[href]');
    if (link && (link.origin !== location.origin || link.target || link.hasAttribute('download'))) stop(event);
  }, { capture: true });
  /* Escape would close the question without an answer. */
  addEventListener('cancel', stop, { capture: true });
  addEventListener('pagehide', wipe);
  addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });
})();

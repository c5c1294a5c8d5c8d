/* Leaving fast: before, during and after the portal, offline, after a crash. */
(function () {
  'use strict';
  var presses = 0, timer = 0, gone = false, alone = false;
  function hush() {
    try { if (window.speechSynthesis) speechSynthesis.cancel(); } catch (e) { }
  }
  function wipe() {
    gone = true;
    hush();
    document.title = 'Appointments';
    if (document.body) document.body.replaceChildren();
  }
  function leave(href) {
    wipe();
    try { fetch('/api/v1/session', { method: 'DELETE', keepalive: true }).catch(function () {}); } catch (e) { }
    location.replace(href);
  }
  function button() { return document.getElementById('leave'); }
  function say(name) {
    var b = button(), s = document.getElementById('leave-status');
    if (b && s) { s.textContent = b.getAttribute('data-' + name) || ''; b.setAttribute('data-presses', presses); }
  }
  function reset(word) {
    clearTimeout(timer);
    if (presses) { presses = 0; say(word || ''); }
  }
  document.addEventListener('click', function (event) {
    var link = event.target && event.target.closest && event.target.closest('a[data-leave]');
    if (!link || gone) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave(link.href);
  }, true);
  document.addEventListener('keydown', function (event) {
    alone = event.key === 'Shift' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone) reset();
  }, true);
  document.addEventListener('keyup', function (event) {
    if (event.key !== 'Shift' || !alone || gone || !button()) return;
    alone = false;
    clearTimeout(timer);
    presses += 1;
    if (presses > 2) { say('leaving'); leave(button().href); return; }
    say(presses > 1 ? 'one' : 'two');
    timer = setTimeout(function () { reset('expired'); }, 5000);
  }, true);
  addEventListener('pagehide', function () {
    hush();
    var app = document.getElementById('app');
    if (app) app.replaceChildren();
  });
  addEventListener('pageshow', function (event) {
    if (!event.persisted) return;
    wipe();
    if (location.pathname === '/') location.reload(); else location.replace('/');
  });
})();

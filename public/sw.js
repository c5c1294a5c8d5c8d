/* Opens the portal without a signal. Kept on the phone: the files of the portal, the centre's public
   facts and words, and the public directory. Everything else, and so everything of a family, goes to
   the network untouched and is never kept. */
(function () {
  'use strict';
  /* The release puts the files of the portal here; while developing nothing is kept. */
  var files = [];
  var name = 'portal-' + files.join().split('').reduce(function (hash, letter) {
    return (hash * 31 + letter.charCodeAt(0)) >>> 0;
  }, 7).toString(36);
  /* One bar of signal: after this the page on the phone is shown. */
  var patience = 4000;

  function keep(request, response) {
    if (response.ok && response.type === 'basic') {
      var copy = response.clone();
      caches.open(name).then(function (cache) { return cache.put(request, copy); });
    }
    return response;
  }
  function kept(request) {
    return caches.match(request, { ignoreVary: true });
  }
  function network(request, as) {
    return fetch(request).then(function (response) { return keep(as || request, response); });
  }
  /* What never changes under its name. */
  function once(request) {
    return kept(request).then(function (found) { return found || network(request); });
  }
  /* What changes: the network first, as long as anybody would wait. */
  function fresh(request, as) {
    var asked = network(request, as);
    var late = new Promise(function (resolve) { setTimeout(resolve, patience); })
      .then(function () { return kept(as || request); });
    return Promise.race([asked, late.then(function (found) { return found || asked; })])
      .catch(function () { return kept(as || request); })
      .then(function (found) { return found || Response.error(); });
  }
  /* How a path of our own is kept; nothing for what must not be. */
  function keeper(path) {
    var named = files.indexOf(path) > 0 || path.startsWith('/locales/');
    if (named || /^\/api\/v1\/directory\/\w+$/.test(path)) return once;
    if (path === '/api/v1/center' || path.startsWith('/api/v1/playbook/')) return fresh;
    return null;
  }
  /* The first page asked before this worker was there: it is all asked for again, and the directory
     with it, so that the second visit needs no signal. */
  function keepUsed(paths) {
    var asked = paths.filter(keeper).map(function (path) {
      return keeper(path)(new Request(path)).then(function (answer) {
        return path === '/api/v1/center' && answer.ok ? answer.json() : null;
      });
    });
    return Promise.all(asked).then(function (answers) {
      var center = answers.filter(Boolean)[0];
      return center && center.directory && once(new Request('/api/v1/directory/' + center.directory.hash));
    });
  }
  function tidy() {
    return caches.keys().then(function (names) {
      return Promise.all(names.map(function (old) { return old === name || caches.delete(old); }));
    });
  }

  addEventListener('install', function (event) {
    if (files.length) event.waitUntil(caches.open(name).then(function (cache) { return cache.addAll(files); }));
  });
  addEventListener('activate', function (event) {
    event.waitUntil(tidy().then(function () { return clients.claim(); }));
  });
  addEventListener('message', function (event) {
    if (event.data === 'update') skipWaiting();
    else if (files.length) event.waitUntil(keepUsed(event.data));
  });
  addEventListener('fetch', function (event) {
    var request = event.request, url = new URL(request.url), path = url.pathname;
    if (!files.length || request.method !== 'GET' || url.origin !== location.origin) return;
    if (request.mode === 'navigate') {
      /* Every page is the same file; what has an ending is none. */
      if (!/\.|^\/(api|hsds)\//.test(path)) event.respondWith(fresh(request, '/'));
      return;
    }
    var how = keeper(path);
    if (how) event.respondWith(how(request));
  });
})();

/* Opens the portal without a signal. Kept on the phone: the files of the portal, the centre's public
   facts and words, and the public directory. Everything else, and so everything of a family, goes to
   the network untouched and is never kept. */
(function () {
  'use strict';
  /* The release puts the files of the portal here; while developing nothing is kept. */
  var files = [];
  /* And here what those alone load who search. */
  var later = [];
  /* And what the touch screen in the lobby needs beside them; no phone has it. */
  var lobby = [];
  /* What is inside the pages belongs to the version as well. */
  var pages = '';
  var name = 'portal-' + files.concat(pages).join().split('').reduce(function (hash, letter) {
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
  /* What never changes under its name, or not within a version of the portal. */
  function once(request, as) {
    return kept(as || request).then(function (found) { return found || network(request, as); });
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
    var named = files.indexOf(path) > 0 || later.concat(lobby).indexOf(path) >= 0 || path.startsWith('/locales/');
    if (named || /^\/api\/v1\/directory\/\w+(\/pack)?$/.test(path)) return once;
    if (/^\/api\/v1\/(center$|building$|playbook\/)/.test(path)) return fresh;
    return null;
  }
  /* The address of the current directory; nothing when there is none. */
  function directoryOf(center) {
    return center && center.directory && '/api/v1/directory/' + center.directory.hash;
  }
  /* The first page asked before this worker was there: it is all asked for again, and then the search
     and the directory, so that the second visit needs no signal. `whole` is every service in full. */
  function keepUsed(paths, whole, inLobby) {
    return Promise.all(paths.filter(keeper).map(function (path) {
      return keeper(path)(new Request(path)).then(function (answer) {
        return path === '/api/v1/center' && answer.ok ? answer.json() : null;
      });
    })).then(function (answers) {
      var center = answers.filter(Boolean)[0], address = directoryOf(center);
      /* A directory larger than that has no file with every service in full (docs/api.md). */
      whole = whole && address && center.directory.services <= 20000;
      var wanted = (inLobby ? lobby : []).concat(address ? [address + '/pack'].concat(later, whole ? address : []) : []);
      return wanted.reduce(function (before, path) {
        return before.then(function () { return once(new Request(path)); });
      }, Promise.all([address && dropOther(address), center && renewPage(center)]));
    });
  }
  /* The page is told the centre's name, its number and where leaving leads, and those may change within a version. */
  function renewPage(center) {
    var told = [center.name, center.phone, center.leave_url].map(function (text) {
      return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
    });
    return kept('/').then(function (found) { return found ? found.text() : ''; }).then(function (page) {
      var same = told.every(function (text) { return page.indexOf(text) >= 0; });
      return same || network('/');
    });
  }
  /* A directory that is no longer the current one. */
  function dropOther(address) {
    return caches.open(name).then(function (cache) {
      return cache.keys().then(function (requests) {
        return Promise.all(requests.map(function (request) {
          var path = new URL(request.url).pathname;
          var old = path.startsWith('/api/v1/directory/') && path !== address && path !== address + '/pack';
          return old && cache.delete(request);
        }));
      });
    });
  }
  /* Every service in full, as long as this worker runs: columns, in which a letter stands for a word
     (docs/api.md). What the search knows is left out; the page has it from there. */
  var read = {};
  function unfold(value) {
    if (typeof value === 'string') {
      return value.replace(/[\u0080-\u07ff]/g, function (letter) {
        var at = read.letters.indexOf(letter);
        return at < 0 ? letter : read.words[at];
      });
    }
    if (!value || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(unfold);
    return Object.keys(value).reduce(function (whole, name) {
      whole[name] = unfold(value[name]);
      return whole;
    }, {});
  }
  function find(columns, id) {
    var at = columns ? columns.id.indexOf(id) : -1;
    return at < 0 ? null : Object.keys(columns).reduce(function (whole, name) {
      var value = columns[name][at];
      if (value) whole[name] = name === 'id' ? value : unfold(value);
      return whole;
    }, {});
  }
  function services() {
    return kept('/api/v1/center').then(function (found) { return found && found.json(); }).then(function (center) {
      var address = directoryOf(center);
      if (!address || read.address === address) return read.services;
      return kept(address).then(function (found) { return found && found.json(); }).then(function (all) {
        if (all) read = { address: address, services: all.services, letters: all.letters, words: all.words };
        return all && all.services;
      });
    });
  }
  /* One service, out of the directory on the phone: then nobody learns which one is looked at. What
     has to be asked for is not kept. */
  function service(request, id) {
    return services().catch(function () {}).then(function (all) {
      var one = find(all, id);
      if (!one) return fetch(request);
      return new Response(JSON.stringify(one), { headers: { 'Content-Type': 'application/json' } });
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
    else if (files.length) event.waitUntil(keepUsed(event.data.paths, event.data.whole, event.data.lobby));
  });
  addEventListener('fetch', function (event) {
    var request = event.request, url = new URL(request.url), path = url.pathname;
    if (!files.length || request.method !== 'GET' || url.origin !== location.origin) return;
    if (request.mode === 'navigate') {
      /* Every page is the same file, and one of this version; what has an ending is none. Staff and the board have another,
         which is not kept; the touch screen in the lobby has a third, and nobody there who would be offered a newer one. */
      if (/\.|^\/(api|hsds)\/|^\/(staff|board)(\/|$)/.test(path)) return;
      event.respondWith(/^\/kiosk(\/|$)/.test(path) ? fresh(request, '/kiosk') : once(request, '/'));
      return;
    }
    if (path.startsWith('/api/v1/services/')) {
      event.respondWith(service(request, path.slice(17)));
      return;
    }
    var how = keeper(path);
    if (how) event.respondWith(how(request));
  });
})();

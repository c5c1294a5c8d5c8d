/* Starts the portal: the policy for static templates, the first requests beside the download of the
   wasm, and a plain page with the phone number when something fails. */
(function () {
  'use strict';
  var me = document.currentScript;
  if (window.trustedTypes) {
    trustedTypes.createPolicy('default', {
      createHTML: function (html) {
        if (/<script|[\s"'/]on\w+\s*=|javascript:/i.test(html)) throw new TypeError('refused');
        return html;
      },
      createScriptURL: function (url) {
        if (url !== '/sw.js' && url !== me.dataset.search) throw new TypeError('refused');
        return url;
      }
    });
  }
  var words = {
    en: ['We could not start this page', 'You can always call us:', 'Try again'],
    es: ['No pudimos abrir esta página', 'Siempre puede llamarnos:', 'Intentar otra vez'],
    vi: ['Chúng tôi không mở được trang này', 'Quý vị luôn có thể gọi chúng tôi:', 'Thử lại'],
    ar: ['لم نتمكن من فتح هذه الصفحة', 'يمكنك الاتصال بنا دائماً:', 'حاول مرة أخرى'],
    so: ['Boggan ma furi karin', 'Mar walba waad na soo wici kartaa:', 'Mar kale isku day']
  };
  var locales = JSON.parse(document.getElementById('locales').textContent);
  var language = (navigator.languages || [navigator.language]).map(function (tag) {
    return tag.split('-')[0].toLowerCase();
  }).find(function (tag) { return locales[tag]; }) || 'en';

  var failed = false;
  function element(name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }
  function callLink(phone, extension) {
    var call = element('a', phone + (extension ? ', ' + extension : ''));
    call.href = 'tel:' + call.textContent.replace(/[^0-9+,]/g, '');
    call.dir = 'ltr';
    call.className = 'button';
    return call;
  }
  function fail() {
    var app = document.getElementById('app');
    if (failed || !app) return;
    failed = true;
    var say = words[document.documentElement.lang] || words.en;
    var phone = app.dataset.phone;
    var main = element('main'), again = element('button', say[2]);
    main.id = 'main';
    again.className = 'button button-first';
    again.type = 'button';
    again.addEventListener('click', function () { location.reload(); });
    main.append(element('h1', say[0]), element('p', say[1]), callLink(phone), element('p'), again);
    app.replaceChildren(main);
  }
  addEventListener('portal-failed', fail);
  addEventListener('error', function (event) {
    if (event.error instanceof WebAssembly.RuntimeError) fail();
  });
  addEventListener('unhandledrejection', function (event) {
    if (event.reason instanceof WebAssembly.RuntimeError) fail();
  });

  var early = {};
  var paths = ['/api/v1/center', locales[language]], lobby = location.pathname === '/kiosk';
  // Nobody is signed in at the touch screen of the lobby when it begins.
  if (!lobby) paths.unshift('/api/v1/session');
  // Signing in and the directory need no playbook: a third of what the screens before cost.
  if (!/^\/(start|help)/.test(location.pathname)) paths.push('/api/v1/playbook/' + language);
  // Home's own facts do not wait for the wasm. Without a session they are none, and must not be there for the next one.
  var session = '/api/v1/session', home = location.pathname === '/' ? ['/api/v1/me/overview'] : [];
  home.concat(paths).forEach(function (path) {
    early[path] = fetch(path);
    early[path].catch(function () {});
  });
  if (early[session]) early[session].then(function (answer) { if (answer.status !== 200) throw 0; }).catch(function () {
    home.forEach(function (path) { delete early[path]; });
    // Whoever is not signed in sees another screen.
    fetchScreens();
  });
  if (!home.length) fetchScreens();
  /* The next step and whom to call about it stand there before the portal runs: with one bar of signal that is seconds
     earlier. The portal says the same again, with all that belongs to it. */
  else Promise.all([home[0], session, paths[paths.length - 1]].map(function (path) {
    return early[path].then(function (answer) { return answer.clone().json(); });
  })).then(function (known) {
    var step = known[0].next_step, who = step.contact, own = known[1].language;
    var place = document.querySelector('#first-text + .card'), card = element('article');
    // Whoever is signed in may read another language than this phone speaks.
    if (!place || own && own !== language) return;
    card.className = 'card';
    card.append(element('h2', known[2].steps[step.kind].title), element('p', who.name));
    if (who.phone) card.append(callLink(who.phone, who.extension));
    place.replaceWith(card);
    // The portal ends after ten minutes without a touch; so does this, when the portal does not come.
    setTimeout(function () { if (card.isConnected) fail(); }, 6e5);
  }).catch(function () {});
  var boot = window.portalBoot = { early: early, locales: locales, language: language };
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';

  function checked(url, integrity) {
    return fetch(url, integrity ? { integrity: integrity } : {}).then(function (response) {
      if (!response.ok) throw response.status;
      return response;
    });
  }
  function script(src, integrity) {
    return new Promise(function (resolve, reject) {
      var made = element('script');
      made.onload = resolve;
      made.onerror = function () { made.remove(); reject(0); };
      if (integrity) made.integrity = integrity;
      made.src = src;
      document.head.append(made);
    });
  }
  /* The screens behind the first are a wasm of their own, which shares memory and functions with the first. It is fetched
     when somebody is about to see one of them, and begun once. */
  var screens, begun;
  function fetchScreens() {
    if (!me.dataset.later) return;
    screens = screens || WebAssembly.compileStreaming(checked(me.dataset.later, me.dataset.laterIntegrity));
    screens.catch(function () { screens = null; });
    return screens;
  }
  boot.later = function (callback, data, first) {
    begun = begun || fetchScreens().then(function (module) {
      return WebAssembly.instantiate(module, { __wasm_split: first });
    });
    begun.then(function () { return true; }, function () { begun = null; return false; }).then(function (loaded) {
      first.__indirect_function_table.get(callback)(data, loaded);
    });
  };
  /* The search, for those who search: a directory of this address, ready to be asked. It is built in
     slices, so that the page answers touches meanwhile. */
  boot.code = function () {
    var data = me.dataset;
    var code = window.portalSearch = window.portalSearch || script(data.search, data.searchIntegrity).then(function () {
      return portal_search({ module_or_path: checked(data.searchWasm, data.searchWasmIntegrity) });
    });
    code.catch(function () { window.portalSearch = null; });
    return code;
  };
  boot.search = function (pack) {
    var bytes = checked(pack).then(function (response) { return response.arrayBuffer(); }), code = boot.code();
    var late = new Promise(function (_, reject) { setTimeout(function () { reject(0); }, 20000); });
    return Promise.race([Promise.all([bytes, code]), late]).then(function (both) {
      var search = portal_search.Search.open(new Uint8Array(both[0]));
      if (!search) throw 200;
      return new Promise(function (resolve) {
        (function slice() {
          if (search.build_some(250)) resolve(search); else setTimeout(slice);
        })();
      });
    });
  };

  /* A newer version waits until the person wants it: nobody is interrupted while reading. */
  function offer(registration) {
    var worker = registration.waiting;
    if (!worker || !navigator.serviceWorker.controller) return;
    boot.update = function () {
      navigator.serviceWorker.addEventListener('controllerchange', function () { location.reload(); });
      worker.postMessage('update');
    };
    dispatchEvent(new Event('portal-update'));
  }
  /* Keeping the portal for the next time waits until it runs and has nothing else to do. */
  var idle = window.requestIdleCallback || setTimeout;
  function keep() {
    navigator.serviceWorker.register('/sw.js').then(function (registration) {
      offer(registration);
      registration.addEventListener('updatefound', function () {
        var worker = registration.installing;
        worker.addEventListener('statechange', function () { offer(registration); });
      });
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      /* One bar of signal, or a phone that is to save: the directory in full is left out. */
      var line = navigator.connection || {}, whole = !line.saveData && !/2g/.test(line.effectiveType);
      idle(function () {
        // Every language may be asked for there, when the server is gone.
        if (lobby) Object.keys(locales).forEach(function (name) {
          paths.push(locales[name], '/api/v1/playbook/' + name.split('/').pop());
        });
        registration.active.postMessage({ paths: paths.concat(lobby ? '/api/v1/building' : []), whole: whole, lobby: lobby });
      });
    }).catch(function () {});
  }

  /* The script of the wasm is there when the document is. */
  addEventListener('DOMContentLoaded', function () {
    var integrity = me.dataset.wasmIntegrity;
    if (typeof wasm_bindgen !== 'function') { fail(); return; }
    wasm_bindgen({ module_or_path: fetch(me.dataset.wasm, integrity ? { integrity: integrity } : {}) })
      .then(function () {
        idle(function () {
          if (!(navigator.connection || {}).saveData) fetchScreens();
          if (navigator.serviceWorker) keep();
        });
      }, fail);
  });
})();

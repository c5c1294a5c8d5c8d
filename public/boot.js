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
  /* What is said before the texts of a language are there: that we could not start, and that we are about to. */
  var words = {
    en: ['We could not start this page', 'You can always call us:', 'Try again', 'Leave this site', 'One moment', 'The page is loading.'],
    es: ['No pudimos abrir esta página', 'Siempre puede llamarnos:', 'Intentar otra vez', 'Salir de este sitio', 'Un momento', 'Estamos abriendo la página.'],
    vi: ['Chúng tôi không mở được trang này', 'Quý vị luôn có thể gọi chúng tôi:', 'Thử lại', 'Rời trang này', 'Xin đợi một chút', 'Chúng tôi đang mở trang.'],
    ar: ['لم نتمكن من فتح هذه الصفحة', 'يمكنك الاتصال بنا دائماً:', 'حاول مرة أخرى', 'مغادرة الموقع', 'لحظة من فضلك', 'نحضر الصفحة الآن.'],
    so: ['Boggan ma furi karin', 'Mar walba waad na soo wici kartaa:', 'Mar kale isku day', 'Ka tag boggan', 'Wax yar sug', 'Bogga waa la furayaa.']
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

  var session = '/api/v1/session', lobby = location.pathname === '/kiosk', home = location.pathname === '/' ? ['/api/v1/me/overview'] : [];
  var running, early = {}, boot = window.portalBoot = { early: early, locales: locales };
  function ask(path) {
    if (!early[path]) early[path] = fetch(path);
    early[path].catch(function () {});
    return path;
  }
  function read(path) {
    return early[path].then(function (answer) {
      if (answer.status !== 200) throw answer.status;
      return answer.clone().json();
    });
  }
  /* The first screen in the language of the page, until the portal's own words are there. */
  function greet() {
    ['leave-word', 'first', 'first-text'].forEach(function (id, at) {
      // The touch screen of the lobby has another way to leave.
      var place = document.getElementById(id);
      if (place) place.textContent = words[boot.language][at + 3];
    });
  }
  /* The texts of a language. Signing in and the directory need no playbook: a third of what the screens before cost. */
  function speak(tag) {
    boot.language = tag;
    // Once the portal runs, the language is the one it was last asked for.
    if (!running) {
      document.documentElement.lang = tag;
      document.documentElement.dir = tag === 'ar' ? 'rtl' : 'ltr';
      greet();
    }
    return [locales[tag]].concat(/^\/(start|help)/.test(location.pathname) ? [] : '/api/v1/playbook/' + tag).map(ask);
  }
  // Home's own facts do not wait for the wasm. Nobody is signed in at the touch screen of the lobby when it begins.
  home.concat(lobby ? [] : session).forEach(ask);
  var paths = speak(language).concat(ask('/api/v1/center'));
  if (!home.length) fetchScreens();
  if (!lobby) read(session).then(function (who) {
    // Whoever is signed in may read another language than this phone speaks.
    if (locales[who.language]) paths = paths.concat(speak(who.language));
    return Promise.all([home[0], '/api/v1/playbook/' + boot.language].map(read));
  }, function () {
    // Without a session there are no facts, and they must not be there for the next one. Another screen is shown.
    home.forEach(function (path) { delete early[path]; });
    fetchScreens();
  }).then(function (known) {
    /* The next step and whom to call about it stand there before the portal runs: with one bar of signal that is seconds
       earlier. The portal says the same again, with all that belongs to it. */
    var step = known[0].next_step, who = step.contact, card = element('article');
    card.className = 'card skeleton';
    card.append(element('h2', known[1].steps[step.kind].title), element('p', who.name));
    if (who.phone) card.append(callLink(who.phone, who.extension));
    document.querySelector('#first-text + .card').replaceWith(card);
    // The portal ends after ten minutes without a touch; so does this, when the portal does not come.
    setTimeout(function () { if (card.isConnected) fail(); }, 6e5);
  }).catch(function () {});

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
      var search = portal_search.Search.open(new Uint8Array(both[0]), document.documentElement.lang);
      if (!search) throw 200;
      return new Promise(function (resolve) {
        (function slice() {
          setTimeout(search.build_some(250) ? function () { resolve(search); } : slice);
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
    greet();
    var integrity = me.dataset.wasmIntegrity;
    if (typeof wasm_bindgen !== 'function') { fail(); return; }
    wasm_bindgen({ module_or_path: fetch(me.dataset.wasm, integrity ? { integrity: integrity } : {}) })
      .then(function () {
        running = true;
        idle(function () {
          if (!(navigator.connection || {}).saveData) fetchScreens();
          if (navigator.serviceWorker) keep();
        });
      }, fail);
  });
})();

/* The kiosk's own key, which its browser does not give away, and the proof that every request of a visit carries
   (crates/portal-types/src/kiosk.rs says what is signed). */
(function () {
  'use strict';
  var kiosk = window.portalKiosk, own = null, challenge = '', count = 0;
  var curve = { name: 'ECDSA', namedCurve: 'P-256' }, how = { name: 'ECDSA', hash: 'SHA-256' };

  function base64(bytes) {
    var text = String.fromCharCode.apply(null, new Uint8Array(bytes));
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  }
  /* One record in a database of its own: the only thing that stays in this browser. */
  function record(mode, work) {
    return new Promise(function (resolve, reject) {
      var open = indexedDB.open('kiosk', 1);
      open.onupgradeneeded = function () { open.result.createObjectStore('own'); };
      open.onerror = function () { reject(open.error); };
      open.onsuccess = function () {
        var change = open.result.transaction('own', mode), asked = work(change.objectStore('own'));
        change.oncomplete = function () { open.result.close(); resolve(asked.result); };
        change.onerror = change.onabort = function () { open.result.close(); reject(change.error); };
      };
    });
  }
  function load() {
    if (own) return Promise.resolve(own);
    return record('readonly', function (place) { return place.get('own'); }).then(function (found) {
      own = found || null;
      return own;
    });
  }
  function proof(method, path) {
    var to = challenge, number = count += 1;
    var text = ['portal-kiosk-1', to, number, method, path].join('\n');
    return crypto.subtle.sign(how, own.keys.privateKey, new TextEncoder().encode(text)).then(function (signature) {
      return [to, number, base64(signature)].join('.');
    });
  }
  function post(path, body) {
    return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }

  /* The requests of the portal: what is a family's or the kiosk's own carries its proof. */
  window.portalFetch = function (request) {
    var path = new URL(request.url).pathname;
    if (!challenge || !/^\/api\/v1\/(me\/|session$|handoff$|kiosk(\/start)?$)/.test(path)) return fetch(request);
    return proof(request.method, path).then(function (said) {
      request.headers.set('portal-kiosk', said);
      return fetch(request);
    }).then(function (response) {
      if (path === '/api/v1/session' && request.method === 'POST' && response.ok) kiosk.signed();
      return response;
    });
  };
  /* Ends the family's session. */
  kiosk.end = function () {
    return window.portalFetch(new Request('/api/v1/session', { method: 'DELETE', keepalive: true }));
  };
  /* Begins with a new challenge. Answers how it stands: "ready", "new" (it has no key yet), "refused" or "unreachable". */
  kiosk.start = function () {
    return load().then(function () {
      if (!own) return 'new';
      return post('/api/v1/kiosk/challenge', { kiosk: own.kiosk }).then(function (response) {
        if (!response.ok) throw response.status;
        return response.json();
      }).then(function (answer) {
        challenge = answer.challenge;
        count = 0;
        return window.portalFetch(new Request('/api/v1/kiosk/start', { method: 'POST' }));
      }).then(function (response) {
        if (!response.ok && response.status !== 401) throw response.status;
        return response.ok ? 'ready' : 'refused';
      });
    }).catch(function () { return 'unreachable'; });
  };
  /* Makes a key, has it enrolled with a one-time code and begins; "wrong" when the code is none. A key that was there stays until then. */
  kiosk.enrol = function (code) {
    return crypto.subtle.generateKey(curve, false, ['sign', 'verify']).then(function (keys) {
      return crypto.subtle.exportKey('raw', keys.publicKey).then(function (point) {
        return post('/api/v1/kiosk/enrol', { code: code, public_key: base64(point) });
      }).then(function (response) {
        if (response.status === 401 || response.status === 400) return 'wrong';
        if (!response.ok) throw response.status;
        return response.json().then(function (named) {
          var made = { kiosk: named.kiosk, keys: keys };
          return record('readwrite', function (place) { return place.put(made, 'own'); }).then(function () {
            own = made;
            return kiosk.start();
          });
        });
      });
    }).catch(function () { return 'unreachable'; });
  };
})();

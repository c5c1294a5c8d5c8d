/* Stands inside the page: starts what the first screen needs while the script is still on its way. */
(function () {
  var locales = JSON.parse(document.getElementById('locales').textContent);
  var language = navigator.languages.map(function (tag) { return tag.split('-')[0]; })
    .find(function (tag) { return locales[tag]; }) || 'en';
  document.documentElement.lang = language;
  var early = {}, paths = ['/api/v1/session', locales[language], '/api/v1/center'];
  if (location.pathname === '/') paths.unshift('/api/v1/me/overview');
  if (!location.pathname.startsWith('/help')) paths.push('/api/v1/playbook/' + language);
  paths.forEach(function (path) {
    early[path] = fetch(path);
    early[path].catch(function () {});
  });
  window.boot = { early: early, locales: locales, language: language };
})();

//! A language that nobody speaks: English in accents and brackets, 40 % longer. What is cut off,
//! runs over the edge, or was never given to a translator, shows.

/// Turns the words of the portal and the playbook around as they arrive. Placeholders, glossary
/// marks and everything that is no text of a language stay.
pub const PSEUDO: &str = r"(() => {
  const real = window.fetch;
  const accents = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', A: 'Å', E: 'É', I: 'Í', O: 'Ö', U: 'Ü', n: 'ñ', c: 'ç' };
  const fill = 'löng wörds stretch éach lîne évén möre thân thé lángüágés dö ';
  const turned = text => {
    const accented = text.replace(/\{[^}]*\}|\[\[[^\]|]*\|?|[aeioucnAEIOU]/g, m => accents[m] || m);
    return '[' + accented + ' ' + fill.repeat(9).slice(0, Math.ceil(text.length * 0.4)).trim() + ']';
  };
  const all = (value, name) => {
    if (typeof value === 'string') return turned(value);
    if (value === null || typeof value !== 'object' || name === 'rules') return value;
    if (Array.isArray(value)) return value.map(inner => all(inner, name));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) =>
      [key, key === 'language' || key.startsWith('_meta') || key.startsWith('more.') ? inner : all(inner, key)]));
  };
  window.fetch = async (resource, options) => {
    const answer = await real(resource, options);
    if (!/locales\/en|playbook\/en/.test(String(resource.url || resource)) || !answer.ok) return answer;
    return new Response(JSON.stringify(all(await answer.json())), { headers: { 'Content-Type': 'application/json' } });
  };
})()";

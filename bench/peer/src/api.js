/* Asks the server; what the page asked for before this script was there is taken from there, once. */
import { useEffect, useState } from 'preact/hooks';

export async function get(path) {
  const early = window.boot.early[path];
  delete window.boot.early[path];
  const response = await (early || fetch(path));
  if (!response.ok) throw response.status;
  return response.json();
}

/** `[value, error]` of a path; nothing of both while it is on its way. */
export function useGet(path) {
  const [state, set] = useState([]);
  useEffect(() => {
    let here = true;
    if (path) get(path).then(value => here && set([value]), error => here && set([undefined, error]));
    return () => { here = false; };
  }, [path]);
  return state;
}

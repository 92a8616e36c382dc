/** Where the pages are, and the curriculum, fetched once per visit. */

import { decode } from "./curriculum.mjs";

export const address = (path) => new URL(`../../${path}`, import.meta.url).href;
export const topicPage = (id) => address(`topics/${id}/`);

export async function data(name) {
  const answer = await fetch(address(`data/${name}.json`));
  if (!answer.ok) throw new Error(answer.url);
  return answer.json();
}

let loading;
export function curriculum() {
  loading ??= data("paths").then(decode);
  // Another page may have more luck.
  loading.catch(() => (loading = null));
  return loading;
}

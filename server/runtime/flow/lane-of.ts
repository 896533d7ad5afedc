/** Part of the spool's format: messages on disk stand under their lane. */
export const laneCount = 16;

/** FNV-1a over the key's UTF-16 units; equal keys always share a lane. */
export function laneOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & (laneCount - 1);
}

export function buildBundles(only?: readonly string[], options?: { outdir?: string }): Promise<string[]>;

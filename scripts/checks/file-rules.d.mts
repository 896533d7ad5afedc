export function findRegistryHosts(text: string): string[];

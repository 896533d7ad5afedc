export function findReferences(markdown: string): { line: number; target: string; isLink: boolean }[];

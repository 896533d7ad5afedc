import { downloadFile } from "@/components/forms/download-file";

/** Saves text as a file, with the mark that makes spreadsheets read it as UTF-8. */
export function downloadCsv(name: string, text: string): void {
  downloadFile(`${name.replaceAll(/[^0-9A-Za-z_-]+/g, "-")}.csv`, `\uFEFF${text}`, "text/csv;charset=utf-8");
}

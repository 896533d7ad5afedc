import { toBrowserUrl, toPolicySource } from "@/lib/mqtt/web-socket";

const testClientPath = /^\/[^/]+\/instances\/([^/]+)\/test-client\/?$/;

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** What the page at this path may open WebSockets to: the endpoints of its instance, for the test client; nothing for any other page. */
export function pageWebSockets(pathname: string, endpointsOf: (instanceId: string) => readonly string[]): string[] {
  const instanceId = decode(testClientPath.exec(pathname)?.[1] ?? "");
  if (instanceId === undefined || instanceId === "") {
    return [];
  }
  return endpointsOf(instanceId).flatMap((url) => {
    const browserUrl = toBrowserUrl(url);
    return browserUrl === undefined ? [] : (toPolicySource(browserUrl) ?? []);
  });
}

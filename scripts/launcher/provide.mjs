import { Refusal, say, step } from "./terminal.mjs";

/** Jars and Java of the embedded RocketMQ; nothing when it is not embedded. Resolves to what the console's environment needs. */
export async function provideEmbedded(settings, tools) {
  const servers = [settings.rocketmq, settings.rocketmq5].filter((server) => server);
  if (servers.length === 0) {
    return {};
  }
  try {
    const { java, version } = await tools.provideJava(settings, say);
    for (const server of servers) {
      await provideServer(server.version, version, settings, tools);
    }
    return { SLUICE_JAVA: java };
  } catch (error) {
    if (error instanceof tools.JavaError) {
      throw new Refusal(error.message);
    }
    throw new Refusal(
      `The embedded RocketMQ could not be fetched: ${error.message}\nCheck the network or set SLUICE_MAVEN_URL to a Maven repository that can be reached; what has arrived is kept. SLUICE_EMBEDDED=mqtt starts without it.`,
    );
  }
}

async function provideServer(rocketmqVersion, javaVersion, settings, tools) {
  let shownMs = performance.now();
  const onProgress = ({ filesDone, filesTotal, bytesDone, bytesTotal }) => {
    if (performance.now() - shownMs > 2000) {
      shownMs = performance.now();
      say(
        `fetching RocketMQ: ${filesDone} of ${filesTotal} files, ${(bytesDone / 1e6).toFixed(0)} of ${(bytesTotal / 1e6).toFixed(0)} MB`,
      );
    }
  };
  await step(`checking RocketMQ ${rocketmqVersion} and Java ${javaVersion}`, () =>
    tools.provideArtifactSet(`rocketmq-${rocketmqVersion}`, {
      cacheDir: settings.cacheDir,
      baseUrl: settings.mavenUrl,
      onProgress,
    }),
  );
}

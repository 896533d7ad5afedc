import { Refusal, say, step } from "./terminal.mjs";

/** Jars and Java of the embedded RocketMQ; nothing when it is not embedded. Resolves to what the console's environment needs. */
export async function provideEmbedded(settings, tools) {
  if (!settings.rocketmq) {
    return {};
  }
  try {
    const { java, version } = await tools.provideJava(settings, say);
    const set = `rocketmq-${settings.rocketmq.version}`;
    let shownMs = performance.now();
    const onProgress = ({ filesDone, filesTotal, bytesDone, bytesTotal }) => {
      if (performance.now() - shownMs > 2000) {
        shownMs = performance.now();
        say(
          `fetching RocketMQ: ${filesDone} of ${filesTotal} files, ${(bytesDone / 1e6).toFixed(0)} of ${(bytesTotal / 1e6).toFixed(0)} MB`,
        );
      }
    };
    await step(`checking RocketMQ ${settings.rocketmq.version} and Java ${version}`, () =>
      tools.provideArtifactSet(set, { cacheDir: settings.cacheDir, baseUrl: settings.mavenUrl, onProgress }),
    );
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

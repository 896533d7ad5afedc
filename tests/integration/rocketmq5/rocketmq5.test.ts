import { startCluster } from "./cluster";
import { describeConsumeSamples } from "./consume-samples-suite";
import { describeGrpc } from "./grpc-suite";
import { describeRemoting } from "./remoting-suite";

const cluster = startCluster();
describeRemoting(cluster);
describeGrpc(cluster);
describeConsumeSamples(cluster);

import { startCluster } from "./cluster";
import { describeConsumeSamples } from "./consume-samples-suite";
import { describeGrpc } from "./grpc-suite";
import { describeRemoting } from "./remoting-suite";

const cluster = startCluster();
describeRemoting(cluster);
describeConsumeSamples(cluster);
// Last: it ends with a broker that came back, and name servers take a while to route to it again.
describeGrpc(cluster);

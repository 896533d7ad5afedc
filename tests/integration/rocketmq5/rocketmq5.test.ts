import { startCluster } from "./cluster";
import { describeGrpc } from "./grpc-suite";
import { describeRemoting } from "./remoting-suite";

const cluster = startCluster();
describeRemoting(cluster);
describeGrpc(cluster);

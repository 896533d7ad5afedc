import { describeCell } from "../matrix/describe-cell";

describeCell("mosquitto", "4.9.7");

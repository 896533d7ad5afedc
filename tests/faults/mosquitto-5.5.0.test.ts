import { describeCell } from "./matrix/describe-cell";

describeCell("mosquitto", "5.5.0");

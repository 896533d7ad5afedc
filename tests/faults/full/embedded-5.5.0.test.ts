import { describeCell } from "../matrix/describe-cell";

describeCell("embedded", "5.5.0");

import { describeCell } from "./matrix/describe-cell";

describeCell("embedded", "4.9.7");

// Every segment loads its error and not-found pages along with its page. Named here, in the code of the layout around them, what they
// are made of arrives once; otherwise each segment brings a copy of its own.
import "./error-view";
import "./not-found-view";
import "./side-nav";

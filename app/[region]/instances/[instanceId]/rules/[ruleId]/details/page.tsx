/** The rule's page by an address that no other page has; a rule called "create" is opened here. */
export { default, generateMetadata } from "../page";

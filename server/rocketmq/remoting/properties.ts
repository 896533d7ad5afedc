export const nameSeparator = "\u0001";
export const propertySeparator = "\u0002";

/**
 * A broker stores the length of a property string as an int16, after adding properties of its own (its cluster's name among
 * them). For a batch 4.9 does not check the sum: it answers SEND_OK, the length turns negative, and it stops handing messages
 * of any topic to consumers. So room is left for what it adds.
 */
export const propertiesBytesMax = 32_767 - 1_024;

/** True for what the wire can carry as a property's name or value. */
export function isWritable(text: string): boolean {
  return !text.includes(nameSeparator) && !text.includes(propertySeparator);
}

/** `key 0x01 value 0x02`, repeated. A name or value that holds one of the two bytes must be settled before. */
export function encodeProperties(properties: Iterable<readonly [string, string]>): string {
  let text = "";
  for (const [key, value] of properties) {
    text += key + nameSeparator + value + propertySeparator;
  }
  return text;
}

/** Total: what does not look like a property is skipped. A map, because names come from strangers. */
export function decodeProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const pair of text.split(propertySeparator)) {
    const separatorAt = pair.indexOf(nameSeparator);
    if (separatorAt > 0) {
      properties.set(pair.slice(0, separatorAt), pair.slice(separatorAt + 1));
    }
  }
  return properties;
}

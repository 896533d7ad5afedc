export const regionGroups = ["asiaPacific", "europeAmericas", "middleEast"] as const;
export type RegionGroup = (typeof regionGroups)[number];

/** Alibaba Cloud's public region identifiers; `local` parts live in cn-hangzhou by default. */
export const regions = [
  { id: "cn-hangzhou", group: "asiaPacific", en: "China (Hangzhou)", zh: "华东1（杭州）" },
  { id: "cn-shanghai", group: "asiaPacific", en: "China (Shanghai)", zh: "华东2（上海）" },
  { id: "cn-qingdao", group: "asiaPacific", en: "China (Qingdao)", zh: "华北1（青岛）" },
  { id: "cn-beijing", group: "asiaPacific", en: "China (Beijing)", zh: "华北2（北京）" },
  { id: "cn-zhangjiakou", group: "asiaPacific", en: "China (Zhangjiakou)", zh: "华北3（张家口）" },
  { id: "cn-shenzhen", group: "asiaPacific", en: "China (Shenzhen)", zh: "华南1（深圳）" },
  { id: "cn-chengdu", group: "asiaPacific", en: "China (Chengdu)", zh: "西南1（成都）" },
  { id: "cn-hongkong", group: "asiaPacific", en: "China (Hong Kong)", zh: "中国香港" },
  { id: "ap-southeast-1", group: "asiaPacific", en: "Singapore", zh: "新加坡" },
  { id: "ap-southeast-3", group: "asiaPacific", en: "Malaysia (Kuala Lumpur)", zh: "马来西亚（吉隆坡）" },
  { id: "ap-southeast-5", group: "asiaPacific", en: "Indonesia (Jakarta)", zh: "印度尼西亚（雅加达）" },
  { id: "ap-northeast-1", group: "asiaPacific", en: "Japan (Tokyo)", zh: "日本（东京）" },
  { id: "eu-central-1", group: "europeAmericas", en: "Germany (Frankfurt)", zh: "德国（法兰克福）" },
  { id: "eu-west-1", group: "europeAmericas", en: "UK (London)", zh: "英国（伦敦）" },
  { id: "us-east-1", group: "europeAmericas", en: "US (Virginia)", zh: "美国（弗吉尼亚）" },
  { id: "us-west-1", group: "europeAmericas", en: "US (Silicon Valley)", zh: "美国（硅谷）" },
  { id: "me-east-1", group: "middleEast", en: "UAE (Dubai)", zh: "阿联酋（迪拜）" },
] as const satisfies readonly { id: string; group: RegionGroup; en: string; zh: string }[];

export type RegionId = (typeof regions)[number]["id"];
export const regionIds = regions.map((region) => region.id) as [RegionId, ...RegionId[]];
export const defaultRegionId: RegionId = "cn-hangzhou";

export function isRegionId(value: string): value is RegionId {
  return regions.some((region) => region.id === value);
}

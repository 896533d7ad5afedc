"use client";

import { type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { Page } from "@/lib/pages";
import { isSameParams } from "@/lib/view/is-same-params";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { usePaging } from "./use-list-state";
import { usePageGuard } from "./use-page-guard";

export interface PlainListParams {
  q: string;
  page: number;
  pageSize: number;
}

/** What the server rendered, for the parameters that it was asked with. */
export interface FirstPage<Params, Item> {
  params: Params;
  data: Page<Item>;
  atMs: number;
}

/** What every list's address can be changed by. */
export type SetListAddress = (changes: { q?: string | null; page?: number | null; size?: number | null }) => unknown;

export interface ListPageOptions<Item, Params, Key extends QueryKey, SetAddress> {
  options: UseQueryOptions<Page<Item>, Error, Page<Item>, Key>;
  params: Params;
  setAddress: SetAddress;
  first?: FirstPage<Params, Item> | undefined;
}

/** The page of a list that its address asks for: at first as the server rendered it, then kept fresh. */
export function useListPage<
  Item,
  Params extends PlainListParams,
  Key extends QueryKey,
  SetAddress extends SetListAddress,
>({ options, params, setAddress, first }: ListPageOptions<Item, Params, Key, SetAddress>) {
  const isFirst = first !== undefined && isSameParams(params, first.params);
  const query = useQuery({
    ...options,
    ...(isFirst ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { params, setAddress, query, paging };
}

/** A list that is searched and paged, and nothing else. */
export function usePlainListPage<Item, Key extends QueryKey>(
  toOptions: (params: PlainListParams) => UseQueryOptions<Page<Item>, Error, Page<Item>, Key>,
  { first, rememberedPageSize }: { first?: FirstPage<PlainListParams, Item>; rememberedPageSize: number },
) {
  const [address, setAddress] = useQueryStates(plainListParams);
  const params = { q: address.q, page: address.page, pageSize: toPageSize(address.size, rememberedPageSize) };
  return useListPage({ options: toOptions(params), params, setAddress, first });
}

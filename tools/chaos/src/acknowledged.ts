/** What the product answered 2xx to, or a person did at the cashier: none of it may be missing in the end. */
export interface Acknowledged {
  openings: { id: string; storeId: string }[];
  visits: { id: string; pieces: number }[];
  orders: { id: string; visitId: string; payable: number }[];
  payments: { id: string; orderId: string; amount: number }[];
  /** Orders that the product showed as paid. */
  paidOrders: { id: string; payable: number }[];
  /** Attempts that a person paid at the channel, by the channel's order number. */
  paidAtChannel: string[];
}

export const nothingYet = (): Acknowledged => ({
  openings: [],
  visits: [],
  orders: [],
  payments: [],
  paidOrders: [],
  paidAtChannel: [],
});

// Catalog: the platform's product library, categories, and what each store sells of it (listings).
// Owns catalog.{categories, products, barcodes, listings, restriction_rules, price_reviews, menu_items}.
// A code belongs to one active product. A listing has no price of its own unless the store set one: it is computed on read.
// One price of a listing waits for the platform at most; the published one stays live. Lock order: products, listings, reviews.
import type { ModuleParts } from '../../kernel/module.ts';
import { indexProducts } from './index-products.ts';
import { menuHandlers } from './menu-routes.ts';
import type { CatalogPorts } from './ports.ts';
import { catalogHandlers } from './routes.ts';

export { createCategory } from './create-category.ts';
export { createListing } from './create-listing.ts';
export { createProduct, type ProductInput } from './create-product.ts';
export { decidePrice } from './decide-price.ts';
export { listingChanged, priceReviewDecided, priceReviewRequested, productChanged } from './events.ts';
export { getMenuItems, type MenuItemFacts } from './menu-queries.ts';
export { addMenuItem } from './menu-write.ts';
export type { CatalogPorts, StockFacts } from './ports.ts';
export { findListingIds, getListings, type ListingFacts, lookUpBarcode } from './queries.ts';
export { updateListing } from './update-listing.ts';
export { archiveProduct, updateProduct } from './update-product.ts';

/** The module over what inventory answers. */
export const createCatalogModule = (ports: CatalogPorts): ModuleParts => ({
  handlers: { ...catalogHandlers(ports), ...menuHandlers(ports) },
  sweeps: [indexProducts],
});

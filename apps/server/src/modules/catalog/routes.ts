import { defineHandlers, raw, read, write } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { createCategory } from './create-category.ts';
import { createListing } from './create-listing.ts';
import { createProduct } from './create-product.ts';
import { decidePrice, withdrawPrice } from './decide-price.ts';
import type { CatalogPorts } from './ports.ts';
import * as queries from './queries.ts';
import * as reviews from './review-queries.ts';
import { updateListing } from './update-listing.ts';
import { archiveProduct, updateProduct } from './update-product.ts';
import { checkPicture, recordPicture } from './upload-picture.ts';

export const catalogHandlers = (ports: CatalogPorts) =>
  defineHandlers({
    'GET /stores/:id/listings': read((ctx, { params, query }) => queries.shelf(ctx, ports, params.id, query)),
    'GET /stores/:id/categories': read((ctx, { params }) => queries.shelfCategories(ctx, params.id)),
    'GET /stores/:id/barcodes/:barcode': read((ctx, { params }) => queries.scan(ctx, ports, params.id, params.barcode)),

    'GET /staff/products': read((ctx, { query }) => queries.products(ctx, ports, query)),
    'POST /staff/products': write(async (ctx, { body }) => {
      const { productId } = await createProduct(ctx, body);
      return queries.product(ctx, ports, productId);
    }),
    'GET /staff/products/:id': read((ctx, { params }) => queries.product(ctx, ports, params.id)),
    'PUT /staff/products/:id': write(async (ctx, { params, body }) => {
      await updateProduct(ctx, params.id, body);
      return queries.product(ctx, ports, params.id);
    }),
    'POST /staff/products/:id/archive': write(async (ctx, { params }) => {
      await archiveProduct(ctx, params.id);
      return { ok: true as const };
    }),
    // The storage may be a network away, so it is written outside the transaction; a file that no row names harms nothing.
    'POST /staff/pictures': raw(async (runtime, { body }, _http, ctx) => {
      const picture = checkPicture(ctx, body);
      await runtime.kernel.storage.put(picture.key, picture.content);
      await runtime.transaction(ctx.actor, (tx) => recordPicture(tx, body.purpose, picture), ctx.origin);
      return { address: mediaAddress(picture.key) };
    }),
    'GET /staff/categories': read((ctx) => queries.categories(ctx)),
    'POST /staff/categories': write(async (ctx, { body }) => {
      const { categoryId } = await createCategory(ctx, body);
      return queries.category(ctx, categoryId);
    }),
    'GET /staff/listings': read((ctx, { query }) => queries.staffListings(ctx, ports, query)),
    'POST /staff/listings': write(async (ctx, { body }) => {
      const { listingId } = await createListing(ctx, body);
      return queries.staffListing(ctx, ports, listingId);
    }),
    'GET /staff/listings/:id': read((ctx, { params }) => queries.staffListing(ctx, ports, params.id)),
    'GET /staff/price-reviews': read((ctx, { query }) => reviews.priceReviews(ctx, query)),
    'GET /staff/price-reviews/:id': read((ctx, { params }) => reviews.priceReview(ctx, params.id)),
    'POST /staff/price-reviews/:id/decide': write(async (ctx, { params, body }) => {
      await decidePrice(ctx, params.id, body);
      return reviews.presentReview(ctx, params.id);
    }),
    'POST /staff/price-reviews/:id/withdraw': write(async (ctx, { params }) => {
      await withdrawPrice(ctx, params.id);
      return reviews.presentReview(ctx, params.id);
    }),
    'PUT /staff/listings/:id': write(async (ctx, { params, body }) => {
      await updateListing(ctx, params.id, body);
      return queries.staffListing(ctx, ports, params.id);
    }),
  });

import { z } from 'zod';
import { priceReviewState, shelfState, stockPolicy } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import {
  barcode,
  done,
  fen,
  id,
  idParams,
  instant,
  label,
  note,
  pageOf,
  pageQuery,
  price,
  priceOrNone,
  version,
} from '../schemas.ts';

export const category = z.object({
  id,
  parentId: id.nullable(),
  name: z.string(),
  sort: z.int(),
  productCount: z.int(),
});

export const product = z.object({
  id,
  name: z.string(),
  brand: z.string().nullable(),
  spec: z.string().nullable(),
  unit: z.string(),
  barcodes: z.array(z.string()),
  category: z.object({ id, name: z.string() }).nullable(),
  tags: z.array(z.string()),
  images: z.array(z.string()),
  introduction: z.string().nullable(),
  guidePrice: fen,
  salePrice: fen,
  discountPrice: fen.nullable(),
  cost: fen.nullable(),
  taxClass: z.string().nullable(),
  shelfLifeDays: z.int().nullable(),
  ageRestricted: z.boolean(),
  restriction: z.enum(['none', 'alcohol', 'tobacco']),
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
  state: z.enum(['active', 'archived']),
  listingCount: z.int(),
  stockTotal: z.int(),
  version: z.int(),
  updatedAt: instant,
});
export const productInput = z.object({
  name: label,
  brand: label.nullable(),
  spec: label.nullable(),
  unit: z.string().trim().min(1).max(10),
  barcodes: z.array(barcode).min(1).max(10),
  categoryId: id.nullable(),
  tags: z.array(label).max(20),
  introduction: z.string().max(2000).nullable(),
  images: z.array(z.string().max(200)).max(9),
  guidePrice: priceOrNone,
  salePrice: price,
  discountPrice: price.nullable(),
  cost: priceOrNone.nullable(),
  taxClass: z.string().max(20).nullable(),
  shelfLifeDays: z.int().min(1).max(3650).nullable(),
  ageRestricted: z.boolean(),
  restriction: z.enum(['none', 'alcohol', 'tobacco']),
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
});

/** A listing as a customer sees it in one store. */
export const publicListing = z.object({
  id,
  productId: id,
  name: z.string(),
  spec: z.string().nullable(),
  unit: z.string(),
  image: z.string().nullable(),
  price: fen,
  originalPrice: fen.nullable(),
  available: z.int().nullable(),
  ageRestricted: z.boolean(),
  categoryId: id.nullable(),
});
export const staffListing = z.object({
  id,
  storeId: id,
  storeName: z.string(),
  productId: id,
  name: z.string(),
  spec: z.string().nullable(),
  barcodes: z.array(z.string()),
  image: z.string().nullable(),
  price: fen,
  storePrice: fen.nullable(),
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
  salePrice: fen,
  /** CAT-4: the price that waits for the platform; `price` stays live meanwhile. */
  waitingPrice: z.object({ reviewId: id, price: fen, requestedAt: instant }).nullable(),
  shelfState,
  stockPolicy,
  onHand: z.int(),
  reserved: z.int(),
  available: z.int(),
  lowStockAt: z.int().nullable(),
  version: z.int(),
});

/** CAT-4: a price that a store asked for, beside the one that customers paid when it asked. */
export const priceReview = z.object({
  id,
  listing: z.object({ id, productId: id, name: z.string(), spec: z.string().nullable(), image: z.string().nullable() }),
  store: z.object({ id, name: z.string(), zone: z.string() }),
  price: fen,
  priceBefore: fen,
  /** What customers pay now, and the library's price with how far a store may go from it. */
  priceNow: fen,
  salePrice: fen,
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
  note: z.string().nullable(),
  state: priceReviewState,
  requestedBy: z.object({ id, name: z.string() }),
  requestedAt: instant,
  decidedBy: z.object({ id, name: z.string() }).nullable(),
  decidedAt: instant.nullable(),
  /** Why it was rejected: what to mend. */
  reason: z.string().nullable(),
});

/** The most characters of an uploaded picture in base64: a file of 1,050,000 bytes. */
const PICTURE_LENGTH = 1_400_000;
const pictureInput = z.object({
  purpose: z.enum(['product', 'store']),
  content: z
    .string()
    .min(4)
    .max(PICTURE_LENGTH)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});

export const catalogRoutes = defineRoutes({
  'GET /stores/:id/listings': {
    summary: 'What a store sells.',
    audience: 'optional',
    params: idParams,
    query: pageQuery.extend({
      categoryId: id.optional(),
      /** A piece of a name, first letters of its pinyin, or a barcode. */
      search: z.string().max(60).optional(),
      tag: z.string().max(40).optional(),
      minPrice: z.coerce.number().pipe(fen).optional(),
      maxPrice: z.coerce.number().pipe(fen).optional(),
      /** Only what can be had now. */
      available: z.stringbool().optional(),
    }),
    response: pageOf(publicListing),
  },
  'GET /stores/:id/categories': {
    summary: 'Categories and tags with goods in this store.',
    audience: 'optional',
    params: idParams,
    response: z.object({ items: z.array(category).max(500), tags: z.array(z.string()).max(50) }),
  },
  'GET /stores/:id/barcodes/:barcode': {
    summary: 'Look a barcode up in a store.',
    audience: 'optional',
    ratePerMinute: 600,
    params: z.object({ id, barcode }),
    response: publicListing,
  },

  'GET /staff/products': {
    summary: 'The platform\u2019s product library.',
    audience: 'staff',
    permission: 'products',
    query: pageQuery.extend({
      search: z.string().max(60).optional(),
      categoryId: id.optional(),
      state: z.enum(['active', 'archived']).optional(),
      tag: z.string().max(40).optional(),
    }),
    response: pageOf(product),
  },
  'POST /staff/products': {
    summary: 'Add a product.',
    audience: 'staff',
    permission: 'products:edit',
    body: productInput,
    response: product,
  },
  'GET /staff/products/:id': {
    summary: 'One product.',
    audience: 'staff',
    permission: 'products',
    params: idParams,
    response: product,
  },
  'PUT /staff/products/:id': {
    summary: 'Change a product; every listing follows at once.',
    audience: 'staff',
    permission: 'products:edit',
    params: idParams,
    body: productInput.extend({ version }),
    response: product,
  },
  'POST /staff/products/:id/archive': {
    summary: 'Archive a product; its listings leave the shelves.',
    audience: 'staff',
    permission: 'products:edit',
    params: idParams,
    response: done,
  },
  'POST /staff/pictures': {
    summary: 'Keep a picture (PNG, JPEG or WebP) for a product or a store; the right to edit these is needed.',
    audience: 'staff',
    permission: null,
    ratePerMinute: 60,
    bodyLimit: PICTURE_LENGTH + 10_000,
    body: pictureInput,
    response: z.object({ address: z.string() }),
  },
  'GET /staff/categories': {
    summary: 'The category tree.',
    audience: 'staff',
    permission: 'products',
    response: z.object({ items: z.array(category).max(2000) }),
  },
  'POST /staff/categories': {
    summary: 'Add a category.',
    audience: 'staff',
    permission: 'products:edit',
    body: z.object({ name: label, parentId: id.nullable(), sort: z.int().min(0).max(9999) }),
    response: category,
  },
  'GET /staff/listings': {
    summary: 'Listings of the stores in scope with their stock.',
    audience: 'staff',
    permission: 'listings',
    query: pageQuery.extend({
      storeId: id.optional(),
      productId: id.optional(),
      search: z.string().max(60).optional(),
      shelfState: shelfState.optional(),
      lowStock: z.stringbool().optional(),
    }),
    response: pageOf(staffListing),
  },
  'POST /staff/listings': {
    summary: 'Put a product on sale in a store.',
    audience: 'staff',
    permission: 'listings:edit',
    body: z.object({
      storeId: id,
      productId: id,
      storePrice: price.nullable(),
      /** Why the price, for whoever reviews it. */
      priceNote: note.nullable().default(null),
      shelfState,
      stockPolicy,
      lowStockAt: z.int().min(0).max(100_000).nullable(),
    }),
    response: staffListing,
  },
  'PUT /staff/listings/:id': {
    summary: 'Change a listing; a price that needs review waits for the platform and the published one stays live.',
    audience: 'staff',
    permission: 'listings:edit',
    params: idParams,
    body: z.object({
      storePrice: price.nullable(),
      priceNote: note.nullable().default(null),
      shelfState,
      stockPolicy,
      lowStockAt: z.int().min(0).max(100_000).nullable(),
      version,
    }),
    response: staffListing,
  },
  'GET /staff/listings/:id': {
    summary: 'One listing with its stock.',
    audience: 'staff',
    permission: 'listings',
    params: idParams,
    response: staffListing,
  },
  'GET /staff/price-reviews': {
    summary: 'CAT-4: prices that stores in scope asked for, newest first.',
    audience: 'staff',
    permission: 'listings',
    query: pageQuery.extend({
      state: priceReviewState.optional(),
      storeId: id.optional(),
      listingId: id.optional(),
    }),
    response: pageOf(priceReview),
  },
  'GET /staff/price-reviews/:id': {
    summary: 'One price review.',
    audience: 'staff',
    permission: 'listings',
    params: idParams,
    response: priceReview,
  },
  'POST /staff/price-reviews/:id/decide': {
    summary: 'Approve a price, which is live at once, or reject it and say why; the first decision stands.',
    audience: 'staff',
    permission: 'products:edit',
    params: idParams,
    body: z
      .object({ decision: z.enum(['approved', 'rejected']), reason: note.nullable().default(null) })
      .refine((body) => body.decision === 'approved' || body.reason !== null, { path: ['reason'] }),
    response: priceReview,
  },
  'POST /staff/price-reviews/:id/withdraw': {
    summary: 'Take a price back that was asked for.',
    audience: 'staff',
    permission: 'listings:edit',
    params: idParams,
    response: priceReview,
  },
});

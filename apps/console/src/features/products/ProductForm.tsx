import type { Body } from '@latchkey/client';
import { call, FormDrawer, PriceInput } from '@latchkey/ui';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useCategoryOptions } from '../../choices/categories.ts';
import { PictureField } from '../../pictures/PictureField.tsx';
import { useAppText } from '../../texts.ts';
import type { ProductDetail } from './ProductDrawer.tsx';

type ProductInput = Body<'POST /staff/products'>;

export function ProductForm(props: {
  open: boolean;
  product: ProductDetail | null;
  onClose: () => void;
  onSaved?: (product: ProductDetail) => void;
}) {
  const text = useAppText();
  const { product } = props;
  const save = (values: ProductInput) => {
    const body = inputOf(values, product);
    if (!product) return call('POST /staff/products', { body });
    return call('PUT /staff/products/:id', { params: { id: product.id }, body: { ...body, version: product.version } });
  };
  return (
    <FormDrawer<ProductInput, ProductDetail>
      open={props.open}
      title={product ? text('products.editOne', { name: product.name }) : text('products.add')}
      initial={draftOf(product)}
      save={save}
      stale={['products']}
      onSaved={props.onSaved}
      onClose={props.onClose}
    >
      <Fields />
    </FormDrawer>
  );
}

function draftOf(product: ProductDetail | null): Partial<ProductInput> {
  if (!product) {
    return {
      unit: '件',
      barcodes: [],
      tags: [],
      images: [],
      ageRestricted: false,
      restriction: 'none',
      priceRule: 'reviewed',
    };
  }
  return { ...product, categoryId: product.category?.id ?? null };
}

function inputOf(values: ProductInput, product: ProductDetail | null): ProductInput {
  return {
    name: values.name,
    brand: values.brand || null,
    spec: values.spec || null,
    unit: values.unit,
    barcodes: values.barcodes,
    categoryId: values.categoryId ?? null,
    tags: values.tags ?? [],
    introduction: values.introduction || null,
    images: values.images ?? [],
    guidePrice: values.guidePrice ?? values.salePrice,
    salePrice: values.salePrice,
    discountPrice: values.discountPrice ?? null,
    cost: values.cost ?? null,
    taxClass: product?.taxClass ?? null,
    shelfLifeDays: values.shelfLifeDays ?? null,
    ageRestricted: values.ageRestricted ?? false,
    restriction: values.restriction,
    priceRule: values.priceRule,
  };
}

const isBarcode = (code: string) => /^[0-9A-Za-z-]{4,32}$/.test(code);

function Fields() {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  const rules = ['locked', 'reviewed', 'limits'] as const;
  const restrictions = ['none', 'alcohol', 'tobacco'] as const;
  return (
    <>
      <Form.Item name="name" label={text('products.name')} rules={filled}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="images" label={text('pictures.title')}>
        <PictureField purpose="product" most={9} />
      </Form.Item>
      <Form.Item
        name="barcodes"
        label={text('products.barcodes')}
        extra={text('products.barcodesHint')}
        rules={[
          ...required,
          {
            validator: (_, codes: string[] = []) =>
              codes.every(isBarcode) ? Promise.resolve() : Promise.reject(text('products.barcodeWrong')),
          },
        ]}
      >
        <Select mode="tags" maxCount={10} open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，']} />
      </Form.Item>
      <PairRow>
        <Form.Item name="brand" label={text('products.brand')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="spec" label={text('products.spec')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="unit" label={text('products.unit')} rules={filled}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="categoryId" label={text('products.category')}>
          <Select allowClear options={useCategoryOptions()} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="salePrice" label={text('products.salePrice')} rules={required}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="guidePrice" label={text('products.guidePrice')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="discountPrice" label={text('products.discountPrice')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="cost" label={text('products.cost')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="priceRule" required label={text('products.priceRule')}>
          <Select options={rules.map((value) => ({ value, label: text(`products.rule_${value}`) }))} />
        </Form.Item>
        <Form.Item name="restriction" required label={text('products.restriction')}>
          <Select options={restrictions.map((value) => ({ value, label: text(`products.restriction_${value}`) }))} />
        </Form.Item>
        <Form.Item name="shelfLifeDays" label={text('products.shelfLife')}>
          <InputNumber min={1} max={3650} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="ageRestricted" required label={text('products.adultsOnly')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </PairRow>
      <Form.Item name="tags" label={text('products.tags')}>
        <Select mode="tags" maxCount={20} open={false} suffixIcon={null} tokenSeparators={[',', '，', '、']} />
      </Form.Item>
      <Form.Item name="introduction" label={text('products.introduction')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
    </>
  );
}

function PairRow(props: { children: React.ReactNode }) {
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))', columnGap: 16 }}
    >
      {props.children}
    </div>
  );
}
